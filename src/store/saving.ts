/** Saves the document in sight a moment after each edit, and keeps what had no time for that when the page is left. */
import { AppError } from "#base/errors.ts";
import type { App } from "./app.ts";

/** Saving waits this long for the next edit. */
const SAVE_DELAY_MS = 300;
/** But no longer than this, however steadily one types. */
const LONGEST_DELAY_MS = 2000;
/** Key under which the id of the last visit's document is kept; at first there were the templates alone. */
const LAST_DOCUMENT = "last-template";

export class Saving {
  readonly #app: App;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #waitingSinceMs = 0;
  #saving: Promise<void> = Promise.resolve();

  constructor(app: App) {
    this.#app = app;
  }

  /** The id of the document that was in sight last; undefined where it is not known. */
  async lastDocument(): Promise<string | undefined> {
    const last = await this.#app.ports.storage.load(LAST_DOCUMENT).catch(() => undefined);
    return typeof last === "string" ? last : undefined;
  }

  /** So that a reload comes back to it. */
  async rememberLast(id: string): Promise<void> {
    await this.#app.ports.storage.save(LAST_DOCUMENT, id).catch((thrown: unknown) => this.#fail(thrown));
  }

  /** To be called after each edit. */
  soon(): void {
    // Until it is written, it is not said to be.
    const { store } = this.#app;
    if (store.getState().save.status === "saved") store.setState({ save: { status: "saving" } });
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
    this.#app.store.setState({ save: { status: "saved" } });
  }

  /** Saves what waits to be saved. */
  flush(): Promise<void> {
    return this.#timer === null ? this.#saving : this.atOnce();
  }

  /** For the moment when the page is left: no promise ends after it. */
  leave(): void {
    const { document, store } = this.#app;
    const { notebook, save } = store.getState();
    if (notebook !== null && save.status !== "saved") document.storage.keepUnsaved(notebook);
    void this.flush();
  }

  async #save(): Promise<void> {
    const { document, ports, store } = this.#app;
    const { notebook, save } = store.getState();
    // Nothing is in sight yet.
    if (notebook === null) return;
    // While it fails the page says so throughout: a message that comes and goes at each edit is no message.
    if (save.status !== "failed") store.setState({ save: { status: "saving" } });
    try {
      await document.storage.save(document.stored);
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
      // Another tab has kept a later version: nothing is saved until the person has chosen.
      ...(error.code === "name-taken" && { isChangedElsewhere: true }),
    });
  }
}
