import type { MlflowModel } from "./mlflow-model.ts";
import type { Source } from "./model.ts";
import type { MlflowOptions } from "./open-mlflow-model.ts";

/**
 * Loads an MLflow model: a transformers model with the task llm/v1/chat, or a custom pyfunc around the generate() API with the class that
 * the Phi-3 MLflow Notebook writes. None of its Python and none of its pickles is run.
 * @param source a zip or a folder, named as for `Model.load`.
 * @throws AppError "unsupported" for a model that needs Python, with the reason; otherwise as `Model.load`.
 * @example
 * const model = await loadMlflowModel("https://example.com/phi3_mlflow_model.zip");
 * console.log(await model.predict({ prompt: "<|user|>\nHello!<|end|>\n<|assistant|>" }));
 */
export async function loadMlflowModel(source: Source, options: MlflowOptions = {}): Promise<MlflowModel> {
  const { MlflowModel } = await import("./mlflow-model.ts");
  return MlflowModel.load(source, options);
}
