/** The notebook's headings, and below each the cells that are no text. */
import { fromMarkdown } from "mdast-util-from-markdown";
import { toString } from "mdast-util-to-string";
import type { Cell, CellId, CellType, Notebook } from "./cell.ts";

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

interface Heading {
  readonly depth: number;
  readonly title: string;
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

/** Cells are never changed in place: while one text is typed in, the others need not be read anew. */
const known = new WeakMap<Cell, readonly Heading[]>();

function headingsOf(cell: Cell & { readonly type: "markdown" }): readonly Heading[] {
  const before = known.get(cell);
  if (before) return before;
  const headings = fromMarkdown(cell.source).children.flatMap((node) => {
    const title = node.type === "heading" ? toString(node) : "";
    return node.type === "heading" && title !== "" ? [{ depth: node.depth, title }] : [];
  });
  known.set(cell, headings);
  return headings;
}
