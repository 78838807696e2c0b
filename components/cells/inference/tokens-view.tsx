import { useActions } from "#components/app-context.ts";
import { later } from "#components/ui/later.ts";
import { Part } from "#components/ui/part.tsx";
import { useTexts } from "#components/texts/use-texts.ts";
import type { InferenceOutput } from "#inference/inference-port.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";

const TokenView = later(() => import("./token-view.tsx"));

interface TokensViewProps {
  readonly cell: InferenceCell;
  readonly output: InferenceOutput;
  readonly name: string;
}

/** The tokens with their probabilities, or how to get them: recording them costs a little time, and space in the file. */
export function TokensView({ cell, output, name }: TokensViewProps) {
  const texts = useTexts().tokens;
  const { updateCell, runCell } = useActions();
  const { tokens } = output;
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={cell.keepsProbabilities === true}
          onChange={({ target }) => {
            const { keepsProbabilities: _, ...rest } = cell;
            updateCell(target.checked ? { ...rest, keepsProbabilities: true } : rest);
          }}
        />{" "}
        {texts.keep}
      </label>
      {tokens === undefined ? (
        <div className="not-shown">
          <p>{texts.notKept}</p>
          <button
            type="button"
            className="button small"
            onClick={() => {
              updateCell({ ...cell, keepsProbabilities: true });
              void runCell(cell.id);
            }}
          >
            {texts.runAgain}
          </button>
        </div>
      ) : (
        <Part>
          <TokenView tokens={tokens} name={name} />
        </Part>
      )}
    </>
  );
}
