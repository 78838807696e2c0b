import type { Say } from "#components/texts/say.ts";
import type { Texts } from "#components/texts/en.ts";
import { type Cell, kindOf } from "#cells/cell.ts";
import type { CellId } from "#notebook/cell.ts";
import type { AppStore } from "#store/app-store.ts";
import { focusCell } from "./focus-cell.ts";

/** Deletes the selected cells, goes to the next one, and offers to undo it. */
export function deleteSelectedWithNotice(store: AppStore, texts: Texts, say: Say): void {
  tell(store, texts, say, store.getState().deleteSelected());
}

/** Deletes a cell, goes to the next one, and offers to undo it. */
export function deleteCellWithNotice(store: AppStore, texts: Texts, say: Say, id: CellId): void {
  tell(store, texts, say, store.getState().deleteCell(id));
}

function tell(store: AppStore, texts: Texts, say: Say, [first, ...others]: readonly Cell[]): void {
  if (!first) return;
  const { selected, notify, undo } = store.getState();
  focusCell(selected);
  const text =
    others.length === 0
      ? texts.cell.deleted(say(kindOf(first).title))
      : texts.cell.deletedCount(others.length + 1);
  notify({ tone: "info", text, action: { label: texts.header.undo, run: undo } });
}
