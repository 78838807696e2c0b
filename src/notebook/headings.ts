/** The headings of a text cell. */
import { fromMarkdown } from "mdast-util-from-markdown";
import { toString } from "mdast-util-to-string";
import type { Cell } from "#cells/cell.ts";

export interface Heading {
  /** 1 to 6. */
  readonly depth: number;
  /** Without marks. */
  readonly title: string;
}

/** Cells are never changed in place: while one text is typed in, the others need not be read anew. */
const known = new WeakMap<Cell, readonly Heading[]>();

/** None where the cell is no text. */
export function headingsOf(cell: Cell): readonly Heading[] {
  if (cell.type !== "markdown") return [];
  const before = known.get(cell);
  if (before) return before;
  const headings = fromMarkdown(cell.source).children.flatMap((node) => {
    const title = node.type === "heading" ? toString(node) : "";
    return node.type === "heading" && title !== "" ? [{ depth: node.depth, title }] : [];
  });
  known.set(cell, headings);
  return headings;
}
