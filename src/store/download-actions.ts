/** Downloading models, watching what other tabs download, and the list of models that this browser keeps. */
import { AppError, type AppErrorJson, isAbort } from "#base/errors.ts";
import type { HubReference } from "#bundle/bundle.ts";
import type { DownloadProgress } from "#bundle/download/download.ts";
import { hubAddress } from "#bundle/download/hub-address.ts";
import type { DownloadPace } from "#bundle/download/pace.ts";
import type { KeptModel } from "#bundle/download/kept-models.ts";
import type { DownloadOrigin, DownloadPlan } from "#bundle/download/plan.ts";
import type {
  DownloadExamination,
  DownloadNews,
  DownloadPort,
  ModelSource,
} from "#bundle/download/download-port.ts";
import type { NotebookStorage } from "#kernel/ports.ts";
import type { CellId } from "#notebook/cell.ts";

/** A download that is not finished. */
export interface DownloadEntry {
  readonly id: string;
  readonly name: string;
  readonly loadedBytes: number;
  readonly totalBytes: number;
  readonly state:
    | {
        readonly status: "running";
        readonly progress: DownloadProgress | null;
        /** Another tab does it; this one watches. */
        readonly elsewhere: boolean;
      }
    | { readonly status: "paused" }
    | { readonly status: "failed"; readonly error: AppErrorJson };
}

export interface DownloadState {
  readonly downloads: readonly DownloadEntry[];
  readonly kept: readonly KeptModel[];
}

/** Functions, not methods. */
export interface DownloadActions {
  /** Reads what is kept and what is not finished. Without storage there is none of either. */
  readonly refreshModels: () => Promise<void>;
  /** @returns a plan for each model of the source, the wanted one first. Errors as the source's. */
  readonly lookUpModel: (
    source: ModelSource,
    token: string | null,
    onWait: (ms: number) => void,
    signal: AbortSignal,
  ) => Promise<readonly DownloadPlan[]>;
  /** The commit that a revision of a repository on the hub is at; "" is "main". Errors as the hub's. */
  readonly lookUpCommit: (repository: string, revision: string, signal: AbortSignal) => Promise<HubReference>;
  readonly examineModel: (
    plan: DownloadPlan,
    token: string | null,
    onFetchedBytes: (bytes: number) => void,
    signal: AbortSignal,
  ) => Promise<DownloadExamination>;
  /**
   * Downloads a model, keeps it, and points the cell to it. Resolves when it is laid down; what comes then is in the state.
   * @throws AppError "storage" when it cannot be laid down.
   */
  readonly startDownload: (plan: DownloadPlan, cellId: CellId | null, token: TokenChoice) => Promise<void>;
  /** Keeps the model of a bundle file as a download is kept. Errors as `startDownload`. */
  readonly startImport: (plan: DownloadPlan, blobs: readonly Blob[], cellId: CellId | null) => Promise<void>;
  readonly resumeDownload: (id: string, cellId: CellId | null) => void;
  /** Also where another tab downloads it. */
  readonly pauseDownload: (id: string) => void;
  /** Stops it and deletes what is there. */
  readonly cancelDownload: (id: string) => Promise<void>;
  /** Reads every byte. @returns paths of damaged files, which resuming repairs. */
  readonly checkKeptModel: (
    id: string,
    onReadBytes: (bytes: number) => void,
    signal: AbortSignal,
  ) => Promise<readonly string[]>;
  /** The access token that was kept for a hub, or null. */
  readonly keptToken: (hubUrl: string) => Promise<string | null>;
  readonly forgetToken: (hubUrl: string) => Promise<void>;
  /** How much of the network downloads may take, as it was chosen last. */
  readonly downloadPace: () => Promise<DownloadPace>;
  /** For downloads that are started or resumed from now on. */
  readonly keepDownloadPace: (pace: DownloadPace) => Promise<void>;
  /** Whether the browser promised not to delete models when space is short; asks for it if `ask`. */
  readonly modelsPersisted: (ask: boolean) => Promise<boolean>;
}

