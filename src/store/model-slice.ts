import type { OpenBundle } from "#bundle/bundle.ts";
import type { Progress } from "#base/progress.ts";
import type { Artifact } from "#mlflow/artifact.ts";
import type { CellId } from "#notebook/cell.ts";
import type { ModelCell } from "#cells/model/model-cell.ts";

export interface ModelActions {
  /** Points a model cell to a bundle. Option 1's wrappers below follow its weights. */
  readonly chooseModel: (cell: ModelCell, bundleId: string) => void;

  /**
   * Opens the files of a folder or zip as a bundle, keeps it, and points the cell to it. The cell shows as running meanwhile; Stop leaves
   * it as it was, and an error is the cell's failure.
   */
  readonly openBundle: (id: CellId, opening: OpenBundle) => Promise<void>;
  /** Asks the browser for permission to read a model's folder again. @returns whether it was given. */
  readonly allowFolder: (bundleId: string) => Promise<boolean>;
  readonly forgetBundle: (bundleId: string) => Promise<void>;

  readonly zipArtifact: (
    artifact: Artifact,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ) => Promise<Blob>;
}
