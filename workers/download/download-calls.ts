import type { DownloadProgress } from "#bundle/download/download.ts";
import type { HubCommit, HubSource } from "#bundle/download/hub-source.ts";
import type { KeptModel } from "#bundle/download/kept-models.ts";
import type { DownloadPlan, PlanNotebook } from "#bundle/download/plan.ts";
import type { DownloadExamination, DownloadRequest, KeptList, ModelSource } from "#kernel/download-port.ts";
import type { ModelBundle } from "#bundle/bundle.ts";

/** What the download worker can be asked. `token` is the hub's access token, or null. */
export interface DownloadCalls {
  /** Events: milliseconds that the host asks to wait. */
  lookUp: {
    params: { readonly source: ModelSource; readonly token: string | null };
    event: number;
    result: readonly DownloadPlan[];
  };
  commit: {
    params: {
      readonly source: Pick<HubSource, "hubUrl" | "repository" | "revision">;
      readonly token: string | null;
    };
    event: number;
    result: HubCommit;
  };
  /** Events: bytes fetched so far. */
  examine: {
    params: { readonly plan: DownloadPlan; readonly token: string | null };
    event: number;
    result: DownloadExamination;
  };
  /** Lays the plan down, so that `download` can be asked for it, now or in a later visit. */
  prepare: { params: { readonly plan: DownloadPlan }; event: never; result: number };
  download: {
    params: { readonly id: string } & DownloadRequest;
    event: DownloadProgress;
    result: KeptModel;
  };
  list: { params: null; event: never; result: KeptList };
  open: { params: { readonly id: string }; event: never; result: ModelBundle };
  notebook: { params: { readonly id: string }; event: never; result: PlanNotebook | null };
  /** Events: bytes read so far. */
  check: { params: { readonly id: string }; event: number; result: readonly string[] };
  remove: { params: { readonly id: string }; event: never; result: null };
}
