/** Marks the document that is being shown. If showing it ended the page, the next visit does not open it by itself. */
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

  /** Call before the document is shown. */
  set(id: string): void {
    try {
      this.#storage?.setItem(PREFIX + this.#tabs.id, id);
    } catch {
      // Without room for the mark the page works as it would without this module.
    }
  }

  /** Call when the document is shown, or was left normally. */
  clear(): void {
    this.#storage?.removeItem(PREFIX + this.#tabs.id);
  }

  /** Whether a closed tab never finished showing this document. Removes the marks of closed tabs. */
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
