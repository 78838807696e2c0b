import { useSay } from "#components/texts/use-say.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import { NumberInput } from "#components/ui/number-input.tsx";
import { TextArea } from "#components/ui/text-area.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { wrapperProblems } from "#wrapper/validate-wrapper.ts";
import { PROFILES, VERSION_PROFILES, type VersionProfile } from "#wrapper/version-profile.ts";
import {
  type PyfuncWrapper,
  TRANSFORMERS_TASKS,
  type TransformersWrapper,
  type Wrapper,
} from "#wrapper/wrapper.ts";
import { type FocusEvent, type KeyboardEvent, useId, useState } from "react";
import type { Errors, FormProps } from "./form-props.ts";
import { KindField } from "./kind-field.tsx";
import { LinesInput } from "./lines-input.tsx";
import { ReferenceFields } from "./reference-fields.tsx";
import { SearchOptionsTable } from "./search-options-table.tsx";

interface WrapperFormProps extends Omit<FormProps<Wrapper>, "errors"> {
  readonly onBlur: (event: FocusEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export function WrapperForm({ form, onChange, ...events }: WrapperFormProps) {
  const texts = useLaterTexts().wrapper;
  const say = useSay();
  const problems = wrapperProblems(form);
  const errors: Errors = (field) => problems.find((problem) => problem.field === field)?.message ?? null;
  return (
    // Handles the bubbling events of its fields.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      className="wrapper-form"
      aria-label={texts.form}
      onSubmit={(event) => event.preventDefault()}
      {...events}
    >
      <SelectField
        label={texts.profile}
        hint={say(PROFILES[form.profile].label)}
        isPrimary
        value={form.profile}
        choices={VERSION_PROFILES.map((id) => ({ id, name: say(PROFILES[id].name) }))}
        onChange={(profile) => onChange(withProfile(form, profile))}
      />
      <TextField
        label={texts.name}
        hint={texts.nameHint}
        error={errors("name")}
        value={form.name}
        onChange={(name) => onChange({ ...form, name })}
      />
      {form.option === "transformers" ? (
        <TransformersFields form={form} errors={errors} onChange={onChange} />
      ) : (
        <PyfuncFields form={form} errors={errors} onChange={onChange} />
      )}
      <Field label={texts.pip} hint={texts.pipHint} error={errors("requirements")}>
        {(control) => (
          <LinesInput
            {...control}
            value={form.extraPipRequirements}
            onChange={(extraPipRequirements) => onChange({ ...form, extraPipRequirements })}
          />
        )}
      </Field>
    </form>
  );
}

function TransformersFields({ form, errors, onChange }: FormProps<TransformersWrapper>) {
  const texts = useLaterTexts().wrapper;
  const { field } = useTexts();
  const [isNumber, setIsNumber] = useState(true);
  const { modelConfig } = form;
  const change = (changed: Partial<TransformersWrapper["modelConfig"]>) =>
    onChange({ ...form, modelConfig: { ...modelConfig, ...changed } });
  return (
    <>
      <SelectField
        label={texts.kind}
        hint={texts.tasks[form.task].hint}
        value={form.task}
        choices={TRANSFORMERS_TASKS.map((id) => ({ id, name: texts.tasks[id].name }))}
        onChange={(task) => onChange({ ...form, task })}
      />
      <fieldset className="group">
        <legend className="mono">{texts.modelConfig}</legend>
        <Field
          label={<code>max_length</code>}
          hint={texts.maxLengthHint}
          error={isNumber ? errors("maxLength") : field.notNumber}
        >
          {(control) => (
            <NumberInput
              {...control}
              value={modelConfig.maxLength}
              onValidity={setIsNumber}
              onChange={(maxLength) => change({ maxLength })}
            />
          )}
        </Field>
        <Switch
          label="truncation"
          hint={texts.truncationHint}
          checked={modelConfig.truncation}
          onChange={(truncation) => change({ truncation })}
        />
        <Switch
          label="include_prompt"
          hint={texts.includePromptHint}
          checked={modelConfig.includePrompt}
          onChange={(includePrompt) => change({ includePrompt })}
        />
      </fieldset>
      <ReferenceFields form={form} errors={errors} onChange={onChange} />
    </>
  );
}

function PyfuncFields({ form, errors, onChange }: FormProps<PyfuncWrapper>) {
  const texts = useLaterTexts().wrapper;
  return (
    <>
      <KindField form={form} errors={errors} onChange={onChange} />
      <TextField
        label={texts.className}
        hint={texts.classNameHint}
        error={errors("className")}
        value={form.className}
        onChange={(className) => onChange({ ...form, className })}
      />
      <SearchOptionsTable
        options={form.searchOptions}
        error={(name) => errors(`option:${name}`)}
        onChange={(searchOptions) => onChange({ ...form, searchOptions })}
      />
      <TextField
        label={texts.artifactsKey}
        hint={texts.artifactsKeyHint}
        error={errors("artifactsKey")}
        value={form.artifactsKey}
        onChange={(artifactsKey) => onChange({ ...form, artifactsKey })}
      />
      <SelectField
        label={texts.classForm}
        hint={form.modelFromCode === true ? texts.fromCodeHint : texts.byReferenceHint}
        value={form.modelFromCode === true ? "code" : "reference"}
        choices={[
          { id: "reference", name: texts.classForms.reference },
          { id: "code", name: texts.classForms.code },
        ]}
        onChange={(id) => onChange({ ...form, modelFromCode: id === "code" })}
      />
      <Field label={texts.inputExample} hint={texts.inputExampleHint} error={errors("prompt")}>
        {(control) => (
          <TextArea
            {...control}
            className="mono"
            minRows={3}
            value={form.inputExample.prompt}
            onChange={({ target }) => onChange({ ...form, inputExample: { prompt: target.value } })}
          />
        )}
      </Field>
    </>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly hint: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Switch({ label, hint, checked, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div className="check">
      <input
        id={id}
        type="checkbox"
        aria-describedby={`${id}-hint`}
        checked={checked}
        onChange={({ target }) => onChange(target.checked)}
      />
      <div>
        <label htmlFor={id} className="mono">
          {label}
        </label>
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      </div>
    </div>
  );
}

/** Requirements that a person has not changed follow the profile. */
function withProfile(form: Wrapper, profile: VersionProfile): Wrapper {
  const untouched =
    String(form.extraPipRequirements) ===
    String(defaultWrapper(form.option, form.profile).extraPipRequirements);
  return {
    ...form,
    profile,
    ...(untouched && { extraPipRequirements: defaultWrapper(form.option, profile).extraPipRequirements }),
  };
}
