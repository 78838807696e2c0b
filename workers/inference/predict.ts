import type {
  InferenceEvents,
  InferenceOutput,
  InferenceRequest,
  PredictingWorker,
} from "#inference/inference-port.ts";
import { beginGeneration } from "./begin-generation.ts";
import { BundleReader } from "./bundle-reader.ts";
import type { LoadedModels } from "./loaded-models.ts";
import { withTexts } from "./token-details.ts";
import type { PredictChat } from "./transformers/predict-chat.ts";

/**
 * Loads the model if it is not the loaded one, and answers. One request at a time: others wait.
 * @param predictChat answers with option 1.
 */
export function createPredict(models: LoadedModels, predictChat: PredictChat): PredictingWorker["predict"] {
  return (request, events, signal) =>
    models.inTurn(() => {
      const reader = new BundleReader(request.bundle, events.onProgress, signal);
      return request.option === "pyfunc"
        ? predictPyfunc(models, request, reader, events)
        : predictChat(request, reader, events);
    }, signal);
}

/** Option 2. */
async function predictPyfunc(
  models: LoadedModels,
  request: Extract<InferenceRequest, { readonly option: "pyfunc" }>,
  reader: BundleReader,
  events: InferenceEvents,
): Promise<InferenceOutput> {
  const { wrapper, input, alternatives = 0 } = request;
  const { model, loadMs } = await models.genai(request, wrapper, reader);
  const { clock, progress } = beginGeneration(reader, events);
  const result = await model.predict(input.prompt, wrapper, alternatives, progress);
  return {
    option: "pyfunc",
    response: result.text,
    tokenIds: result.tokenIds,
    ...(result.probabilities && {
      tokens: withTexts(result.probabilities, (tokenId) => model.tokenText(tokenId)),
    }),
    metrics: clock.metrics({
      promptTokens: result.promptTokenCount,
      reusedTokens: model.takeReusedTokens(),
      modelLoadMs: loadMs,
      lengthLimit: result.maxLength,
    }),
    runtime: model.runtimeInfo(),
    stopped: result.isStopped,
  };
}
