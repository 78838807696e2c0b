/** A member of an .ipynb that this page does not use, kept as it was. */
export type JupyterJson = Readonly<Record<string, unknown>>;

/** What the page does not know of a cell from an .ipynb. */
export interface FromJupyter {
  /** Its JSON as in the file: saving keeps it unchanged except for edits. */
  readonly json?: string;
  /** Copied from another cell: the copy also gets an id of its own in the file. */
  readonly isCopy?: true;
  /** The Python that a typed cell was made from. */
  readonly source?: string;
  /** Typed cells that were made together share this mark, and go back to code together. */
  readonly form?: string;
  /** Replaces the metadata in the JSON; see `view-metadata.ts`. All of it, if there is no JSON. */
  readonly metadata?: JupyterJson;
  /** Replaces the member in the JSON, as do the next two. `saved.ts` reads whichever applies. */
  readonly attachments?: JupyterJson;
  readonly outputs?: readonly JupyterJson[];
  readonly executionCount?: number | null;
}

export interface CellBase {
  readonly id: string;
  readonly type: string;
  readonly jupyter?: FromJupyter;
}

/** The content of a kind's cells, without what all cells share. */
export type Content<C extends CellBase> = Omit<C, keyof CellBase>;
