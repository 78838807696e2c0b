import { useActions } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import { useSay } from "#components/texts/use-say.ts";
import { isRuntimeId, RUNTIME_IDS, RUNTIMES } from "#inference/runtimes.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";

interface RuntimeFieldProps {
  readonly cell: InferenceCell;
  readonly option: WrapperOption;
}

/** What is to run the model. */
export function RuntimeField({ cell, option }: RuntimeFieldProps) {
  const texts = useTexts().inference;
  const { updateCell } = useActions();
  const say = useSay();
  const choice = cell.runtime ?? "automatic";
  const hint = choice === "automatic" ? texts.automaticHint : say(RUNTIMES[choice].hint);
  return (
    <Field label={texts.runtime} hint={`${hint} ${texts.generatedByHints[option]}`}>
      {(control) => (
        <select
          {...control}
          className="input"
          value={choice}
          onChange={({ target }) => {
            const { runtime: _, ...rest } = cell;
            updateCell(isRuntimeId(target.value) ? { ...rest, runtime: target.value } : rest);
          }}
        >
          <option value="automatic">{texts.automatic}</option>
          {RUNTIME_IDS.map((id) => (
            <option key={id} value={id}>
              {say(RUNTIMES[id].name)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
