/** Keeps notebooks and user bundles between visits. */
export interface NotebookStorage {
  load(id: string): Promise<unknown>;
  save(id: string, value: unknown): Promise<void>;
  /** Reads and writes in one step, which no other tab comes between. What `change` throws is thrown; nothing is written then. */
  update(id: string, change: (kept: unknown) => unknown): Promise<void>;
  list(): Promise<readonly string[]>;
  remove(id: string): Promise<void>;
}
