/** Documents that there was no time to save when a tab was left. Outputs are not included: they are saved at once. */

import { type InferOutput, number, object, string } from "valibot";
import { readJsonText, recordSchema } from "#base/schemas.ts";

/** The parts of localStorage that are needed. It writes before it returns. */
export interface SyncStorage {
  readonly length: number;
  /** @returns null past the end. */
  key(place: number): string | null;
  getItem(key: string): string | null;
  /** @throws if there is no room. */
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const unsavedSchema = object({
  notebook: recordSchema,
  /** The tab that was left. */
  writer: string(),
  /** The revision of the stored document that it is based on. */
  revision: number(),
});

interface UnsavedDocument extends InferOutput<typeof unsavedSchema> {
  readonly key: string;
}

export class UnsavedEdits {
  readonly #storage: SyncStorage | null;
  readonly #tab: string;
  /** Keys whose documents this tab shows, by document: saving the document makes them obsolete. */
  readonly #shown = new Map<string, string[]>();

  constructor(storage: SyncStorage | null, tab: string) {
    this.#storage = storage;
    this.#tab = tab;
  }

  /**
   * Each tab keeps its own, so that two closed tabs do not overwrite each other.
   * @returns false if there is no room for it, or the browser does not allow it.
   */
  keep(notebook: { readonly id: string }, revision: number): boolean {
    if (this.#storage === null) return false;
    const key = `${prefixOf(notebook.id)} ${this.#tab}`;
    try {
      this.#storage.setItem(key, JSON.stringify({ notebook, writer: this.#tab, revision }));
      this.#shown.set(notebook.id, [...(this.#shown.get(notebook.id) ?? []), key]);
      return true;
    } catch {
      return false;
    }
  }

  /** In no fixed order. Damaged or unreadable ones are moved aside and kept. */
  of(
    id: string,
    isReadable: (notebook: object) => boolean,
  ): { readonly found: readonly UnsavedDocument[]; readonly damaged: readonly string[] } {
    const found: UnsavedDocument[] = [];
    const damaged: string[] = [];
    const prefix = prefixOf(id);
    for (const key of keysOf(this.#storage)) {
      if (key !== prefix && !key.startsWith(`${prefix} `)) continue;
      const text = this.#storage?.getItem(key) ?? "";
      const document = readJsonText(unsavedSchema, text);
      if (document !== null && isReadable(document.notebook)) found.push({ key, ...document });
      else {
        damaged.push(text);
        this.#moveAside(key, text);
      }
    }
    this.#shown.set(
      id,
      found.map(({ key }) => key),
    );
    return { found, damaged };
  }

  /** Call when the document is saved or deleted. */
  forget(id: string): void {
    for (const key of this.#shown.get(id) ?? []) this.drop(key);
    this.#shown.delete(id);
  }

  drop(key: string): void {
    this.#storage?.removeItem(key);
  }

  #moveAside(key: string, text: string): void {
    try {
      this.#storage?.setItem(`damaged ${key}`, text);
      this.#storage?.removeItem(key);
    } catch {
      // There is no room for both: it stays, and is reported again.
    }
  }
}

export function keysOf(storage: SyncStorage | null): string[] {
  const keys = Array.from({ length: storage?.length ?? 0 }, (_, place) => storage?.key(place) ?? null);
  return keys.filter((key) => key !== null);
}

function prefixOf(id: string): string {
  return `unsaved ${id}`;
}
