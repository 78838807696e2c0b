import type { OpenBundle } from "#bundle/bundle.ts";
import type { Progress } from "#base/progress.ts";
import type { Artifact } from "#mlflow/artifact.ts";
import type { CellId } from "#notebook/cell.ts";
import type { ModelCell } from "#cells/model/model-cell.ts";

/** Functions, not methods. */
export interface ModelActions {
  /** Points a model cell to a bundle; option 1's wrappers below follow where their weights are. */
  readonly chooseModel: (cell: ModelCell, bundleId: string) => void;

  /**
   * Opens a folder's or a zip's files as a bundle, keeps it, and points the cell to it. Meanwhile the cell runs: Stop
   * leaves it as it was. Errors become the cell's failure.
   */
  readonly openBundle: (id: CellId, opening: OpenBundle) => Promise<void>;
  /** Asks the browser for leave to read a model's folder again. @returns whether it is given. */
  readonly allowFolder: (bundleId: string) => Promise<boolean>;
  readonly forgetBundle: (bundleId: string) => Promise<void>;

  readonly zipArtifact: (
    artifact: Artifact,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ) => Promise<Blob>;
}
