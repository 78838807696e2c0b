/** Downloading and keeping models: the download worker's interface, and the messages between tabs. */
import type { ModelBundle } from "#bundle/bundle.ts";
import type { BundleReport } from "#bundle/inspect.ts";
import type { DownloadProgress } from "#bundle/download/download.ts";
import type { DownloadPace } from "#bundle/download/pace.ts";
import type { HubCommit, HubSource } from "#bundle/download/hub-source.ts";
import type { KeptModel, UnfinishedDownload } from "#bundle/download/kept-models.ts";
import type { ManifestSource } from "#bundle/download/manifest-source.ts";
import type { DownloadPlan, PlanNotebook } from "#bundle/download/plan.ts";
import type { ModelNeeds } from "#bundle/download/preflight.ts";

export type ModelSource = HubSource | ManifestSource;

/** What is known about a plan and this browser before the download. */
export interface DownloadExamination {
  readonly missingBytes: number;
  readonly needs: ModelNeeds;
  /** What the model cell will say about it; null if that cannot be known beforehand. */
  readonly report: BundleReport | null;
  readonly freeStorageBytes: number | null;
}

interface KeptList {
  readonly kept: readonly KeptModel[];
  readonly unfinished: readonly UnfinishedDownload[];
}

/** Options of a download. */
interface DownloadRequest {
  /** The hub's access token, or null. */
  readonly token: string | null;
  readonly pace: DownloadPace;
  /** A plan's files that come from a local file, in the plan's order. */
  readonly blobs?: readonly Blob[];
}

/** Messages between this page's tabs. */
export type DownloadNews =
  /** The tab that is downloading. */
  | {
      readonly kind: "progress";
      readonly id: string;
      readonly name: string;
      readonly progress: DownloadProgress;
    }
  /** Something was kept, paused, failed or removed: read the list again. */
  | { readonly kind: "changed"; readonly id: string }
  /** To the downloading tab: pause it. */
  | { readonly kind: "pause"; readonly id: string };

/** The download worker's interface. `token` is the hub's access token, or null. Each method throws AppError. */
export interface DownloadWorker {
  /** @param onWait is called when the host says to wait, with the milliseconds. */
  lookUp(
    source: ModelSource,
    token: string | null,
    onWait: (ms: number) => void,
    signal: AbortSignal,
  ): Promise<readonly DownloadPlan[]>;
  /** The commit that a branch or tag of the hub points to. */
  commit(
    source: Pick<HubSource, "hubUrl" | "repository" | "revision">,
    token: string | null,
    signal: AbortSignal,
  ): Promise<HubCommit>;
  /** @param onFetchedBytes is called with the bytes fetched so far. */
  examine(
    plan: DownloadPlan,
    token: string | null,
    onFetchedBytes: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<DownloadExamination>;
  /** Records the plan, so that `download` can run it, now or in a later visit. @returns bytes that are already stored. */
  prepare(plan: DownloadPlan): Promise<number>;
  /** Downloads what is missing. Aborting keeps what has arrived. */
  download(
    id: string,
    request: DownloadRequest,
    onProgress: (progress: DownloadProgress) => void,
    signal: AbortSignal,
  ): Promise<KeptModel>;
  list(): Promise<KeptList>;
  open(id: string): Promise<ModelBundle>;
  /** The notebook that came with a kept model, or null. */
  notebook(id: string): Promise<PlanNotebook | null>;
  /** @returns paths of damaged files. */
  check(id: string, onReadBytes: (bytes: number) => void, signal: AbortSignal): Promise<readonly string[]>;
  remove(id: string): Promise<void>;
}

/** What the page does itself, because it is about its tabs. */
export interface DownloadTabs {
  /** Informs the other tabs; never throws. */
  tell(news: DownloadNews): void;
  listen(listener: (news: DownloadNews) => void): void;
  /** Resolves when no tab works on this download any more, even if that tab was killed. */
  whenFree(id: string): Promise<void>;
  /** Whether the browser has promised not to delete what is kept when space is short; requests that promise if `ask`. */
  persisted(ask: boolean): Promise<boolean>;
}

export type DownloadPort = DownloadWorker & DownloadTabs;
