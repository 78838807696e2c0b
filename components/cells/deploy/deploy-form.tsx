import { useState } from "react";
import type { Wording } from "#base/message.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import { NumberInput } from "#components/ui/number-input.tsx";
import { DEPLOY_TARGETS, type DeploySettings, type SettingName } from "#deploy/deploy-settings.ts";
import { settingProblems } from "#deploy/settings-problems.ts";
import { targets } from "#deploy/targets/targets.ts";
import { MonoInput } from "#components/ui/mono-input.tsx";

interface DeployFormProps {
  readonly settings: DeploySettings;
  readonly onChange: (settings: DeploySettings) => void;
}

/** The target and its platform's settings. Each field shows at once what the platform would refuse. */
export function DeployForm({ settings, onChange }: DeployFormProps) {
  const texts = useTexts().deploy;
  const say = useSay();
  const problems = settingProblems(settings);
  return (
    <form className="deploy-form" aria-label={texts.form} onSubmit={(event) => event.preventDefault()}>
      <div className="deploy-target">
        <Field label={texts.target} hint={say(targets[settings.target].hint)}>
          {(control) => (
            <select
              {...control}
              className="input"
              data-primary
              value={settings.target}
              onChange={({ target }) => {
                const chosen = DEPLOY_TARGETS.find((each) => each === target.value);
                if (chosen) onChange({ ...settings, target: chosen });
              }}
            >
              {DEPLOY_TARGETS.map((target) => (
                <option key={target} value={target}>
                  {say(targets[target].name)}
                </option>
              ))}
            </select>
          )}
        </Field>
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
  const { deploy: texts, field } = useTexts();
  const [isNumber, setIsNumber] = useState(true);
  const value = settings[name];
  const change = (changed: string | number | boolean) => onChange({ ...settings, [name]: changed });
  return (
    <Field
      label={texts.settings[name]}
      hint={texts.settingHints[name]}
      error={isNumber ? error : field.notNumber}
    >
      {(control) => {
        if (typeof value === "boolean") {
          return (
            <select
              {...control}
              className="input"
              value={value ? "own" : "generated"}
              onChange={({ target }) => change(target.value === "own")}
            >
              <option value="own">{texts.ownScoring.own}</option>
              <option value="generated">{texts.ownScoring.generated}</option>
            </select>
          );
        }
        if (typeof value === "number") {
          return <NumberInput {...control} value={value} onValidity={setIsNumber} onChange={change} />;
        }
        return <MonoInput {...control} value={value} onChange={({ target }) => change(target.value)} />;
      }}
    </Field>
  );
}
