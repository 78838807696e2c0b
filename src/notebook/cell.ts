import type { Cell } from "#cells/cell.ts";

export type CellId = string;

/** The document. Edits are pure functions Notebook -> Notebook in `edits.ts`. */
export interface Notebook {
  readonly id: string;
  readonly title: string;
  /** The JSON of the .ipynb that it was opened from, without the cells, so that saving keeps the rest of the file unchanged. */
  readonly jupyter?: { readonly json: string };
  readonly cells: readonly Cell[];
}
