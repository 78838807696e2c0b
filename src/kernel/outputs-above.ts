import type { OutputsAbove } from "#cells/cell-behaviour.ts";
import { loggedLast, wrapperOf } from "#cells/code/code-cell.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";
import type { CellState } from "./cell-state.ts";

/**
 * Outputs of the cells that a cell needs, null where there is none.
 * @param which "current": only outputs that hold; "last": also those that no longer hold.
 */
export function outputsAbove(
  notebook: Notebook,
  states: ReadonlyMap<CellId, CellState>,
  id: CellId,
  which: "current" | "last",
): OutputsAbove {
  const above = upstreamOf(notebook, id);
  const outputOf = (cellId: CellId | undefined) => {
    const state = cellId === undefined ? undefined : states.get(cellId);
    if (!state || !("output" in state)) return null;
    return which === "last" || state.status === "done" ? state.output : null;
  };
  const [model, wrapper] = [outputOf(above.model), outputOf(above.wrapper)];
  return {
    model:
      model?.type === "code" ? (loggedLast(model)?.model ?? null) : model?.type === "model" ? model : null,
    wrapper: wrapper?.type === "code" ? wrapperOf(wrapper) : wrapper?.type === "wrapper" ? wrapper : null,
  };
}
