import { useActions, useServices } from "#components/app-context.ts";
import type { EvaluateCell } from "#cells/evaluate/evaluate-cell.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import { otherRuntime, RUNTIME_IDS, type RuntimeId } from "#inference/runtimes.ts";
import type { CellId } from "#notebook/cell.ts";

/**
 * Inserts a copy of the cell below it that uses the other runtime, and runs it.
 * @param ran the runtime that the cell ran on; the first of the list if that is not known.
 */
export function useRunOnOtherRuntime(
  cell: InferenceCell | EvaluateCell,
  ran: RuntimeId | undefined,
  choose: (id: CellId) => void,
): () => void {
  const { store } = useServices();
  const { duplicateCell, updateCell, runCell } = useActions();
  return () => {
    duplicateCell(cell.id);
    const cells = store.getState().notebook?.cells ?? [];
    const copy = cells[cells.findIndex(({ id }) => id === cell.id) + 1];
    if (copy?.type !== "inference" && copy?.type !== "evaluate") return;
    const [first] = RUNTIME_IDS;
    const before = ran ?? first;
    if (before === undefined) return;
    updateCell({ ...copy, runtime: otherRuntime(before, RUNTIME_IDS) });
    choose(copy.id);
    void runCell(copy.id);
  };
}
