/** Stores notebooks and user bundles between visits. */
export interface NotebookStorage {
  load(id: string): Promise<unknown>;
  save(id: string, value: unknown): Promise<void>;
  /**
   * Reads and writes in one transaction, so that no other tab writes in between. An exception from `change` is passed on, and nothing is
   * written.
   */
  update(id: string, change: (kept: unknown) => unknown): Promise<void>;
  list(): Promise<readonly string[]>;
  remove(id: string): Promise<void>;
}
