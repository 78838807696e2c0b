/** The notebook's headings, and below each the cells that are no text. */
import type { CellId, Notebook } from "./cell.ts";
import type { CellType } from "#cells/cell.ts";
import { headingsOf } from "./headings.ts";

export interface OutlineEntry {
  /** Of this entry: a cell may have several headings. */
  readonly id: string;
  readonly cellId: CellId;
  readonly type: CellType;
  /** Place of the cell in the notebook, from 1. */
  readonly place: number;
  /** 1 to 6 of a heading; a cell stands one below the heading above it. */
  readonly level: number;
  /** Of a heading, without marks; null of a cell. */
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
