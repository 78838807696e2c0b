import { useTexts } from "#components/texts/use-texts.ts";
import { useSay } from "#components/texts/use-say.ts";
import { SelectField } from "#components/ui/select-field.tsx";
import { RUNTIME_IDS, type RuntimeChoice, RUNTIMES } from "#inference/runtimes.ts";
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
    <SelectField
      label={texts.runtime}
      hint={`${hint} ${texts.generatedByHints[option]}`}
      value={choice}
      choices={[
        { id: "automatic", name: texts.automatic },
        ...RUNTIME_IDS.map((id) => ({ id, name: say(RUNTIMES[id].name) })),
      ]}
      onChange={(runtime: RuntimeChoice) => {
        const { runtime: _, ...rest } = cell;
        onChange((runtime === "automatic" ? rest : { ...rest, runtime }) as Cell);
      }}
    />
  );
}
