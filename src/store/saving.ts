/** Saves the open document a moment after each edit, and keeps unsaved edits when the page is left. */
import { AppError } from "#base/errors.ts";
import type { StateStore } from "./app-state.ts";
import type { AllPorts } from "./app-ports.ts";
import type { DocumentStorage, StoredDocument } from "./document-storage.ts";

/** How long saving waits for the next edit. */
const SAVE_DELAY_MS = 300;
/** The longest wait, however steadily a person types. */
const LONGEST_DELAY_MS = 2000;
/** A large notebook is saved less often: saving takes a tenth of the time at most. */
const PAUSE_PER_SAVE = 9;
/** But no edit waits for longer. */
const MOST_DELAY_MS = 10_000;
/** Key of the id of the last visit's document. The name is from when there were only templates. */
const LAST_DOCUMENT = "last-template";

/** What is saved, and where. */
interface Savable {
  readonly ports: Pick<AllPorts, "storage">;
  readonly store: StateStore;
  readonly document: { readonly storage: DocumentStorage; readonly stored: StoredDocument };
}

export class Saving {
  readonly #app: Savable;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #waitingSinceMs = 0;
  /** How long the last save took. */
  #lastMs = 0;
  #saving: Promise<void> = Promise.resolve();

  constructor(app: Savable) {
    this.#app = app;
  }

  /** The id of the document that was open last; undefined if not known. */
  async lastDocument(): Promise<string | undefined> {
    const last = await this.#app.ports.storage.load(LAST_DOCUMENT).catch(() => undefined);
    return typeof last === "string" ? last : undefined;
  }

  /** So that a reload returns to it. */
  async rememberLast(id: string): Promise<void> {
    await this.#app.ports.storage.save(LAST_DOCUMENT, id).catch((thrown: unknown) => this.#fail(thrown));
  }

  /** Call after each edit. */
  soon(): void {
    // "Saved" is not shown until it is written.
    const { store } = this.#app;
    if (store.getState().save.status === "saved") store.setState({ save: { status: "saving" } });
    const nowMs = performance.now();
    if (this.#timer === null) this.#waitingSinceMs = nowMs;
    else clearTimeout(this.#timer);
    const pauseMs = Math.min(this.#lastMs * PAUSE_PER_SAVE, MOST_DELAY_MS);
    const left = this.#waitingSinceMs + Math.max(LONGEST_DELAY_MS, pauseMs) - nowMs;
    const delayMs = Math.max(SAVE_DELAY_MS, pauseMs);
    this.#timer = setTimeout(() => void this.atOnce(), Math.max(0, Math.min(delayMs, left)));
  }

  atOnce(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#saving = this.#saving.then(() => this.#save());
    return this.#saving;
  }

  /** Drops pending edits: they are kept elsewhere, or another document is open. */
  drop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#app.store.setState({ save: { status: "saved" } });
  }

  /** Saves pending edits. */
  flush(): Promise<void> {
    return this.#timer === null ? this.#saving : this.atOnce();
  }

  /**
   * Keeps unsaved edits when the page may close, which waits for no promise.
   * @returns false if they could not be kept.
   */
  keep(): boolean {
    const { document, store } = this.#app;
    const { notebook, save } = store.getState();
    const isKept = notebook === null || save.status === "saved" || document.storage.keepUnsaved(notebook);
    void this.flush();
    return isKept;
  }

  async #save(): Promise<void> {
    const { document, ports, store } = this.#app;
    const { notebook, save } = store.getState();
    // No document is open yet.
    if (notebook === null) return;
    // The page shows this as long as it fails: a message that appears and disappears at each edit would not be read.
    if (save.status !== "failed") store.setState({ save: { status: "saving" } });
    try {
      const startMs = performance.now();
      await document.storage.save(document.stored);
      this.#lastMs = performance.now() - startMs;
      await ports.storage.save(LAST_DOCUMENT, notebook.id);
      if (this.#timer === null) store.setState({ save: { status: "saved" } });
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  #fail(thrown: unknown): void {
    const error = AppError.from(thrown, "storage");
    this.#app.store.setState({
      save: { status: "failed", error: error.toJson() },
      // Another tab has saved a newer version: nothing is saved until the person chooses.
      ...(error.code === "name-taken" && { isChangedElsewhere: true }),
    });
  }
}
