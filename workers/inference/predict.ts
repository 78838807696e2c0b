import { throwIfAborted } from "#base/errors.ts";
import type { InferenceOutput, InferenceRequest } from "#kernel/ports.ts";
import type { CallContext } from "../rpc/serve.ts";
import { BundleReader } from "./bundle-reader.ts";
import { ChatModel } from "./chat-model.ts";
import { GenaiModel } from "./genai-model.ts";
import { GenerationClock } from "./generation-clock.ts";
import type { InferenceEvent } from "./inference-calls.ts";
import { ModelSlot } from "./model-slot.ts";
import { runtimeInfo } from "./ort-web/start-ort.ts";

const chatModels = new ModelSlot<ChatModel>();
const genaiModels = new ModelSlot<GenaiModel>();

let last: Promise<unknown> = Promise.resolve();

/** Loads the model if it is not the loaded one, and answers. One request at a time: others wait for it. */
export function predict(
  request: InferenceRequest,
  context: CallContext<InferenceEvent>,
): Promise<InferenceOutput> {
  const result = last.then(() => answer(request, context));
  last = result.catch(() => undefined);
  return result;
}

async function answer(
  request: InferenceRequest,
  { emit, signal }: CallContext<InferenceEvent>,
): Promise<InferenceOutput> {
  throwIfAborted(signal);
  const { bundle } = request;
  const reader = new BundleReader(bundle, (progress) => emit({ type: "progress", progress }), signal);
  let clock: GenerationClock;
  let tokenCount = 0;
  const onToken = (text: string): void => {
    clock.onToken();
    tokenCount += 1;
    emit({ type: "text-delta", text, tokenCount });
  };
  switch (request.option) {
    case "transformers": {
      const { model, loadMs } = await chatModels.get(bundle.id, () => ChatModel.load(bundle, reader));
      throwIfAborted(signal);
      reader.say("Generating");
      clock = new GenerationClock();
      const { input, wrapper } = request;
      const result = await model.generate(input, wrapper.modelConfig, onToken, signal);
      return {
        option: "transformers",
        response: [result.completion],
        question:
          (input.messages.findLast(({ role }) => role === "user") ?? input.messages[0])?.content ?? "",
        tokenIds: result.tokenIds,
        metrics: clock.metrics(result.promptTokens, loadMs),
        runtime: runtimeInfo,
        stopped: result.stopped,
      };
    }
    case "pyfunc": {
      const { model, loadMs } = await genaiModels.get(bundle.id, () => GenaiModel.load(reader));
      throwIfAborted(signal);
      reader.say("Generating");
      clock = new GenerationClock();
      const { input, wrapper } = request;
      const result = await model.generate(input.prompt, wrapper.searchOptions, onToken, signal);
      return {
        option: "pyfunc",
        response: result.text,
        tokenIds: result.tokenIds,
        metrics: clock.metrics(result.promptTokens, loadMs),
        runtime: runtimeInfo,
        stopped: result.stopped,
      };
    }
  }
}
