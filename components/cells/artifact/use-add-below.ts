import { useActions, useServices } from "#components/app-context.ts";
import { focusCell } from "#components/notebook/focus-cell.ts";
import type { CellId } from "#notebook/cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";

/** Goes to the cell of that type below for the same model, or adds one. */
export function useAddBelow(id: CellId, type: "register" | "inference"): () => void {
  const { store } = useServices();
  const { addCell } = useActions();
  return () => {
    const { notebook } = store.getState();
    if (!notebook) return;
    const at = notebook.cells.findIndex((cell) => cell.id === id);
    const own = notebook.cells[at];
    const here = own?.type === "code" ? { model: id, wrapper: id } : upstreamOf(notebook, id);
    const below = notebook.cells.slice(at).find((cell) => {
      const { model, wrapper } = upstreamOf(notebook, cell.id);
      return cell.type === type && model === here.model && wrapper === here.wrapper;
    });
    focusCell(below?.id ?? addCell(type, { after: id }), "start");
  };
}
