/**
 * The open document's undo steps. Those of other documents are kept while the page is open; those of the open one also survive a reload.
 */
import { parseJson } from "#base/parse-json.ts";
import type { Cell } from "#cells/cell.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import { parseNotebook, toJson } from "#notebook/parse-notebook.ts";
import { EMPTY_HISTORY, type History, record, stepBack, stepForward } from "./history.ts";
import type { SyncStorage } from "./unsaved-edits.ts";

/** Edits of one cell that follow each other within this time are one step. */
const TYPING_PAUSE_MS = 800;

const STORAGE_KEY = "phi3-mlflow-notebook-undo";
/** The latest steps, in characters, that a reload restores: writing them is the last thing a page does. */
const MOST_KEPT = 1_000_000;

interface Left {
  readonly history: History<Notebook>;
  /** Whether the document is as it was left. */
  readonly isSame: (notebook: Notebook) => boolean;
}

export class UndoSteps {
  #history: History<Notebook> = EMPTY_HISTORY;
  #lastTyping: { id: CellId; atMs: number } | null = null;
  readonly #left = new Map<Notebook["id"], Left>();
  readonly #nowMs: () => number;
  readonly #session: SyncStorage | null;

  /** @param session the tab's own storage. */
  constructor(nowMs: () => number, session: SyncStorage | null) {
    this.#nowMs = nowMs;
    this.#session = session;
  }

  get can(): { canUndo: boolean; canRedo: boolean } {
    return { canUndo: this.#history.past.length > 0, canRedo: this.#history.future.length > 0 };
  }

  /** @param typingIn the cell whose text or form the edit changes; null for any other edit. */
  record(before: Notebook, typingIn: CellId | null): void {
    const last = this.#lastTyping;
    const continues =
      typingIn !== null && last?.id === typingIn && this.#nowMs() - last.atMs < TYPING_PAUSE_MS;
    if (!continues) this.#history = record(this.#history, before);
    this.#lastTyping = typingIn === null ? null : { id: typingIn, atMs: this.#nowMs() };
  }

  /** @returns the document after one step, or null if there is none. */
  step(direction: "back" | "forward", now: Notebook): Notebook | null {
    const step = direction === "back" ? stepBack(this.#history, now) : stepForward(this.#history, now);
    if (step === null) return null;
    this.#history = step.history;
    this.#lastTyping = null;
    return step.value;
  }

  /** Takes the steps of another document, unless it has changed since it was left: another tab may have edited it. */
  change(from: Notebook | null, to: Notebook): void {
    if (from !== null) {
      const isSame = (notebook: Notebook) => asRead(notebook) === asRead(from);
      this.#left.set(from.id, { history: this.#history, isSame });
    }
    const left = this.#left.get(to.id) ?? this.#kept(to.id);
    // Most documents were not left before, and a large one takes its time to compare.
    this.#history = left?.isSame(to) ? left.history : EMPTY_HISTORY;
    this.#lastTyping = null;
  }

  /** Keeps the steps over a reload of the tab. */
  keep(now: Notebook): void {
    // There would be room for no step.
    if (now.cells.reduce((sum, cell) => sum + lengthOf(cell), 0) > MOST_KEPT) return;
    try {
      const past = latest(this.#history.past.toReversed()).toReversed();
      const kept: KeptSteps = { id: now.id, json: asRead(now), past, future: latest(this.#history.future) };
      this.#session?.setItem(STORAGE_KEY, JSON.stringify(kept));
    } catch {
      // No room for them. The document itself is stored elsewhere.
    }
  }

  /** They can be used once. */
  #kept(id: Notebook["id"]): Left | undefined {
    try {
      const text = this.#session?.getItem(STORAGE_KEY) ?? null;
      if (text === null) return undefined;
      const kept = parseJson(text) as KeptSteps;
      if (kept.id !== id) return undefined;
      this.#session?.removeItem(STORAGE_KEY);
      const steps = (jsons: readonly string[]) => jsons.map((json) => parseNotebook(parseJson(json)));
      const isSame = (notebook: Notebook) => asRead(notebook) === kept.json;
      return { isSame, history: { past: steps(kept.past), future: steps(kept.future) } };
    } catch {
      // Written by another version of the page.
      return undefined;
    }
  }
}

/** The document is compared as JSON; the steps are the JSON of notebooks. */
interface KeptSteps {
  readonly id: Notebook["id"];
  readonly json: string;
  readonly past: readonly string[];
  readonly future: readonly string[];
}

/** Its texts, which make up nearly all of a large cell. */
function lengthOf({ jupyter, ...cell }: Cell): number {
  return (jupyter?.json?.length ?? 0) + ("source" in cell ? cell.source.length : 0);
}

/** As many of the first ones as there is room for. */
function latest(steps: readonly Notebook[]): readonly string[] {
  const kept: string[] = [];
  let length = 0;
  for (const step of steps) {
    const json = JSON.stringify(toJson(step));
    length += json.length;
    if (length > MOST_KEPT) break;
    kept.push(json);
  }
  return kept;
}

/** The same for objects made here and objects from storage, whose fields come in another order. */
function asRead(notebook: Notebook): string {
  return JSON.stringify(parseNotebook(toJson(notebook)));
}
