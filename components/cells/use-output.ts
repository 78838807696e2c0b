import { useCellState } from "#components/app-context.ts";
import type { CellOutput } from "#cells/cell.ts";
import type { CellId } from "#notebook/cell.ts";

/** The cell's output of that type, even from an earlier run; `current` says whether it still holds. */
export function useOutput<Type extends CellOutput["type"]>(
  id: CellId,
  type: Type,
): { output: Extract<CellOutput, { type: Type }> | null; current: boolean } {
  const state = useCellState(id);
  const output = "output" in state ? state.output : null;
  return {
    output: output?.type === type ? (output as Extract<CellOutput, { type: Type }>) : null,
    current: state.status === "done",
  };
}
