/** A mark of the document that is being shown: where showing it ended the page, the next visit does not show it by itself. */
import type { Tabs } from "./tabs.ts";
import { keysOf, type SyncStorage } from "./unsaved-edits.ts";

const PREFIX = "showing ";

export class ShowMark {
  readonly #storage: SyncStorage | null;
  readonly #tabs: Tabs;

  constructor(storage: SyncStorage | null, tabs: Tabs) {
    this.#storage = storage;
    this.#tabs = tabs;
  }

  /** To be called before the document comes into sight. */
  set(id: string): void {
    try {
      this.#storage?.setItem(PREFIX + this.#tabs.id, id);
    } catch {
      // Without room for it the page works as it does without.
    }
  }

  /** To be called when the document is in sight, or is left in good order. */
  clear(): void {
    this.#storage?.removeItem(PREFIX + this.#tabs.id);
  }

  /** Whether a tab that is gone never came to the end of showing this document. Marks of such tabs are gone after this. */
  async endedThePage(id: string): Promise<boolean> {
    let found = false;
    for (const key of keysOf(this.#storage)) {
      if (!key.startsWith(PREFIX) || (await this.#tabs.isOpen(key.slice(PREFIX.length)))) continue;
      found ||= this.#storage?.getItem(key) === id;
      this.#storage?.removeItem(key);
    }
    return found;
  }
}
