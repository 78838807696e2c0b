/** The steps of undo of the document in sight. Those of the others are kept while the page is open, for when one comes back. */
import type { CellId, Notebook } from "#notebook/cell.ts";
import { parseNotebook, toJson } from "#notebook/parse-notebook.ts";
import { EMPTY_HISTORY, type History, record, stepBack, stepForward } from "./history.ts";

/** Edits of one cell that follow each other this fast are one step. */
const TYPING_PAUSE_MS = 800;

interface Left {
  readonly history: History<Notebook>;
  /** The document as it was left. */
  readonly json: string;
}

export class UndoSteps {
  #history: History<Notebook> = EMPTY_HISTORY;
  #lastTyping: { id: CellId; atMs: number } | null = null;
  readonly #left = new Map<Notebook["id"], Left>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
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

  /** @returns the document after one step, or null where there is none. */
  step(direction: "back" | "forward", now: Notebook): Notebook | null {
    const step = direction === "back" ? stepBack(this.#history, now) : stepForward(this.#history, now);
    if (step === null) return null;
    this.#history = step.history;
    this.#lastTyping = null;
    return step.value;
  }

  /** Takes the steps of another document, unless it is not as it was left: another tab may have changed it. */
  change(from: Notebook | null, to: Notebook): void {
    if (from !== null) this.#left.set(from.id, { history: this.#history, json: asRead(from) });
    const left = this.#left.get(to.id);
    this.#history = left?.json === asRead(to) ? left.history : EMPTY_HISTORY;
    this.#lastTyping = null;
  }
}

/** The same for what was made here and what was read from storage, whose fields come in another order. */
function asRead(notebook: Notebook): string {
  return JSON.stringify(parseNotebook(toJson(notebook)));
}
