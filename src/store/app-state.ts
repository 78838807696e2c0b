/** The state that the interface sees and every action on it, by slice. `app-store.ts` makes it; components read it with selectors. */
import type { StoreApi } from "zustand/vanilla";
import type { AppErrorJson } from "#base/errors.ts";
import type { CellState } from "#kernel/cell-state.ts";
import type { BundleEntry } from "#bundle/bundle-registry.ts";
import type { Cell } from "#cells/cell.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import type { BundleActions } from "./bundle-slice.ts";
import type { ChatActions } from "./chat-slice.ts";
import type { DocumentActions, ListedDocument } from "./document-slice.ts";
import type { DocumentSafetyActions, DocumentSafetyState } from "./document-safety-slice.ts";
import type { DownloadActions, DownloadState } from "./download-slice.ts";
import type { EndpointActions } from "./endpoint-slice.ts";
import type { EvaluateActions } from "./evaluate-slice.ts";
import type { TraceActions } from "./trace-slice.ts";
import type { FormActions } from "./form-slice.ts";
import type { MlflowActions } from "./mlflow-slice.ts";
import type { RunHoldActions } from "./run-hold-slice.ts";
import type { SelectionActions } from "./selection-slice.ts";
import type { ServerAccessActions, ServerAccessState } from "./server-access-slice.ts";
import type { LocalEndpointActions, LocalEndpointSlice } from "./local-endpoint-slice.ts";
import type { UploadActions, UploadState } from "./upload-slice.ts";
import type { SpeedActions } from "./speed-slice.ts";
import type { ServiceActions, ServiceSlice } from "./service-worker-slice.ts";
import type { EditActions } from "./edit-slice.ts";
import type { ModelConsentActions, ModelConsentState } from "./model-consent-slice.ts";
import type { ModelActions } from "./model-slice.ts";
import type { NoticeActions, NoticeState } from "./notice-slice.ts";
import type { PageActions } from "./page-slice.ts";
import type { RunActions, RunTogetherState } from "./run-slice.ts";
import type { RunHistory } from "./run-history.ts";
import type { WrapperActions } from "./wrapper-slice.ts";

type SaveState =
  | { readonly status: "saved" }
  | { readonly status: "saving" }
  | { readonly status: "failed"; readonly error: AppErrorJson };

export interface AppState
  extends
    DocumentSafetyState,
    DownloadState,
    LocalEndpointSlice,
    ModelConsentState,
    NoticeState,
    RunTogetherState,
    ServerAccessState,
    ServiceSlice,
    UploadState {
  /** null until the stored notebook (or the template) has been read, and while it has a problem. */
  readonly notebook: Notebook | null;
  /** Every document that can be opened: the two templates first, then the person's own by title. */
  readonly documents: readonly ListedDocument[];
  /** The cell that commands act on. With `anchor`, one end of the selected cells. */
  readonly selected: CellId | null;
  /** The other end, while several cells are selected. */
  readonly anchor: CellId | null;
  /** The text cell that is open for editing. */
  readonly editing: CellId | null;
  /** Cells that were cut or copied, from any document. */
  readonly clipboard: readonly Cell[];
  /** Run state per cell; a cell without an entry is idle. */
  readonly cellStates: ReadonlyMap<CellId, CellState>;
  /** Answers of inference cells. */
  readonly inferenceRuns: RunHistory;
  readonly save: SaveState;
  /** The number of zips being written. */
  readonly zipsInWork: number;
  readonly bundles: readonly BundleEntry[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** Functions, not methods: they need no `this`, so a component can take one alone. */
export interface AppActions
  extends
    BundleActions,
    ChatActions,
    DocumentActions,
    DocumentSafetyActions,
    DownloadActions,
    EditActions,
    EndpointActions,
    EvaluateActions,
    TraceActions,
    FormActions,
    LocalEndpointActions,
    MlflowActions,
    ModelActions,
    ModelConsentActions,
    NoticeActions,
    PageActions,
    RunActions,
    RunHoldActions,
    SelectionActions,
    ServerAccessActions,
    ServiceActions,
    SpeedActions,
    UploadActions,
    WrapperActions {}

export type AppStoreState = AppState & AppActions;

/** The store, for what acts on it. */
export type StateStore = Pick<StoreApi<AppStoreState>, "getState" | "setState">;
