/** The Python that does in Jupyter, with real MLflow, what a cell does in the page. */
import { behaviourOf } from "#cells/behaviour-of.ts";
import type { PythonContext } from "#cells/cell-behaviour.ts";
import type { WrapperCell } from "#cells/wrapper/wrapper-cell.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import type { TypedCell } from "#cells/cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";

export function pythonOfCell(notebook: Notebook, cell: TypedCell, context: PythonContext): string {
  return behaviourOf(cell).python(cell, {
    wrapper: wrapperAbove(notebook, cell.id),
    loggingCode: codeAbove(notebook, cell.id),
    isLogged: isLoggedAbove(notebook, cell.id),
    context,
  });
}

function wrapperAbove(notebook: Notebook, id: CellId): WrapperCell | null {
  const wrapper = upstreamOf(notebook, id).wrapper;
  const found = notebook.cells.find((each) => each.id === wrapper);
  return found?.type === "wrapper" ? found : null;
}

function codeAbove(notebook: Notebook, id: CellId): string | null {
  const wrapper = upstreamOf(notebook, id).wrapper;
  const found = notebook.cells.find((each) => each.id === wrapper);
  return found?.type === "code" ? found.source : null;
}

/** Whether an artifact cell above has the same model and wrapper. */
function isLoggedAbove(notebook: Notebook, id: CellId): boolean {
  const needs = upstreamOf(notebook, id);
  const at = notebook.cells.findIndex((cell) => cell.id === id);
  return notebook.cells.slice(0, at).some((cell) => {
    if (cell.type !== "artifact") return false;
    const its = upstreamOf(notebook, cell.id);
    return its.wrapper === needs.wrapper && (needs.model === undefined || its.model === needs.model);
  });
}
