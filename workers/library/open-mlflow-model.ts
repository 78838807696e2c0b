import { throwIfAborted } from "#base/errors.ts";
import type { RunnableModel } from "#library/mlflow-source.ts";
import { eventsOf, type LoadOptions, withBudget } from "./load-options.ts";
import type { Source } from "./model.ts";
import { platform } from "./platform.ts";
import { withReader } from "./workers.ts";

/** Options of `loadMlflowModel`. */
export interface MlflowOptions extends LoadOptions {
  /**
   * The same weights in ONNX, for a model of the transformers flavor: it contains safetensors, which this engine cannot run. `maxBytes`
   * holds for them and for the model, each by itself.
   */
  readonly onnx?: Source;
}

/**
 * Finds an MLflow model's files, and what of it can run; none of its weights is read. For `Engine`.
 * @param source a zip or a folder, named as for `Model.load`.
 * @throws AppError "unsupported" for a model that needs Python, with the reason; otherwise as `Model.load`.
 */
export async function openMlflowModel(
  source: Source,
  options: Omit<MlflowOptions, "runtime"> = {},
): Promise<RunnableModel> {
  const { signal = new AbortController().signal } = options;
  throwIfAborted(signal);
  const opened = withBudget(await platform().sourceOf(source), options);
  const onnx =
    options.onnx === undefined ? null : withBudget(await platform().sourceOf(options.onnx), options);
  return withReader(signal, (reader) => reader.openMlflowModel(opened, onnx, eventsOf(options), signal));
}
