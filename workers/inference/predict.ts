import { assertNever } from "#base/assert-never.ts";
import { throwIfAborted } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type {
  InferenceEvents,
  InferenceOutput,
  InferenceRequest,
  InferenceWorker,
} from "#inference/inference-port.ts";
import type { RuntimeId } from "#inference/runtimes.ts";
import type { ChatRequestJson } from "#pipeline/chat-completion.ts";
import type { PromptRequestJson } from "#pipeline/text-completion.ts";
import { BundleReader } from "./bundle-reader.ts";
import type { ChatModel, ChatProgress } from "./transformers/chat-model.ts";
import { GenaiModel } from "./genai-model.ts";
import { GenerationClock } from "./generation-clock.ts";
import { chatModels, genaiModels, oneAtATime } from "./loaded-models.ts";
import type { Runtimes } from "./runtime.ts";
import { withTexts } from "./token-details.ts";

/** What loads models. */
export interface Loaders {
  readonly runtimes: Runtimes<RuntimeId>;
  /** transformers.js and what goes with it. */
  readonly loadChatModel: (typeof ChatModel)["load"];
}

/** Loads the model if it is not the loaded one, and answers. One request at a time: others wait. */
export function createPredict(loaders: Loaders): InferenceWorker["predict"] {
  return (request, events, signal) => oneAtATime(() => answer(loaders, request, events, signal));
}

async function answer(
  { runtimes, loadChatModel }: Loaders,
  request: InferenceRequest,
  events: InferenceEvents,
  signal: AbortSignal,
): Promise<InferenceOutput> {
  throwIfAborted(signal);
  const { bundle, runtime, alternatives = 0 } = request;
  const key = `${bundle.id} ${runtime}`;
  const reader = new BundleReader(bundle, events.onProgress, signal);
  switch (request.option) {
    case "transformers": {
      const { model, loadMs } = await chatModels.get(key, () =>
        loadChatModel(bundle, reader, runtimes, runtime, request.wrapper),
      );
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
      const { model, loadMs } = await genaiModels.get(key, () =>
        GenaiModel.load(reader, runtimes, runtime, request.wrapper),
      );
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
