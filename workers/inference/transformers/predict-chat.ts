import type { InferenceEvents, InferenceOutput, InferenceRequest } from "#inference/inference-port.ts";
import type { RuntimeId } from "#inference/runtimes.ts";
import type { ChatRequestJson } from "#pipeline/chat-completion.ts";
import type { PromptRequestJson } from "#pipeline/text-completion.ts";
import { beginGeneration } from "../begin-generation.ts";
import type { BundleReader } from "../bundle-reader.ts";
import { ModelSlot } from "../model-slot.ts";
import type { Runtimes } from "../runtime.ts";
import { ChatModel } from "./chat-model.ts";

/** Loads a model of option 1, if it is not the loaded one, and answers. One call at a time. */
export type PredictChat = (
  request: Extract<InferenceRequest, { readonly option: "transformers" }>,
  reader: BundleReader,
  events: InferenceEvents,
) => Promise<InferenceOutput>;

export function createPredictChat(runtimes: Runtimes<RuntimeId>): PredictChat {
  const slot = new ModelSlot<ChatModel>();
  return async ({ bundle, runtime, wrapper, input, alternatives = 0, seed = null }, reader, events) => {
    const { model, loadMs } = await slot.get(`${bundle.id} ${runtime}`, () =>
      ChatModel.load(bundle, reader, runtimes, runtime, wrapper),
    );
    const { clock, progress } = beginGeneration(reader, events);
    const result = await model.predict(input, wrapper, { alternatives, seed }, progress);
    return {
      option: "transformers",
      response: [result.answer],
      question: questionOf(input),
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
  };
}

function questionOf(input: ChatRequestJson | PromptRequestJson): string {
  if (!("messages" in input)) return input.prompt;
  const { messages } = input;
  return (messages.findLast(({ role }) => role === "user") ?? messages[0])?.content ?? "";
}
