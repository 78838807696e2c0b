import { useState } from "react";
import type { Wording } from "#base/message.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import { NumberInput } from "#components/ui/number-input.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { DEPLOY_TARGETS, type DeploySettings, type SettingName } from "#deploy/deploy-settings.ts";
import { settingProblems } from "#deploy/settings-problems.ts";
import { targets } from "#deploy/targets/targets.ts";

interface DeployFormProps {
  readonly settings: DeploySettings;
  readonly onChange: (settings: DeploySettings) => void;
}

/** The target and its platform's settings. Each field shows at once what the platform would refuse. */
export function DeployForm({ settings, onChange }: DeployFormProps) {
  const texts = useLaterTexts().deploy;
  const say = useSay();
  const problems = settingProblems(settings);
  return (
    <form className="deploy-form" aria-label={texts.form} onSubmit={(event) => event.preventDefault()}>
      <div className="deploy-target">
        <SelectField
          label={texts.target}
          hint={say(targets[settings.target].hint)}
          isPrimary
          value={settings.target}
          choices={DEPLOY_TARGETS.map((id) => ({ id, name: say(targets[id].name) }))}
          onChange={(target) => onChange({ ...settings, target })}
        />
      </div>
      {targets[settings.target].settings.map((name) => (
        <SettingField
          key={name}
          name={name}
          settings={settings}
          error={problems.find(({ field }) => field === name)?.message ?? null}
          onChange={onChange}
        />
      ))}
    </form>
  );
}

interface SettingFieldProps extends DeployFormProps {
  readonly name: SettingName;
  readonly error: Wording | null;
}

function SettingField({ name, settings, error, onChange }: SettingFieldProps) {
  const texts = useLaterTexts().deploy;
  const fieldTexts = useTexts().field;
  const [isNumber, setIsNumber] = useState(true);
  const value = settings[name];
  const change = (changed: string | number | boolean) => onChange({ ...settings, [name]: changed });
  const field = { label: texts.settings[name], hint: texts.settingHints[name] };
  if (typeof value === "boolean") {
    return (
      <SelectField
        {...field}
        error={error}
        value={value ? "own" : "generated"}
        choices={[
          { id: "own", name: texts.ownScoring.own },
          { id: "generated", name: texts.ownScoring.generated },
        ]}
        onChange={(id) => change(id === "own")}
      />
    );
  }
  if (typeof value === "string")
    return <TextField {...field} error={error} value={value} onChange={change} />;
  return (
    <Field {...field} error={isNumber ? error : fieldTexts.notNumber}>
      {(control) => <NumberInput {...control} value={value} onValidity={setIsNumber} onChange={change} />}
    </Field>
  );
}