export interface TokenChoice {
  readonly token: string | null;
  /** Kept in this browser only when the person asked for it. */
  readonly keep: boolean;
}

interface DownloadActionsOptions {
  readonly port: DownloadPort;
  readonly settings: NotebookStorage;
  readonly get: () => DownloadState;
  readonly set: (state: Partial<DownloadState>) => void;
  /** Lists the bundles anew. */
  readonly refreshBundles: () => Promise<void>;
  /**
   * A download is whole; `cellId` is the cell that asked for it, if it was this tab. `wantsNotebook`: the notebook that came
   * with it is to be opened.
   */
  readonly onKept: (model: KeptModel, cellId: CellId | null, wantsNotebook: boolean) => Promise<void>;
}

export function createDownloadActions(options: DownloadActionsOptions): DownloadActions {
  const { port, settings, get, set } = options;
  /** The downloads of this tab. */
  const own = new Map<string, { readonly controller: AbortController; readonly done: Promise<void> }>();
  /** Tokens of this visit, by download. */
  const tokens = new Map<string, string>();
  /** Files of this visit whose models are being kept. */
  const blobsOf = new Map<string, readonly Blob[]>();
  /** Downloads that were started in this visit, and not only gone on with. */
  const started = new Set<string>();
  /** Downloads of other tabs whose end is awaited. */
  const watched = new Set<string>();

  function change(id: string, update: Partial<DownloadEntry>): void {
    set({ downloads: get().downloads.map((entry) => (entry.id === id ? { ...entry, ...update } : entry)) });
  }

  async function refreshModels(): Promise<void> {
    const { kept, unfinished } = await port.list().catch(() => ({ kept: [], unfinished: [] }));
    const earlier = new Map(get().downloads.map((entry) => [entry.id, entry]));
    const downloads = unfinished.map(({ id, name, loadedBytes, totalBytes }): DownloadEntry => {
      const state = earlier.get(id)?.state;
      const holds = state !== undefined && (own.has(id) || watched.has(id) || state.status === "failed");
      return { id, name, loadedBytes, totalBytes, state: holds ? state : { status: "paused" } };
    });
    set({ kept, downloads });
    await options.refreshBundles();
  }

  async function tokenFor(id: string, origin: DownloadOrigin | undefined): Promise<string | null> {
    return tokens.get(id) ?? (origin?.kind === "hub" ? keptToken(origin.hubUrl) : null);
  }

  async function keptToken(hubUrl: string): Promise<string | null> {
    const token = await settings.load(tokenKey(hubUrl)).catch(() => null);
    return typeof token === "string" ? token : null;
  }

  async function downloadPace(): Promise<DownloadPace> {
    const kept = await settings.load(paceKey).catch(() => null);
    const { readPace } = await import("./kept-settings.ts");
    return readPace(kept);
  }

  function run(id: string, cellId: CellId | null): void {
    if (own.has(id)) return;
    const controller = new AbortController();
    own.set(id, { controller, done: download(id, cellId, controller.signal) });
  }

  async function download(id: string, cellId: CellId | null, signal: AbortSignal): Promise<void> {
    const { name } = get().downloads.find((entry) => entry.id === id) ?? { name: id };
    change(id, { state: { status: "running", progress: null, elsewhere: false } });
    try {
      const { unfinished } = await port.list();
      const token = await tokenFor(id, unfinished.find((each) => each.id === id)?.origin);
      const blobs = blobsOf.get(id);
      const model = await port.download(
        id,
        { token, pace: await downloadPace(), ...(blobs && { blobs }) },
        (progress) => {
          const { loadedBytes, totalBytes } = progress;
          change(id, { loadedBytes, totalBytes, state: { status: "running", progress, elsewhere: false } });
          port.tell({ kind: "progress", id, name, progress });
        },
        signal,
      );
      own.delete(id);
      await refreshModels();
      blobsOf.delete(id);
      // One that was used before is only repaired.
      const isNew = model.lastUsedAtMs === model.keptAtMs;
      await options.onKept(model, cellId, model.hasNotebook && (started.delete(id) || isNew));
    } catch (thrown) {
      own.delete(id);
      const error = AppError.from(thrown);
      change(id, {
        state: isAbort(error) ? { status: "paused" } : { status: "failed", error: error.toJson() },
      });
      // What had come in of pieces that are not whole is not kept.
      await refreshModels();
    } finally {
      port.tell({ kind: "changed", id });
    }
  }

  async function hear(news: DownloadNews): Promise<void> {
    switch (news.kind) {
      case "progress": {
        const { id, name, progress } = news;
        const { loadedBytes, totalBytes } = progress;
        const state = { status: "running", progress, elsewhere: true } as const;
        const entry = { id, name, loadedBytes, totalBytes, state };
        const others = get().downloads.filter((each) => each.id !== id);
        set({ downloads: [...others, entry].toSorted((a, b) => (a.id < b.id ? -1 : 1)) });
        await watch(id);
        break;
      }
      case "changed":
        await refreshModels();
        break;
      case "pause":
        own.get(news.id)?.controller.abort();
        break;
    }
  }

  /** Waits for the end of another tab's download. If that tab is gone without a word, it can be resumed here. */
  async function watch(id: string): Promise<void> {
    if (watched.has(id)) return;
    watched.add(id);
    await port.whenFree(id);
    watched.delete(id);
    await refreshModels();
  }

  port.listen((news) => void hear(news));

  return {
    refreshModels,
    lookUpModel: (source, token, onWait, signal) => port.lookUp(source, token, onWait, signal),
    async lookUpCommit(repository, revision, signal) {
      const token = await keptToken(hubAddress);
      const found = await port.commit({ hubUrl: hubAddress, repository, revision }, token, signal);
      return { repository: found.repository, commit: found.commit };
    },
    examineModel: (plan, token, onFetchedBytes, signal) => port.examine(plan, token, onFetchedBytes, signal),

    async startDownload(plan, cellId, { token, keep }) {
      await port.prepare(plan);
      if (token !== null) {
        tokens.set(plan.id, token);
        if (keep && plan.origin.kind === "hub") await settings.save(tokenKey(plan.origin.hubUrl), token);
      }
      await refreshModels();
      started.add(plan.id);
      run(plan.id, cellId);
    },

    async startImport(plan, blobs, cellId) {
      await port.prepare(plan);
      blobsOf.set(plan.id, blobs);
      await refreshModels();
      started.add(plan.id);
      run(plan.id, cellId);
    },

    resumeDownload: run,

    pauseDownload(id) {
      const mine = own.get(id);
      if (mine) mine.controller.abort();
      else port.tell({ kind: "pause", id });
    },

    async cancelDownload(id) {
      const mine = own.get(id);
      if (mine) {
        mine.controller.abort();
        await mine.done;
      } else if (watched.has(id)) {
        port.tell({ kind: "pause", id });
        await port.whenFree(id);
      }
      await port.remove(id);
      tokens.delete(id);
      blobsOf.delete(id);
      started.delete(id);
      await refreshModels();
      port.tell({ kind: "changed", id });
    },

    async checkKeptModel(id, onReadBytes, signal) {
      const damaged = await port.check(id, onReadBytes, signal);
      await refreshModels();
      if (damaged.length > 0) port.tell({ kind: "changed", id });
      return damaged;
    },

    downloadPace,
    keepDownloadPace: (pace) => settings.save(paceKey, pace),
    keptToken,
    forgetToken: (hubUrl) => settings.remove(tokenKey(hubUrl)),
    modelsPersisted: (ask) => port.persisted(ask),
  };
}

const paceKey = "download-pace";

function tokenKey(hubUrl: string): string {
  return `hub-token ${hubUrl}`;
}
