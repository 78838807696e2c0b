/** Downloading models and keeping them: what the download worker does, and what the tabs of this page tell each other. */
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

/** What is known of a plan and this browser before it is downloaded. */
export interface DownloadExamination {
  readonly missingBytes: number;
  readonly needs: ModelNeeds;
  /** What the model cell will say of it; null where that cannot be told beforehand. */
  readonly report: BundleReport | null;
  readonly freeStorageBytes: number | null;
}

interface KeptList {
  readonly kept: readonly KeptModel[];
  readonly unfinished: readonly UnfinishedDownload[];
}

/** What a download is asked with. */
interface DownloadRequest {
  /** The hub's access token, or null. */
  readonly token: string | null;
  readonly pace: DownloadPace;
  /** The files of a plan whose origin is a file, in the plan's order. */
  readonly blobs?: readonly Blob[];
}

/** What tabs of this page tell each other. */
export type DownloadNews =
  /** The tab that tells it is downloading. */
  | {
      readonly kind: "progress";
      readonly id: string;
      readonly name: string;
      readonly progress: DownloadProgress;
    }
  /** Something is kept, paused, failed or removed: read the list again. */
  | { readonly kind: "changed"; readonly id: string }
  /** To the tab that downloads it: pause it. */
  | { readonly kind: "pause"; readonly id: string };

/** What the download worker does. `token` is the hub's access token, or null. Each method throws AppError. */
export interface DownloadWorker {
  /** @param onWait is told when the host asks to be asked again later, with the milliseconds. */
  lookUp(
    source: ModelSource,
    token: string | null,
    onWait: (ms: number) => void,
    signal: AbortSignal,
  ): Promise<readonly DownloadPlan[]>;
  /** The commit that a branch or tag of the hub is at. */
  commit(
    source: Pick<HubSource, "hubUrl" | "repository" | "revision">,
    token: string | null,
    signal: AbortSignal,
  ): Promise<HubCommit>;
  /** @param onFetchedBytes is told the bytes that were fetched so far. */
  examine(
    plan: DownloadPlan,
    token: string | null,
    onFetchedBytes: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<DownloadExamination>;
  /** Lays the plan down, so that `download` can be asked for it, now or in a later visit. @returns bytes that are there. */
  prepare(plan: DownloadPlan): Promise<number>;
  /** Downloads what is missing. Aborting keeps what is there. */
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

/** What the page does itself, since it is about its tabs. */
export interface DownloadTabs {
  /** Tells the other tabs; never throws. */
  tell(news: DownloadNews): void;
  listen(listener: (news: DownloadNews) => void): void;
  /** Resolves when no tab works at this download any more, also when the one that did was killed. */
  whenFree(id: string): Promise<void>;
  /** Whether the browser has promised not to delete what is kept when space is short; asks for it if `ask`. */
  persisted(ask: boolean): Promise<boolean>;
}

export type DownloadPort = DownloadWorker & DownloadTabs;
