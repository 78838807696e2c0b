import { useActions } from "#components/app-context.ts";
import { useAbortable } from "#components/cells/model/use-abortable.ts";
import { BusyButton } from "#components/ui/busy-button.tsx";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import type { TransformersWrapper } from "#wrapper/wrapper.ts";
import type { FormProps } from "./form-props.ts";
import { MonoInput } from "#components/ui/mono-input.tsx";

/** Whether the artifact contains the weights, or refers to the hub: `save_pretrained=False`. */
export function ReferenceFields({ form, errors, onChange }: FormProps<TransformersWrapper>) {
  const texts = useTexts().wrapper.reference;
  const { lookUpCommit } = useActions();
  const { busy, error, run } = useAbortable();
  const { reference, ...withWeights } = form;
  const choose = (value: string) =>
    onChange(value === "reference" ? { ...form, reference: { repository: "", commit: "" } } : withWeights);
  return (
    <>
      <Field label={texts.weights} hint={reference ? texts.referenceHint : texts.artifactHint}>
        {(control) => (
          <select
            {...control}
            className="input"
            value={reference ? "reference" : "artifact"}
            onChange={({ target }) => choose(target.value)}
          >
            <option value="artifact">{texts.inArtifact}</option>
            <option value="reference">{texts.byReference}</option>
          </select>
        )}
      </Field>
      {reference &&
        (["repository", "commit"] as const).map((name) => (
          <Field key={name} label={texts[name]} hint={texts.hints[name]} error={errors(name)}>
            {(control) => (
              <MonoInput
                {...control}
                value={reference[name]}
                onChange={({ target }) =>
                  onChange({ ...form, reference: { ...reference, [name]: target.value.trim() } })
                }
              />
            )}
          </Field>
        ))}
      {reference && reference.repository !== "" && errors("commit") !== null && (
        <div className="row">
          <BusyButton
            className="button small"
            busy={busy}
            onClick={() =>
              run(async (signal) => {
                const found = await lookUpCommit(reference.repository, reference.commit, signal);
                onChange({ ...form, reference: found });
              })
            }
          >
            {texts.findCommit(reference.commit || "main")}
          </BusyButton>
          {error !== null && (
            <span className="field-error" role="alert">
              {error}
            </span>
          )}
        </div>
      )}
    </>
  );
}
