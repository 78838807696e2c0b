import type { GenaiConfig } from "#genai/config.ts";
import type { EngineWorker } from "#library/engine-port.ts";
import type { PrepareChat } from "./chat-completions.ts";

/**
 * Chats with the model that the worker holds, by its chat template and the generate() API.
 * @param defaults search options, where the request does not set them.
 */
export function genaiChat(
  worker: EngineWorker,
  { model, search }: GenaiConfig,
  defaults: Readonly<Record<string, number | boolean>> = {},
): PrepareChat {
  const usual = Number(defaults["max_length"] ?? search.maxLength) || model.contextLength;
  return async ({ messages, searchOptions, maxTokens }) => {
    const prompt = await worker.applyChatTemplate(messages, {});
    const maxLength =
      maxTokens === null
        ? usual
        : Math.min((await worker.encode(prompt)).length + maxTokens, model.contextLength);
    const request = { prompt, searchOptions: { ...defaults, ...searchOptions, max_length: maxLength } };
    return async (onTextDelta, signal) => {
      const result = await worker.generate(request, { onTextDelta }, signal);
      const { promptTokenCount: promptTokens, tokenIds, isStopped } = result;
      return { promptTokens, answerTokens: tokenIds.length, maxLength: result.maxLength, isStopped };
    };
  };
}
