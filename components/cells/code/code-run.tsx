import { useCellState } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { CellId } from "#notebook/cell.ts";
import { later } from "#components/ui/later.ts";
import { Part } from "#components/ui/part.tsx";
import { OutputArea } from "../output-area.tsx";
import { Outputs } from "../outputs/saved-outputs.tsx";

const LoggedModels = later(() => import("./logged-models.tsx"));

interface CodeRunProps {
  readonly id: CellId;
  readonly name: string;
}

/** A code cell's live output. */
export default function CodeRun({ id, name }: CodeRunProps) {
  const texts = useTexts().code;
  const state = useCellState(id);
  const output = "output" in state && state.output?.type === "code" ? state.output : null;
  return (
    <>
      {output && (output.outputs.length > 0 || output.models || state.status === "stale") && (
        <OutputArea current={state.status !== "stale"}>
          <div className="saved-outputs">
            <p className="hint">{texts.count(output.executionCount)}</p>
            <Outputs outputs={output.outputs} label={(place) => texts.output(place, name)} />
          </div>
          {output.models && (
            <Part>
              <LoggedModels id={id} name={name} models={output.models} />
            </Part>
          )}
        </OutputArea>
      )}
    </>
  );
}
