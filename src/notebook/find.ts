/** Finds text in what a person wrote: text, code, wrapper code, requests, fields. Outputs are searched as the page shows them. */
import type { CellText } from "#cells/cell-kind.ts";
import { type Cell, kindOf } from "#cells/cell.ts";
import type { CellId, Notebook } from "./cell.ts";

export interface FindQuery {
  readonly text: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
  readonly regex: boolean;
}

/** A place in one text of a cell. */
export interface Hit {
  readonly cellId: CellId;
  readonly field: string;
  readonly start: number;
  readonly end: number;
}

/** The texts of a cell, in the order they are shown. */
export function textsOf(cell: Cell): readonly CellText[] {
  return kindOf(cell).texts?.(cell) ?? [];
}

/** @returns null where the regular expression is not valid in JavaScript, or matches nothing but empty strings. */
export function patternOf({ text, matchCase, wholeWord, regex }: FindQuery): RegExp | null {
  const plain = regex ? text : text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  const source = wholeWord ? String.raw`(?<![\p{L}\p{N}_])(?:${plain})(?![\p{L}\p{N}_])` : plain;
  try {
    const pattern = new RegExp(source, matchCase ? "gmu" : "gimu");
    return new RegExp(source, "mu").test("") ? null : pattern;
  } catch {
    return null;
  }
}

/** Every hit, from the top of the notebook to its end. */
export function findHits({ cells }: Notebook, pattern: RegExp): readonly Hit[] {
  return cells.flatMap((cell) =>
    textsOf(cell).flatMap(({ field, text }) =>
      matchesIn(text, pattern).map((place) => ({ cellId: cell.id, field, ...place })),
    ),
  );
}

/** Offsets in UTF-16 units; no hit is empty. */
export function matchesIn(text: string, pattern: RegExp): readonly Pick<Hit, "start" | "end">[] {
  return [...text.matchAll(pattern)]
    .filter(([found]) => found !== "")
    .map(({ index, 0: found }) => ({ start: index, end: index + found.length }));
}

/** The text that contains a hit. */
export function textOfHit({ cells }: Notebook, { cellId, field }: Hit): string {
  const cell = cells.find(({ id }) => id === cellId);
  return (cell && textsOf(cell).find((each) => each.field === field)?.text) ?? "";
}
