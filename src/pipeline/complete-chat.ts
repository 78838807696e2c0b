import type { ChatCompletionJson } from "./chat-completion.ts";
import type { GenerationParams } from "./generation-params.ts";
import { lstrip } from "#python-values/strip.ts";

export interface GeneratedChat {
  /** The whole prompt's tokens, without special tokens that the tokenizer would add (a BOS). */
  readonly promptTokenIds: readonly number[];
  /** The result of `generate`: the prompt as it was run, then the answer with its end-of-stream token. */
  readonly outputTokenIds: readonly number[];
  readonly params: GenerationParams;
  /** Decodes tokens, without special ones. */
  readonly decode: (tokenIds: readonly number[]) => string;
  /** The model's name in the answer. */
  readonly model: string;
  /** A UUID, version 4. */
  readonly id: string;
  readonly createdSeconds: number;
}

/**
 * Wraps generated tokens into MLflow's chat.completion.
 * Mirrors _get_output_and_usage_from_tensor and the functions it calls (mlflow/transformers/llm_inference_utils.py, 3.17), including its
 * quirk: `finish_reason` is "stop" even at max_length, and "length" only when max_tokens is used up.
 */
export function completeChat(chat: GeneratedChat): ChatCompletionJson {
  const { params, outputTokenIds } = chat;
  const promptTokens = Math.min(chat.promptTokenIds.length, params.maxLength);
  const totalTokens = outputTokenIds.length;
  const completionTokens = totalTokens - promptTokens;
  const isCut = totalTokens > params.maxLength || completionTokens === params.requestedTokens;
  return {
    id: chat.id,
    object: "chat.completion",
    created: chat.createdSeconds,
    model: chat.model,
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: totalTokens,
    },
    choices: [
      {
        index: 0,
        finish_reason: isCut ? "length" : "stop",
        message: { role: "assistant", content: contentOf(chat) },
      },
    ],
  };
}

/** The text after the prompt's; Python counts characters as code points. */
function contentOf({ promptTokenIds, outputTokenIds, decode }: GeneratedChat): string {
  const text = Array.from(decode(outputTokenIds));
  const promptLength = Array.from(decode(promptTokenIds)).length;
  return lstrip(text.slice(promptLength).join(""));
}
