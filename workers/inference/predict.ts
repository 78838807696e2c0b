import { assertNever } from "#base/assert-never.ts";
import { throwIfAborted } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type {
  InferenceEvents,
  InferenceOutput,
  InferenceRequest,
  InferenceWorker,
} from "#inference/inference-port.ts";
import type { ChatRequestJson } from "#pipeline/chat-completion.ts";
import type { PromptRequestJson } from "#pipeline/text-completion.ts";
import { BundleReader } from "./bundle-reader.ts";
import type { ChatProgress } from "./transformers/chat-model.ts";
import { GenerationClock } from "./generation-clock.ts";
import type { LoadedModels } from "./loaded-models.ts";
import { withTexts } from "./token-details.ts";

/** Loads the model if it is not the loaded one, and answers. One request at a time: others wait. */
export function createPredict(models: LoadedModels): InferenceWorker["predict"] {
  return (request, events, signal) => models.inTurn(() => answer(models, request, events, signal), signal);
}

async function answer(
  models: LoadedModels,
  request: InferenceRequest,
  events: InferenceEvents,
  signal: AbortSignal,
): Promise<InferenceOutput> {
  const { alternatives = 0 } = request;
  const reader = new BundleReader(request.bundle, events.onProgress, signal);
  switch (request.option) {
    case "transformers": {
      const { model, loadMs } = await models.chat(request, request.wrapper, reader);
      const { clock, progress } = beginGeneration(reader, events, signal);
      const options = { alternatives, seed: request.seed ?? null };
      const result = await model.predict(request.input, request.wrapper, options, progress);
      return {
        option: "transformers",
        response: [result.answer],
        question: questionOf(request.input),
        tokenIds: result.tokenIds,
        ...(result.tokens && { tokens: result.tokens }),
        metrics: clock.metrics({
          promptTokens: result.promptTokenCount,
          reusedTokens: model.takeReusedTokens(),
          modelLoadMs: loadMs,
          lengthLimit: result.lengthLimit,
        }),
        runtime: model.runtimeInfo(),
        stopped: result.isStopped,
      };
    }
    case "pyfunc": {
      const { model, loadMs } = await models.genai(request, request.wrapper, reader);
      const { clock, progress } = beginGeneration(reader, events, signal);
      const result = await model.predict(request.input.prompt, request.wrapper, alternatives, progress);
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
    default:
      return assertNever(request);
  }
}

function questionOf(input: ChatRequestJson | PromptRequestJson): string {
  if (!("messages" in input)) return input.prompt;
  const { messages } = input;
  return (messages.findLast(({ role }) => role === "user") ?? messages[0])?.content ?? "";
}

/** Until here an abort rejects the request; from here on it stops the generation and keeps its text. */
function beginGeneration(
  reader: BundleReader,
  events: InferenceEvents,
  signal: AbortSignal,
): { clock: GenerationClock; progress: ChatProgress } {
  throwIfAborted(signal);
  reader.say(message`Generating`);
  const clock = new GenerationClock();
  const onTextDelta: ChatProgress["onTextDelta"] = (delta) => {
    clock.onToken();
    events.onTextDelta(delta);
  };
  return { clock, progress: { signal, onTextDelta } };
}
