/** A member of a .ipynb that this page has no use for, kept as it was. */
export type JupyterJson = Readonly<Record<string, unknown>>;

/** What a cell had in the .ipynb that it came from, beyond what the page knows of it. */
export interface FromJupyter {
  /** Its JSON as it stood in the file: it is saved to the letter, but for what was changed since. */
  readonly json?: string;
  /** Of another cell's JSON: in the file, too, a copy has an id of its own. */
  readonly isCopy?: true;
  /** The Python that a typed cell was made from. */
  readonly source?: string;
  /** The typed cells that were made together have the same mark: together they go back to code. */
  readonly form?: string;
  /** In place of what stands in the JSON; see `view-metadata.ts`. All of it, where there is no JSON. */
  readonly metadata?: JupyterJson;
  /** In place of what stands in the JSON, as the next two. `saved.ts` reads whichever counts. */
  readonly attachments?: JupyterJson;
  readonly outputs?: readonly JupyterJson[];
  readonly executionCount?: number | null;
}

export interface CellBase {
  readonly id: string;
  readonly type: string;
  readonly jupyter?: FromJupyter;
}

/** What a cell of a kind has of its own. */
export type Content<C extends CellBase> = Omit<C, keyof CellBase>;
