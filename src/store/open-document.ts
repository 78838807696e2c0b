/** The open document: what it is, how it is edited and undone, and how another replaces it. */
import { message } from "#base/message.ts";
import type { Kernel } from "#kernel/kernel.ts";
import { changedCell } from "#notebook/changed-cell.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import { withCellInSight } from "#notebook/sections.ts";
import { FIRST_DOCUMENT } from "#notebook/templates.ts";
import type { AllPorts } from "./app-ports.ts";
import type { AppState, StateStore } from "./app-state.ts";
import { NO_DOCUMENT_PROBLEM } from "./document-safety-slice.ts";
import { DocumentStorage, type StoredDocument } from "./document-storage.ts";
import { RunningMark } from "./running-mark.ts";
import type { Saving } from "./saving.ts";
import { ShowMark } from "./show-mark.ts";
import { UndoSteps } from "./undo-steps.ts";

/** How long a stopped run has to hand over what it has. */
const STOP_WAIT_MS = 2000;

export interface DocumentBase {
  readonly ports: AllPorts;
  readonly store: StateStore;
  readonly kernel: Kernel;
  readonly saving: Saving;
}

export class OpenDocument {
  readonly storage: DocumentStorage;
  readonly mark: ShowMark;
  readonly running: RunningMark;
  /** The document when drawing it failed: it may not be stored. */
  failed: Notebook | null = null;
  readonly #app: DocumentBase;
  readonly #steps: UndoSteps;

  constructor(app: DocumentBase) {
    const { unsaved, session, tabs, nowMs } = app.ports;
    this.#app = app;
    this.storage = documentStorage(app);
    this.mark = new ShowMark(unsaved, tabs);
    this.running = new RunningMark(unsaved, tabs);
    this.#steps = new UndoSteps(nowMs, session);
  }

  /** An empty one until a document is open. */
  get notebook(): Notebook {
    return this.#app.store.getState().notebook ?? { id: FIRST_DOCUMENT, title: "", cells: [] };
  }

  get stored(): StoredDocument {
    const { kernel, store } = this.#app;
    const { inferenceRuns: history } = store.getState();
    return { notebook: this.notebook, runs: kernel.finishedRuns(), history };
  }

  /** @param typingIn the cell whose text or form the edit changes; null for any other edit. */
  edit(next: Notebook, typingIn: CellId | null = null): void {
    const before = this.notebook;
    if (next === before) return;
    this.#steps.record(before, typingIn);
    this.#show(next);
  }

  /** Undoes or redoes a step, and goes to the cell that it changes. */
  step(direction: "back" | "forward"): void {
    const next = this.#steps.step(direction, this.notebook);
    if (next === null) return;
    const { selected } = this.#app.store.getState();
    this.#show(next, { selected: changedCell(this.notebook, next, selected), anchor: null });
  }

  /** Called when the tab is left, so that a reload keeps the undo steps. */
  keepSteps(): void {
    const { notebook } = this.#app.store.getState();
    if (notebook !== null) this.#steps.keep(notebook);
  }

  /** Makes the selected cell visible, whatever selected it: going to a hit or a problem, or adding a cell. This is not an undo step. */
  bringSelectedIntoSight({ notebook, selected }: AppState): void {
    if (notebook === null || selected === null) return;
    const next = withCellInSight(notebook, selected);
    if (next !== notebook) this.#show(next);
  }

  /** Replaces the open document. */
  replace(document: StoredDocument, interrupted: readonly CellId[] = []): void {
    const { store, kernel } = this.#app;
    this.#steps.change(store.getState().notebook, document.notebook);
    this.mark.set(document.notebook.id);
    store.setState({
      ...NO_DOCUMENT_PROBLEM,
      notebook: document.notebook,
      inferenceRuns: document.history ?? new Map(),
      selected: null,
      anchor: null,
      editing: null,
      ...this.#steps.can,
    });
    kernel.restore(document.runs, interrupted);
  }

  /** Closes the document without a last save. */
  clear(): void {
    const { store, kernel, saving } = this.#app;
    saving.drop();
    const nothing = { notebook: null, inferenceRuns: new Map(), selected: null, anchor: null, editing: null };
    store.setState({ ...nothing, canUndo: false, canRedo: false });
    kernel.restore(new Map());
  }

  /** Stops what runs, and waits until it has handed over what it has. A run that does not react is not waited for. */
  async stopAll(): Promise<void> {
    const { kernel } = this.#app;
    kernel.stop();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_WAIT_MS)));
    await Promise.race([kernel.settled(), patience]);
    clearTimeout(timer);
  }

  /** Stops what runs and saves pending edits before another document opens. */
  async leave(): Promise<void> {
    const { kernel, saving, store } = this.#app;
    const { title } = this.notebook;
    const wasRunning = kernel.isBusy;
    await this.stopAll();
    await saving.flush();
    if (!wasRunning) return;
    store.getState().notify({
      tone: "info",
      text: message`The run in “${title}” was stopped because another notebook was opened. The answer so far is kept.`,
    });
  }

  #show(notebook: Notebook, selection: Partial<Pick<AppState, "selected" | "anchor">> = {}): void {
    this.#app.store.setState({ notebook, ...selection, ...this.#steps.can });
    this.#app.kernel.documentChanged();
    this.#app.saving.soon();
  }
}

function documentStorage({ ports, store }: DocumentBase): DocumentStorage {
  const { storage, tabs, unsaved, newId, say } = ports;
  return new DocumentStorage({
    storage,
    tabs,
    unsaved,
    newId,
    aside: {
      titleOf: (title) => say(message`${title} (unsaved edits)`),
      onSetAside: ({ id, title }) =>
        store.getState().notify({
          tone: "info",
          text: message`Unsaved edits from a closed tab no longer match this notebook. They are kept as “${title}”.`,
          action: { label: message`Open them`, run: () => void store.getState().openDocument(id) },
          stays: true,
        }),
      onDamaged: () =>
        store.getState().notify({
          tone: "error",
          text: message`Unsaved edits from a closed tab are damaged and cannot be shown. You see the notebook as it was last saved.`,
        }),
    },
  });
}
