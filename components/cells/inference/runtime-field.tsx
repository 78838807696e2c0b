import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import { useSay } from "#components/texts/use-say.ts";
import { isRuntimeId, RUNTIME_IDS, type RuntimeChoice, RUNTIMES } from "#inference/runtimes.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";

/** A cell that asks the model; no runtime means "automatic". */
interface AskingCell {
  readonly runtime?: RuntimeChoice;
}

interface RuntimeFieldProps<Cell extends AskingCell> {
  readonly cell: Cell;
  readonly option: WrapperOption;
  readonly onChange: (cell: Cell) => void;
}

/** The choice of runtime. */
export function RuntimeField<Cell extends AskingCell>({ cell, option, onChange }: RuntimeFieldProps<Cell>) {
  const texts = useTexts().inference;
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
            onChange((isRuntimeId(target.value) ? { ...rest, runtime: target.value } : rest) as Cell);
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
