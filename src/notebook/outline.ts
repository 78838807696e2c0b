/** The notebook's headings, each with the typed and code cells below it. */
import type { CellId, Notebook } from "./cell.ts";
import type { CellType } from "#cells/cell.ts";
import { headingsOf } from "./headings.ts";

export interface OutlineEntry {
  /** This entry's id: a cell can have several headings. */
  readonly id: string;
  readonly cellId: CellId;
  readonly type: CellType;
  /** The cell's place in the notebook, from 1. */
  readonly place: number;
  /** 1 to 6 for a heading; a cell is one level below the heading above it. */
  readonly level: number;
  /** A heading's text without marks; null for a cell. */
  readonly title: string | null;
}

export function outlineOf(notebook: Notebook): OutlineEntry[] {
  let below = 0;
  return notebook.cells.flatMap((cell, at): OutlineEntry[] => {
    const entry = { cellId: cell.id, type: cell.type, place: at + 1 };
    if (cell.type !== "markdown") return [{ id: cell.id, ...entry, level: below + 1, title: null }];
    const headings = headingsOf(cell);
    below = headings.at(-1)?.depth ?? below;
    return headings.map(({ depth, title }, nth) => ({
      id: `${cell.id} ${nth}`,
      ...entry,
      level: depth,
      title,
    }));
  });
}
