import { useActions } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import { RUNTIME_CHOICES } from "#kernel/ports.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";

interface RuntimeFieldProps {
  readonly cell: InferenceCell;
  readonly option: WrapperOption;
}

/** What is to run the model. */
export function RuntimeField({ cell, option }: RuntimeFieldProps) {
  const texts = useTexts().inference;
  const { updateCell } = useActions();
  const choice = cell.runtime ?? "automatic";
  return (
    <Field label={texts.runtime} hint={`${texts.runtimeHints[choice]} ${texts.generatedByHints[option]}`}>
      {(control) => (
        <select
          {...control}
          className="input"
          value={choice}
          onChange={({ target }) => {
            const { runtime: _, ...rest } = cell;
            const chosen = RUNTIME_CHOICES.find((each) => each === target.value) ?? "automatic";
            updateCell(chosen === "automatic" ? rest : { ...rest, runtime: chosen });
          }}
        >
          {RUNTIME_CHOICES.map((each) => (
            <option key={each} value={each}>
              {texts.runtimes[each]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
