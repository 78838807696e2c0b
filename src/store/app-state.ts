/** The state that the interface sees, and every action on it. `app-store.ts` makes it; components read it by selectors. */
import type { AppErrorJson } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import type { OpenBundle } from "#bundle/bundle.ts";
import type { CellState } from "#kernel/cell-state.ts";
import type { Progress } from "#base/progress.ts";
import type { BundleEntry } from "#kernel/ports.ts";
import type { Artifact } from "#mlflow/artifact.ts";
import type { Cell, CellType } from "#cells/cell.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import type { ModelCell } from "#cells/model/model-cell.ts";
import type { Wrapper, WrapperSource } from "#wrapper/wrapper.ts";
import type { BundleActions } from "./bundle-actions.ts";
import type { ChatActions } from "./chat-actions.ts";
import type { DocumentActions, ListedDocument } from "./document-actions.ts";
import type { DocumentSafetyActions, DocumentSafetyState } from "./document-safety-actions.ts";
import type { DownloadActions, DownloadState } from "./download-actions.ts";
import type { EndpointActions } from "./endpoint-actions.ts";
import type { FormActions } from "./form-actions.ts";
import type { MlflowActions } from "./mlflow-actions.ts";
import type { RunHoldActions } from "./run-holds.ts";
import type { SelectionActions } from "./selection-actions.ts";
import type { ServerAccessActions, ServerAccessState } from "./server-access-actions.ts";
import type { LocalEndpointActions, LocalEndpointSlice } from "./local-endpoint-actions.ts";
import type { UploadActions, UploadState } from "./upload-actions.ts";
import type { SpeedActions } from "./speed-actions.ts";
import type { ServiceActions, ServiceSlice } from "./service-actions.ts";

type SaveState =
  | { readonly status: "saved" }
  | { readonly status: "saving" }
  | { readonly status: "failed"; readonly error: AppErrorJson };

interface NoticeAction {
  readonly label: Wording;
  readonly run: () => void;
}

export interface Notice {
  readonly id: number;
  readonly tone: "info" | "success" | "error";
  readonly text: Wording;
  /** A button's label and what it does, e.g. Undo. */
  readonly action?: NoticeAction;
  readonly otherAction?: NoticeAction;
  /** Until it is dismissed; an error stays by itself. */
  readonly stays?: boolean;
}

export interface AppState
  extends
    DocumentSafetyState,
    DownloadState,
    LocalEndpointSlice,
    ServerAccessState,
    ServiceSlice,
    UploadState {
  /** null until the stored notebook (or the template) has been read, and while it has a problem. */
  readonly notebook: Notebook | null;
  /** Every document that can be opened: the two templates' first, then the person's own by title. */
  readonly documents: readonly ListedDocument[];
  /** The cell that commands act on; with `anchor`, one end of the selected cells. */
  readonly selected: CellId | null;
  /** The other end while several cells are selected. */
  readonly anchor: CellId | null;
  /** The text cell that is open for writing. */
  readonly editing: CellId | null;
  /** Cells that were cut or copied, from whichever document. */
  readonly clipboard: readonly Cell[];
  /** Run state per cell; a cell without an entry is idle. */
  readonly cellStates: ReadonlyMap<CellId, CellState>;
  readonly save: SaveState;
  /** How many zips are being written. */
  readonly zipsInWork: number;
  readonly notices: readonly Notice[];
  readonly bundles: readonly BundleEntry[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** Functions, not methods: they need no `this`, so that a component may take one alone. */
export interface AppActions
  extends
    BundleActions,
    ChatActions,
    DocumentActions,
    DocumentSafetyActions,
    DownloadActions,
    EndpointActions,
    FormActions,
    MlflowActions,
    LocalEndpointActions,
    RunHoldActions,
    SelectionActions,
    ServerAccessActions,
    ServiceActions,
    SpeedActions,
    UploadActions {
  /** Reads the stored notebook of the last visit, or lays out the first template. */
  readonly start: () => Promise<void>;

  /** Puts the shipped template back in its own document; undoable. */
  readonly resetToTemplate: () => void;

  // Edits; all undoable.
  readonly addCell: (type: CellType, at: { readonly after: CellId | null }) => CellId;
  readonly updateCell: (cell: Cell) => void;
  /** Points a model cell to a bundle; option 1's wrappers below follow where their weights are. */
  readonly chooseModel: (cell: ModelCell, bundleId: string) => void;
  /** Puts the result of an edit of several cells in place, as one step of undo. */
  readonly replaceNotebook: (next: Notebook) => void;
  /** What a folded section hides is moved and duplicated with its heading. */
  readonly moveCell: (id: CellId, direction: "up" | "down") => void;
  /** Moves a cell to before the one that stands at `at` now. */
  readonly dropCell: (id: CellId, at: number) => void;
  readonly duplicateCell: (id: CellId) => void;
  /** As `splitCell` of edits.ts; then the second half is selected. */
  readonly splitCell: (id: CellId, offset: number) => void;
  /** As redo, selects the cell that it changes. */
  readonly undo: () => void;
  readonly redo: () => void;
  readonly select: (id: CellId | null) => void;
  readonly setEditing: (id: CellId | null) => void;

  /**
   * Wrapper cells: a change in the form regenerates the code (asking is the interface's matter when there are hand
   * edits). A change in the code comes as `editCode` follows it into the form: reading Python is not the store's matter, and
   * is loaded with the wrapper's view.
   */
  readonly setWrapperForm: (id: CellId, form: Wrapper) => void;
  readonly setWrapper: (id: CellId, wrapper: WrapperSource) => void;
  readonly discardWrapperEdits: (id: CellId) => void;

  // Running.
  /** Runs the cell and first, in order, every cell that it depends on and that is not done. */
  readonly runCell: (id: CellId) => Promise<void>;
  readonly runAll: () => Promise<void>;
  readonly runStale: () => Promise<void>;
  /** Stops the running cell (an inference keeps what it generated) and empties the queue. */
  readonly stop: () => void;
  readonly stopCell: (id: CellId) => void;
  /** Stops everything and ends the inference worker: the next run begins with a fresh one. Outputs stay. */
  readonly restart: () => Promise<void>;

  // Models.
  /**
   * Opens a folder's or a zip's files as a bundle, keeps it, and points the cell to it. Meanwhile the cell runs: Stop
   * leaves it as it was. Errors become the cell's failure.
   */
  readonly openBundle: (id: CellId, opening: OpenBundle) => Promise<void>;
  /** Asks the browser for leave to read a model's folder again. @returns whether it is given. */
  readonly allowFolder: (bundleId: string) => Promise<boolean>;
  readonly forgetBundle: (bundleId: string) => Promise<void>;

  // Artifacts.
  readonly zipArtifact: (
    artifact: Artifact,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ) => Promise<Blob>;

  /** @returns its id. */
  readonly notify: (notice: Omit<Notice, "id">) => number;
  readonly dismissNotice: (id: number) => void;

  /** Saves what waits to be saved. */
  readonly flush: () => Promise<void>;
  /** For the moment when the page is left, which waits for nothing: what is not saved then is kept for the next visit. */
  readonly leavePage: () => void;
}

export type AppStoreState = AppState & AppActions;
