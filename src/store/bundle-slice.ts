import type { ModelBundle } from "#bundle/bundle.ts";
import type { KeptModel } from "#bundle/download/kept-models.ts";
import type { Progress } from "#base/progress.ts";
import type { SiteFile } from "#mlflow/artifact-port.ts";
import type { CellId } from "#notebook/cell.ts";

export interface BundleActions {
  /**
   * A model as one file; if `withNotebook`, with the open notebook and its wrappers' Python.
   * @param demoUrl where Jupyter can fetch the embedded model.
   * @throws AppError as `ArtifactPort.zipBundle`, "not-found".
   */
  readonly saveBundle: (
    what: { readonly bundleId: string; readonly withNotebook: boolean; readonly demoUrl: string },
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ) => Promise<{ readonly blob: Blob; readonly fileName: string }>;
  /** The model of a cell. @throws AppError "not-found". */
  readonly openModel: (bundleId: string, signal: AbortSignal) => Promise<ModelBundle>;
  /** The zip of a static site with the open notebook. @throws AppError as `ArtifactPort.zipSite`. */
  readonly zipSite: (
    site: {
      readonly files: readonly SiteFile[];
      /** null: readers download the model from elsewhere. */
      readonly bundle: ModelBundle | null;
      readonly demoUrl: string;
    },
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ) => Promise<{ readonly blob: Blob; readonly fileName: string }>;
  /**
   * Opens a bundle file: keeps its model in this browser as a download is kept, then opens its notebook if it has one. Otherwise the cell
   * uses the model. Nothing runs. Resolves when the list has been read and the rest has started.
   * @returns false for another kind of zip.
   * @throws AppError as `readBundleZip`.
   */
  readonly openBundleFile: (file: File, cellId: CellId | null) => Promise<boolean>;
  /** Opens the notebook that came with a kept model. */
  readonly openNotebookOf: (model: Pick<KeptModel, "id" | "bundleId" | "name">) => Promise<void>;
}
