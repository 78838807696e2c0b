import type { RunnableModel } from "./mlflow-source.ts";
import type { ModelSource, SourceEvents } from "./model-source.ts";

/** The worker that looks into an MLflow model. It holds nothing, and Cancel ends it. */
export interface MlflowReader {
  /**
   * Finds an MLflow model and what of it can run. None of it is run: no pickle is loaded and no Python executed.
   * @param onnx the same weights in ONNX, for a model that has none of its own.
   * @throws AppError as `EngineWorker.open`; "invalid-config" for an MLmodel that cannot be read; "unsupported" for a model that does not run without Python.
   */
  openMlflowModel(
    source: ModelSource,
    onnx: ModelSource | null,
    events: SourceEvents,
    signal: AbortSignal,
  ): Promise<RunnableModel>;
}
