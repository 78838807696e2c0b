import type { Cell } from "#cells/cell.ts";

export type CellId = string;

/** The document. Edits are pure functions Notebook -> Notebook in `edits.ts`. */
export interface Notebook {
  readonly id: string;
  readonly title: string;
  /** The JSON of the .ipynb that it was opened from, without the cells: the rest of the file is saved to the letter. */
  readonly jupyter?: { readonly json: string };
  readonly cells: readonly Cell[];
}
