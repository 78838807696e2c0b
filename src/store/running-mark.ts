/** Marks the cells that run in this tab. If a reload or crash ends them, the next visit says so. */
import { type InferOutput, object, string } from "valibot";
import { list, readJsonText } from "#base/schemas.ts";
import type { CellState } from "#kernel/cell-state.ts";
import type { CellId } from "#notebook/cell.ts";
import type { Tabs } from "./tabs.ts";
import { keysOf, type SyncStorage } from "./unsaved-edits.ts";

const PREFIX = "running ";

/** The running cells, and their document. */
const markSchema = object({ documentId: string(), cellIds: list(string()) });
type Mark = InferOutput<typeof markSchema>;

export class RunningMark {
  readonly #storage: SyncStorage | null;
  readonly #tabs: Tabs;
  #written = "";

  constructor(storage: SyncStorage | null, tabs: Tabs) {
    this.#storage = storage;
    this.#tabs = tabs;
  }

  /**
   * Call after each change of the states. It writes only if other cells run than before.
   * @returns whether a cell runs now that did not before.
   */
  follow(documentId: string, states: ReadonlyMap<CellId, CellState>): boolean {
    const cellIds = [...states].flatMap(([id, { status }]) => (status === "running" ? [id] : []));
    const text = cellIds.length === 0 ? "" : JSON.stringify({ documentId, cellIds } satisfies Mark);
    if (text === this.#written) return false;
    this.#written = text;
    const key = PREFIX + this.#tabs.id;
    try {
      if (text === "") this.#storage?.removeItem(key);
      else this.#storage?.setItem(key, text);
    } catch {
      // Without room for the mark the run continues, but a reload cannot report it.
    }
    return text !== "";
  }

  /** Cells of the document that were running in a closed tab. Each is reported once. */
  async interruptedIn(documentId: string): Promise<CellId[]> {
    const found: CellId[] = [];
    for (const key of keysOf(this.#storage)) {
      const tab = key.startsWith(PREFIX) ? key.slice(PREFIX.length) : this.#tabs.id;
      if (tab === this.#tabs.id) continue;
      const mark = readJsonText(markSchema, this.#storage?.getItem(key) ?? "");
      if (mark !== null && mark.documentId !== documentId) continue;
      if (await this.#tabs.isOpen(tab)) continue;
      found.push(...(mark?.cellIds ?? []));
      this.#storage?.removeItem(key);
    }
    return found;
  }
}
