import type { ChatCompletionJson } from "./chat-completion.ts";
import type { GenerationParams } from "./generation-params.ts";
import { lstrip } from "#python-values/strip.ts";

export interface GeneratedChat {
  /** The whole prompt's tokens, special tokens of the tokenizer's own (a BOS) not added. */
  readonly promptTokenIds: readonly number[];
  /** What `generate` gave: the prompt as it was run, then the answer, its end-of-stream token included. */
  readonly outputTokenIds: readonly number[];
  readonly params: GenerationParams;
  /** Text of tokens, special ones left out. */
  readonly decode: (tokenIds: readonly number[]) => string;
  /** Name of the model that the answer is to carry. */
  readonly model: string;
  /** A UUID, version 4. */
  readonly id: string;
  readonly createdSeconds: number;
}

/**
 * Wraps generated tokens into MLflow's chat.completion.
 *
 * Mirrors _get_output_and_usage_from_tensor and what it calls (mlflow/transformers/llm_inference_utils.py, 3.17), its
 * reckoning included: `finish_reason` is "stop" at max_length, too, and "length" only when max_tokens is used up.
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
