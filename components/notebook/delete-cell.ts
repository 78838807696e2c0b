import type { Texts } from "#components/texts/en.ts";
import type { CellId } from "#notebook/cell.ts";
import type { AppStore } from "#store/app-store.ts";
import { focusCell } from "./focus-cell.ts";

/** Deletes the selected cells, goes to the next one, and offers to undo it. */
export function deleteSelectedWithNotice(store: AppStore, texts: Texts): void {
  const { deleteSelected } = store.getState();
  const [first, ...rest] = deleteSelected();
  if (first) tell(store, texts, rest.length === 0 ? texts.cell.types[first.type] : null, rest.length + 1);
}

/** Deletes a cell, goes to the next one, and offers to undo it. */
export function deleteCellWithNotice(store: AppStore, texts: Texts, id: CellId): void {
  const { notebook, deleteCell } = store.getState();
  const cell = notebook?.cells.find((c) => c.id === id);
  if (!cell) return;
  deleteCell(id);
  tell(store, texts, texts.cell.types[cell.type], 1);
}

function tell(store: AppStore, texts: Texts, type: string | null, count: number): void {
  const { selected, notify, undo } = store.getState();
  focusCell(selected);
  notify({
    tone: "info",
    text: type === null ? texts.cell.deletedCount(count) : texts.cell.deleted(type),
    action: { label: texts.header.undo, run: undo },
  });
}
