import type { CellId } from "#notebook/cell.ts";

export interface StoppedUpload {
  readonly key: string;
  readonly cellId: CellId;
  readonly serverUrl: string;
  /** Files that arrived. */
  readonly sentCount: number;
  /** null where it ended before the files were known. */
  readonly fileCount: number | null;
  /** Another tab is working at it. */
  readonly isElsewhere: boolean;
}

export interface UploadState {
  readonly uploads: readonly StoppedUpload[];
}

/** Functions, not methods. */
export interface UploadActions {
  /** Reads which uploads are not finished. */
  readonly refreshUploads: () => Promise<void>;
  /** Ends the run and the model of the upload on its server; where that fails, the person is told and may forget it. */
  readonly cleanUpUpload: (upload: StoppedUpload) => Promise<void>;
}
