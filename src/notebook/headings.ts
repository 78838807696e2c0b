/** The headings of a text cell. */
import { fromMarkdown } from "mdast-util-from-markdown";
import { toString } from "mdast-util-to-string";
import type { Cell } from "#cells/cell.ts";
import { isHeavyMarkdown } from "./heavy-markdown.ts";

export interface Heading {
  /** 1 to 6. */
  readonly depth: number;
  /** Without Markdown marks. */
  readonly title: string;
}

/** Cells are never mutated, so typing in one text does not read the others again. */
const known = new WeakMap<Cell, readonly Heading[]>();

/** Empty for a cell that is not text, or whose text would freeze the page. */
export function headingsOf(cell: Cell): readonly Heading[] {
  if (cell.type !== "markdown") return [];
  const headings = known.get(cell) ?? readHeadings(cell.source);
  known.set(cell, headings);
  return headings;
}

function readHeadings(source: string): readonly Heading[] {
  if (isHeavyMarkdown(source)) return [];
  const [, marks, title] = PLAIN.exec(source) ?? [];
  if (marks && title && [...source.matchAll(MARKS)].length === 1) return [{ depth: marks.length, title }];
  return fromMarkdown(partWithHeadings(source)).children.flatMap((node) => {
    const title = node.type === "heading" ? toString(node) : "";
    return node.type === "heading" && title !== "" ? [{ depth: node.depth, title }] : [];
  });
}

/** What may be a heading, with marks before it or below it. */
const MARKS = /^ {0,3}(?:#|(?:=+|-+)[ \t]*$)/gm;

/** A first line that is a heading of letters and digits, which stand for themselves: no parser is needed for it. */
const PLAIN = /^(#{1,6}) ([\p{L}\p{N}]+(?:,? [\p{L}\p{N}]+)*)(?=\n|$)/u;

/**
 * Most texts have one heading, their first line, and opening a long notebook reads them all: then the line is enough, unless it may be a
 * link that is defined below.
 */
function partWithHeadings(source: string): string {
  const [first, second] = source.matchAll(MARKS);
  if (first === undefined) return "";
  const line = source.slice(0, /[\r\n]|$/.exec(source)?.index);
  return first.index === 0 && second === undefined && !line.includes("[") && line.includes("#")
    ? line
    : source;
}
