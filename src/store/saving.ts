/** Saves the document in sight a moment after each edit, and keeps what had no time for that when the page is left. */
import { AppError } from "#base/errors.ts";
import type { NotebookStorage } from "#kernel/ports.ts";
import type { AppState } from "./app-state.ts";
import type { DocumentStorage, StoredDocument } from "./document-storage.ts";

/** Saving waits this long for the next edit. */
const SAVE_DELAY_MS = 300;
/** But no longer than this, however steadily one types. */
const LONGEST_DELAY_MS = 2000;
/** Key under which the id of the last visit's document is kept; at first there were the templates alone. */
const LAST_DOCUMENT = "last-template";

interface SavingOptions {
  readonly documents: DocumentStorage;
  readonly storage: NotebookStorage;
  /** Null until a document is in sight. */
  readonly now: () => StoredDocument | null;
  readonly get: () => AppState["save"];
  readonly set: (save: AppState["save"]) => void;
  /** Another tab has kept a later version: nothing is saved until the person has chosen. */
  readonly onConflict: () => void;
}

export class Saving {
  readonly #options: SavingOptions;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #waitingSinceMs = 0;
  #saving: Promise<void> = Promise.resolve();

  constructor(options: SavingOptions) {
    this.#options = options;
  }

  /** The id of the document that was in sight last; undefined where it is not known. */
  async lastDocument(): Promise<string | undefined> {
    const last = await this.#options.storage.load(LAST_DOCUMENT).catch(() => undefined);
    return typeof last === "string" ? last : undefined;
  }

  /** So that a reload comes back to it. */
  async rememberLast(id: string): Promise<void> {
    await this.#options.storage.save(LAST_DOCUMENT, id).catch((thrown: unknown) => this.#fail(thrown));
  }

  /** To be called after each edit. */
  soon(): void {
    // Until it is written, it is not said to be.
    if (this.#options.get().status === "saved") this.#options.set({ status: "saving" });
    const nowMs = performance.now();
    if (this.#timer === null) this.#waitingSinceMs = nowMs;
    else clearTimeout(this.#timer);
    const left = this.#waitingSinceMs + LONGEST_DELAY_MS - nowMs;
    this.#timer = setTimeout(() => void this.atOnce(), Math.max(0, Math.min(SAVE_DELAY_MS, left)));
  }

  atOnce(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#saving = this.#saving.then(() => this.#save());
    return this.#saving;
  }

  /** What waits to be saved is not: it is kept elsewhere, or another document is in sight. */
  drop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#options.set({ status: "saved" });
  }

  /** Saves what waits to be saved. */
  flush(): Promise<void> {
    return this.#timer === null ? this.#saving : this.atOnce();
  }

  /** For the moment when the page is left: no promise ends after it. */
  leave(): void {
    const document = this.#options.now();
    if (document !== null && this.#options.get().status !== "saved") {
      this.#options.documents.keepUnsaved(document.notebook);
    }
    void this.flush();
  }

  async #save(): Promise<void> {
    const { documents, now, get, set } = this.#options;
    const document = now();
    if (document === null) return;
    // While it fails the page says so throughout: a message that comes and goes at each edit is no message.
    if (get().status !== "failed") set({ status: "saving" });
    try {
      await documents.save(document);
      await this.#options.storage.save(LAST_DOCUMENT, document.notebook.id);
      if (this.#timer === null) set({ status: "saved" });
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  #fail(thrown: unknown): void {
    const { set, onConflict } = this.#options;
    const error = AppError.from(thrown, "storage");
    set({ status: "failed", error: error.toJson() });
    if (error.code === "name-taken") onConflict();
  }
}
