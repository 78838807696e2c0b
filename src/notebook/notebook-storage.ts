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

/** Stores large values in parts: each has a name, and is stored beside the value that it belongs to. */
export interface PartedStorage extends NotebookStorage {
  /**
   * A value and the parts that it names, as they were at one moment.
   * @returns no entry for a part that is missing.
   */
  loadInParts(
    id: string,
    namesOf: (value: unknown) => readonly string[],
  ): Promise<{ readonly value: unknown; readonly parts: ReadonlyMap<string, unknown> }>;
  /** Stores a part before `update` names it. */
  addPart(id: string, name: string, part: unknown): Promise<void>;
  /** @param parts all of the new value's: those that are not stored yet are written, and all others are removed. */
  update(id: string, change: (kept: unknown) => unknown, parts?: ReadonlyMap<string, unknown>): Promise<void>;
}
