/** Moving cells as a person sees them: a heading takes along the cells that its folded section hides, and other cells jump over both. */
import type { Cell } from "#cells/cell.ts";
import type { CellId, Notebook } from "./cell.ts";
import { hiddenCells, withNothingLostFromSight, withTheirHidden } from "./sections.ts";

/** Moves neighbours together past the next visible cell. A section that would hide them opens. */
export function moveCells(notebook: Notebook, ids: readonly CellId[], direction: "up" | "down"): Notebook {
  const { cells } = notebook;
  const moved = withTheirHidden(notebook, ids);
  const from = placeOf(notebook, moved[0]);
  const end = from + moved.length;
  if (direction === "down") return dropCells(notebook, ids, end === cells.length ? end : end + 1);
  const hidden = hiddenCells(notebook);
  const above = cells.slice(0, Math.max(0, from)).findLast(({ id }) => !hidden.has(id));
  return above ? dropCells(notebook, ids, placeOf(notebook, above.id)) : notebook;
}

/** Moves neighbours to before the cell at index `at`; if that is hidden, behind all hidden cells. */
export function dropCells(notebook: Notebook, ids: readonly CellId[], at: number): Notebook {
  const { cells } = notebook;
  const moved = withTheirHidden(notebook, ids);
  const hidden = hiddenCells(notebook);
  const from = placeOf(notebook, moved[0]);
  const end = from + moved.length;
  const next = cells.findIndex((cell, place) => place >= at && !hidden.has(cell.id));
  const to = next < 0 ? cells.length : next;
  if (from < 0 || (to >= from && to <= end)) return notebook;
  const block = cells.slice(from, end);
  const placed: readonly Cell[] =
    to < from
      ? cells.toSpliced(from, block.length).toSpliced(to, 0, ...block)
      : cells.toSpliced(to, 0, ...block).toSpliced(from, block.length);
  return withNothingLostFromSight(notebook, { ...notebook, cells: placed });
}

function placeOf({ cells }: Notebook, id: CellId | undefined): number {
  return cells.findIndex((cell) => cell.id === id);
}
