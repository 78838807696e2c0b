import { useActions, useApp } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import { RequestSampling } from "./request-sampling.tsx";
import { SearchSampling } from "./search-sampling.tsx";

interface SamplingProps {
  readonly cell: InferenceCell;
  readonly option: WrapperOption;
}

/** How the next token is chosen: for option 1 in the request, for option 2 in the wrapper. */
export function Sampling({ cell, option }: SamplingProps) {
  const texts = useTexts().sampling;
  const { updateCell } = useActions();
  const wrapper = useWrapperAbove(cell);
  return (
    <details className="disclosure">
      <summary>{texts.title}</summary>
      {wrapper?.type === "wrapper" && option === "pyfunc" ? (
        <SearchSampling cell={wrapper} />
      ) : (
        <RequestSampling
          input={cell.input}
          onChange={(input) => updateCell({ ...cell, input })}
          seed={cell.seed}
          onSeed={(seed) => {
            const { seed: _, ...rest } = cell;
            updateCell(seed === undefined ? rest : { ...rest, seed });
          }}
        />
      )}
    </details>
  );
}

/** The document's wrapper that this cell runs. */
function useWrapperAbove(cell: InferenceCell) {
  return useApp(({ notebook }) => {
    const above = notebook ? upstreamOf(notebook, cell.id).wrapper : undefined;
    return notebook?.cells.find((each) => each.id === above);
  });
}
