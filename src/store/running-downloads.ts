/** Unfinished downloads: those of this tab, and those of other tabs, which this one watches. */
import { AppError, isAbort } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { DownloadNews } from "#bundle/download/download-port.ts";
import type { KeptModel } from "#bundle/download/kept-models.ts";
import type { DownloadOrigin, DownloadPlan } from "#bundle/download/plan.ts";
import type { CellId } from "#notebook/cell.ts";
import type { App } from "./app.ts";
import { refreshBundles } from "./bundle-list.ts";
import { downloadPace, keepToken, keptToken } from "./download-settings.ts";
import type { DownloadEntry, TokenChoice } from "./download-slice.ts";
import { pointAtModel } from "./model-actions.ts";

/** What only this visit knows about a download. */
interface Visit {
  token?: string;
  /** Files whose model is being kept. */
  blobs?: readonly Blob[];
  /** It was started in this visit, not just resumed. */
  started?: boolean;
}

export class RunningDownloads {
  readonly #app: App;
  /** The downloads of this tab. */
  readonly #own = new Map<string, { readonly controller: AbortController; readonly done: Promise<void> }>();
  /** Downloads of other tabs that this one waits for. */
  readonly #watched = new Set<string>();
  readonly #visits = new Map<string, Visit>();

  constructor(app: App) {
    this.#app = app;
    app.ports.downloads.listen((news) => void this.#hear(news));
  }

  /** Reads what is kept and what is unfinished. */
  async refresh(): Promise<void> {
    const { ports, store } = this.#app;
    const { kept, unfinished } = await ports.downloads.list().catch(() => ({ kept: [], unfinished: [] }));
    const earlier = new Map(store.getState().downloads.map((entry) => [entry.id, entry]));
    const downloads = unfinished.map(({ id, name, loadedBytes, totalBytes }): DownloadEntry => {
      const state = earlier.get(id)?.state;
      const isGoing = this.#own.has(id) || this.#watched.has(id);
      const holds = state !== undefined && (isGoing || state.status === "failed");
      return { id, name, loadedBytes, totalBytes, state: holds ? state : { status: "paused" } };
    });
    store.setState({ kept, downloads });
    await refreshBundles(this.#app);
  }

  /** Resolves when it is recorded; after that, follow the state. */
  async start(
    plan: DownloadPlan,
    cellId: CellId | null,
    { token, blobs }: { readonly token?: TokenChoice; readonly blobs?: readonly Blob[] },
  ): Promise<void> {
    const { id, origin } = plan;
    await this.#app.ports.downloads.prepare(plan);
    const given = token?.token ?? null;
    if (given !== null && token?.keep && origin.kind === "hub")
      await keepToken(this.#app, origin.hubUrl, given);
    this.#visits.set(id, {
      ...this.#visits.get(id),
      ...(given !== null && { token: given }),
      ...(blobs && { blobs }),
    });
    await this.refresh();
    this.#visits.set(id, { ...this.#visits.get(id), started: true });
    this.run(id, cellId);
  }

  run(id: string, cellId: CellId | null): void {
    if (this.#own.has(id)) return;
    const controller = new AbortController();
    this.#own.set(id, { controller, done: this.#download(id, cellId, controller.signal) });
  }

  pause(id: string): void {
    const mine = this.#own.get(id);
    if (mine) mine.controller.abort();
    else this.#app.ports.downloads.tell({ kind: "pause", id });
  }

  async cancel(id: string): Promise<void> {
    const port = this.#app.ports.downloads;
    const mine = this.#own.get(id);
    if (mine) {
      mine.controller.abort();
      await mine.done;
    } else if (this.#watched.has(id)) {
      port.tell({ kind: "pause", id });
      await port.whenFree(id);
    }
    await port.remove(id);
    this.#visits.delete(id);
    await this.refresh();
    port.tell({ kind: "changed", id });
  }

  async #download(id: string, cellId: CellId | null, signal: AbortSignal): Promise<void> {
    const { ports, store } = this.#app;
    const port = ports.downloads;
    const { name } = store.getState().downloads.find((entry) => entry.id === id) ?? { name: id };
    this.#change(id, { state: { status: "running", progress: null, elsewhere: false } });
    try {
      const { unfinished } = await port.list();
      const token = await this.#tokenFor(id, unfinished.find((each) => each.id === id)?.origin);
      const { blobs } = this.#visits.get(id) ?? {};
      const model = await port.download(
        id,
        { token, pace: await downloadPace(this.#app), ...(blobs && { blobs }) },
        (progress) => {
          const { loadedBytes, totalBytes } = progress;
          const state = { status: "running", progress, elsewhere: false } as const;
          this.#change(id, { loadedBytes, totalBytes, state });
          port.tell({ kind: "progress", id, name, progress });
        },
        signal,
      );
      this.#own.delete(id);
      await this.refresh();
      await this.#kept(id, model, cellId);
    } catch (thrown) {
      this.#own.delete(id);
      const error = AppError.from(thrown);
      this.#change(id, {
        state: isAbort(error) ? { status: "paused" } : { status: "failed", error: error.toJson() },
      });
      // Bytes of incomplete pieces are not kept.
      await this.refresh();
    } finally {
      port.tell({ kind: "changed", id });
    }
  }

  async #tokenFor(id: string, origin: DownloadOrigin | undefined): Promise<string | null> {
    const given = this.#visits.get(id)?.token;
    return given ?? (origin?.kind === "hub" ? keptToken(this.#app, origin.hubUrl) : null);
  }

  /** The download is complete: the cell that started it uses it, or its notebook opens. */
  async #kept(id: string, model: KeptModel, cellId: CellId | null): Promise<void> {
    const { kernel, store } = this.#app;
    const { started = false, token } = this.#visits.get(id) ?? {};
    this.#visits.set(id, token === undefined ? {} : { token });
    const { bundleId, name, origin } = model;
    const { notify, openNotebookOf } = store.getState();
    notify({
      tone: "success",
      text:
        origin.kind === "file"
          ? message`${name} is checked, and kept in this browser.`
          : message`${name} is downloaded, checked, and kept in this browser.`,
    });
    // A model that was used before was only repaired.
    const isNew = model.lastUsedAtMs === model.keptAtMs;
    if (model.hasNotebook && (started || isNew)) {
      await openNotebookOf(model).catch((thrown: unknown) =>
        notify({ tone: "error", text: AppError.from(thrown).wording }),
      );
    } else if (cellId !== null && pointAtModel(this.#app, cellId, bundleId)) await kernel.run(cellId);
  }

  async #hear(news: DownloadNews): Promise<void> {
    switch (news.kind) {
      case "progress": {
        const { id, name, progress } = news;
        const { loadedBytes, totalBytes } = progress;
        const state = { status: "running", progress, elsewhere: true } as const;
        const entry = { id, name, loadedBytes, totalBytes, state };
        this.#app.store.setState(({ downloads }) => ({
          downloads: [...downloads.filter((each) => each.id !== id), entry].toSorted((a, b) =>
            a.id < b.id ? -1 : 1,
          ),
        }));
        await this.#watch(id);
        break;
      }
      case "changed":
        await this.refresh();
        break;
      case "pause":
        this.#own.get(news.id)?.controller.abort();
        break;
    }
  }

  /** Waits for another tab's download to end. If that tab disappears, the download can be resumed here. */
  async #watch(id: string): Promise<void> {
    if (this.#watched.has(id)) return;
    this.#watched.add(id);
    await this.#app.ports.downloads.whenFree(id);
    this.#watched.delete(id);
    await this.refresh();
  }

  #change(id: string, update: Partial<DownloadEntry>): void {
    this.#app.store.setState(({ downloads }) => ({
      downloads: downloads.map((entry) => (entry.id === id ? { ...entry, ...update } : entry)),
    }));
  }
}
