import { useTexts } from "#components/texts/use-texts.ts";
import { DEMO_PROMPTS } from "#cells/inference/demo-model.ts";
import type { CellId } from "#notebook/cell.ts";
import { useModelAbove } from "./use-model-above.ts";

interface PromptsToTryProps {
  readonly id: CellId;
  readonly onTry: (prompt: string) => void;
}

/** Questions that the chosen model can answer, to put into the field. */
export function PromptsToTry({ id, onTry }: PromptsToTryProps) {
  const { chat: texts, demo } = useTexts();
  const isDemo = useModelAbove(id)?.isDemo === true;
  return (
    <details className="disclosure">
      <summary>{texts.toTry}</summary>
      {isDemo && <p className="hint">{demo.knows}</p>}
      <div className="row">
        {(isDemo ? DEMO_PROMPTS : texts.tries).map((prompt) => (
          <button key={prompt} type="button" className="button small" onClick={() => onTry(prompt)}>
            {prompt}
          </button>
        ))}
      </div>
    </details>
  );
}
