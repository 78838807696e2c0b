import type { Texts } from "#components/texts/en.ts";
import type { CellId } from "#notebook/cell.ts";
import type { AppStore } from "#store/app-store.ts";
import { focusCell } from "./focus-cell.ts";

/** Deletes a cell, goes to the next one, and offers to undo it. */
export function deleteCellWithNotice(store: AppStore, texts: Texts, id: CellId): void {
  const { notebook, deleteCell, notify, undo } = store.getState();
  const cell = notebook?.cells.find((c) => c.id === id);
  if (!cell) return;
  deleteCell(id);
  focusCell(store.getState().selected);
  notify({
    tone: "info",
    text: texts.cell.deleted(texts.cell.types[cell.type]),
    action: { label: texts.header.undo, run: undo },
  });
}
