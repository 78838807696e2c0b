import { useActions } from "#components/app-context.ts";
import { useAbortable } from "#components/cells/model/use-abortable.ts";
import { BusyButton } from "#components/ui/busy-button.tsx";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { SelectField } from "#components/ui/select-field.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { TransformersWrapper } from "#wrapper/wrapper.ts";
import type { FormProps } from "./form-props.ts";

/** Whether the artifact contains the weights, or refers to the hub: `save_pretrained=False`. */
export function ReferenceFields({ form, errors, onChange }: FormProps<TransformersWrapper>) {
  const texts = useLaterTexts().wrapper.reference;
  const { lookUpCommit } = useActions();
  const { busy, error, run } = useAbortable();
  const { reference, ...withWeights } = form;
  const choose = (value: string) =>
    onChange(value === "reference" ? { ...form, reference: { repository: "", commit: "" } } : withWeights);
  return (
    <>
      <SelectField
        label={texts.weights}
        hint={reference ? texts.referenceHint : texts.artifactHint}
        value={reference ? "reference" : "artifact"}
        choices={[
          { id: "artifact", name: texts.inArtifact },
          { id: "reference", name: texts.byReference },
        ]}
        onChange={choose}
      />
      {reference &&
        (["repository", "commit"] as const).map((name) => (
          <TextField
            key={name}
            label={texts[name]}
            hint={texts.hints[name]}
            error={errors(name)}
            value={reference[name]}
            onChange={(text) => onChange({ ...form, reference: { ...reference, [name]: text.trim() } })}
          />
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
