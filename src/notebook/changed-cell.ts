import type { CellId, Notebook } from "./cell.ts";
import { cellInSightAt } from "./sections.ts";

/**
 * The cell where two states of a notebook differ, to go to after an undo: one that came or was edited; where cells only went, the one in
 * their place; where they only changed places, one that did. What is selected stays so as long as it is one of these.
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
  // One cell that moved stands at an end of those that gave way.
  const wentDown = before.cells[first]?.id === moved.at(-1);
  return has(wentDown ? moved.toReversed() : moved) ?? selected;
}
