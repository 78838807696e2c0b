import type { InferenceEvents, InferenceOutput, InferenceRequest } from "#inference/inference-port.ts";
import type { EngineWorker } from "#library/engine-port.ts";
import type { EngineClient } from "../inference/engine-client.ts";
import { startSharedEngine } from "./workers.ts";

/**
 * A worker that answers for MLflow models, one at a time: the level below `MlflowModel`, for apps that show more than the answer. It keeps
 * the model that it was asked for last, and frees it before it loads another. The page of the Phi-3 MLflow Notebook asks all of its models
 * so. Its texts are `Wording`s, which `english` writes out.
 *
 * @example
 * const engine = new Engine();
 * const model = await openMlflowModel("https://example.com/phi3_mlflow_model.zip");
 * const input = { prompt: "<|user|>\nHello!<|end|>\n<|assistant|>" };
 * const { response, tokens, metrics } = await engine.predict({ ...model, input, runtime: "automatic", alternatives: 3 });
 * engine.dispose();
 */
export class Engine {
  readonly #worker: Pick<EngineClient<EngineWorker>, "predict" | "dispose">;

  /** It starts with its first call. */
  constructor();
  /** @internal */
  constructor(worker: Pick<EngineClient<EngineWorker>, "predict" | "dispose">);
  constructor(worker: Pick<EngineClient<EngineWorker>, "predict" | "dispose"> = startSharedEngine()) {
    this.#worker = worker;
  }

  /**
   * Loads the model if it is not the loaded one, and answers. One call at a time: others wait. The signature is not enforced.
   * @param request the model, its input, and how to run it.
   * @param events `onProgress` of loading; `onTextDelta` for each new piece of the answer.
   * @param signal while the model loads, it ends the call with the code "aborted". Afterwards it ends the answer, which resolves with
   * `stopped: true` and the text so far.
   * @throws AppError as `Model.load`; "prompt-too-long", "invalid-input"; "worker-died" if the worker ends: the next call starts another.
   */
  predict(
    request: InferenceRequest,
    events: Partial<InferenceEvents> = {},
    signal: AbortSignal = new AbortController().signal,
  ): Promise<InferenceOutput> {
    const { onProgress = () => undefined, onTextDelta = () => undefined } = events;
    return this.#worker.predict(request, { onProgress, onTextDelta }, signal);
  }

  /** Ends the worker and frees its memory. Calls under way reject with the code "aborted"; the next one starts another worker. */
  dispose(): void {
    this.#worker.dispose();
  }
}
