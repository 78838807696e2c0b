import type { AppErrorJson } from "#base/errors.ts";
import type { HubReference } from "#bundle/bundle.ts";
import type { DownloadProgress } from "#bundle/download/download.ts";
import type { DownloadPace } from "#bundle/download/pace.ts";
import type { KeptModel } from "#bundle/download/kept-models.ts";
import type { DownloadPlan } from "#bundle/download/plan.ts";
import type { DownloadExamination, ModelSource } from "#bundle/download/download-port.ts";
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
        /** Another tab is downloading; this one watches. */
        readonly elsewhere: boolean;
      }
    | { readonly status: "paused" }
    | { readonly status: "failed"; readonly error: AppErrorJson };
}

export interface DownloadState {
  readonly downloads: readonly DownloadEntry[];
  readonly kept: readonly KeptModel[];
}

export interface DownloadActions {
  /** Reads which models are kept and which downloads are unfinished. Without storage there are none. */
  readonly refreshModels: () => Promise<void>;
  /** @returns a plan for each model of the source, the requested one first. Errors as the source's. */
  readonly lookUpModel: (
    source: ModelSource,
    token: string | null,
    onWait: (ms: number) => void,
    signal: AbortSignal,
  ) => Promise<readonly DownloadPlan[]>;
  /** The commit that a revision of a hub repository points to; "" is "main". Errors as the hub's. */
  readonly lookUpCommit: (repository: string, revision: string, signal: AbortSignal) => Promise<HubReference>;
  readonly examineModel: (
    plan: DownloadPlan,
    token: string | null,
    onFetchedBytes: (bytes: number) => void,
    signal: AbortSignal,
  ) => Promise<DownloadExamination>;
  /**
   * Downloads a model, keeps it, and points the cell to it. Resolves when the download is recorded; after that, follow the state.
   * @throws AppError "storage" if it cannot be recorded.
   */
  readonly startDownload: (plan: DownloadPlan, cellId: CellId | null, token: TokenChoice) => Promise<void>;
  /** Keeps the model of a bundle file as a download is kept. Errors as `startDownload`. */
  readonly startImport: (plan: DownloadPlan, blobs: readonly Blob[], cellId: CellId | null) => Promise<void>;
  readonly resumeDownload: (id: string, cellId: CellId | null) => void;
  /** Also if another tab downloads it. */
  readonly pauseDownload: (id: string) => void;
  /** Stops it and deletes what has arrived. */
  readonly cancelDownload: (id: string) => Promise<void>;
  /** Reads every byte. @returns paths of damaged files, which resuming repairs. */
  readonly checkKeptModel: (
    id: string,
    onReadBytes: (bytes: number) => void,
    signal: AbortSignal,
  ) => Promise<readonly string[]>;
  /** The stored access token for a hub, or null. */
  readonly keptToken: (hubUrl: string) => Promise<string | null>;
  readonly forgetToken: (hubUrl: string) => Promise<void>;
  /** The limit on the network's use, as last chosen. */
  readonly downloadPace: () => Promise<DownloadPace>;
  /** Applies to downloads that are started or resumed from now on. */
  readonly keepDownloadPace: (pace: DownloadPace) => Promise<void>;
  /** Whether the browser promised not to delete models when space is short; requests that promise if `ask`. */
  readonly modelsPersisted: (ask: boolean) => Promise<boolean>;
}

export interface TokenChoice {
  readonly token: string | null;
  /** Stored in this browser only if the person asked for it. */
  readonly keep: boolean;
}
