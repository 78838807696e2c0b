import type { KeptModel } from "#bundle/download/kept-models.ts";
import type { Progress } from "#base/progress.ts";
import type { CellId } from "#notebook/cell.ts";

/** Functions, not methods. */
export interface BundleActions {
  /**
   * A model as one file; with the notebook in sight, and its wrappers' Python, where `withNotebook`.
   * @param demoUrl where Jupyter can fetch the embedded model.
   * @throws AppError as `ArtifactPort.zipBundle`, "not-found".
   */
  readonly saveBundle: (
    what: { readonly bundleId: string; readonly withNotebook: boolean; readonly demoUrl: string },
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ) => Promise<{ readonly blob: Blob; readonly fileName: string }>;
  /**
   * Opens a bundle file: keeps its model in this browser, as a download is kept, and then opens its notebook where it has
   * one; otherwise the cell takes the model. Nothing runs. Resolves when the list was read and the rest has begun.
   * @returns false for another kind of zip.
   * @throws AppError as `readBundleZip`.
   */
  readonly openBundleFile: (file: File, cellId: CellId | null) => Promise<boolean>;
  /** Opens the notebook that came with a kept model. */
  readonly openNotebookOf: (model: Pick<KeptModel, "id" | "bundleId" | "name">) => Promise<void>;
}
