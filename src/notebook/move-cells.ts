/** Moving cells, as a person sees them: what a folded section hides goes with its heading, and is passed together with it. */
import type { Cell } from "#cells/cell.ts";
import type { CellId, Notebook } from "./cell.ts";
import { hiddenCells, withNothingLostFromSight, withTheirHidden } from "./sections.ts";

/** Moves neighbours together, past the next cell in sight. A section opens that would hide what it comes to hold. */
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

/** Moves neighbours to before the cell that stands at `at` now; among hidden cells to behind all of them. */
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
