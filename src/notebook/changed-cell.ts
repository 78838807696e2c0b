import type { CellId, Notebook } from "./cell.ts";
import { cellInSightAt } from "./sections.ts";

/**
 * The cell where two states of a notebook differ, to go to after an undo: one that was added or edited; if cells were only removed, the
 * one now in their place; if cells only moved, one that moved. If the selected cell is one of these, it stays selected.
 */
export function changedCell(before: Notebook, after: Notebook, selected: CellId | null): CellId | null {
  const has = (ids: readonly CellId[]) => (selected !== null && ids.includes(selected) ? selected : ids[0]);
  const known = new Set(before.cells);
  const fresh = has(after.cells.filter((cell) => !known.has(cell)).map(({ id }) => id));
  if (fresh !== undefined) return fresh;

  const first = after.cells.findIndex((cell, at) => cell !== before.cells[at]);
  if (after.cells.length < before.cells.length) {
    return cellInSightAt(after, first < 0 ? after.cells.length : first)?.id ?? null;
  }
  const last = after.cells.findLastIndex((cell, at) => cell !== before.cells[at]);
  const moved = first < 0 ? [] : after.cells.slice(first, last + 1).map(({ id }) => id);
  // A cell that moved alone is at one end of the range that shifted.
  const wentDown = before.cells[first]?.id === moved.at(-1);
  return has(wentDown ? moved.toReversed() : moved) ?? selected;
}
