import type { CellId } from "#notebook/cell.ts";

export interface StoppedUpload {
  readonly key: string;
  readonly cellId: CellId;
  readonly serverUrl: string;
  /** Files that arrived. */
  readonly sentCount: number;
  /** null if it ended before the files were known. */
  readonly fileCount: number | null;
  /** Another tab is working on it. */
  readonly isElsewhere: boolean;
}

export interface UploadState {
  readonly uploads: readonly StoppedUpload[];
}

export interface UploadActions {
  /** Reads which uploads are unfinished. */
  readonly refreshUploads: () => Promise<void>;
  /** Ends the upload's run and model on its server. If that fails, the person is told and can drop it. */
  readonly cleanUpUpload: (upload: StoppedUpload) => Promise<void>;
}
