import type { ChatCompletionJson } from "./chat-completion.ts";
import { PROFILES } from "#wrapper/version-profile.ts";
import type { TransformersWrapper } from "#wrapper/wrapper.ts";
import type { GenerationParams } from "./generation-params.ts";
import type { PipelineAnswer, TextCompletionJson } from "./text-completion.ts";
import { lstrip, strip } from "#python-values/strip.ts";

export interface GeneratedChat {
  readonly prompt: string;
  /** The prompt's tokens that were run: cut to max_length, with a BOS if the tokenizer adds one. */
  readonly readTokenIds: readonly number[];
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
export function completeChat(chat: Generated): ChatCompletionJson {
  const { choice, usage } = accountOf(chat);
  return {
    id: chat.id,
    object: "chat.completion",
    created: chat.createdSeconds,
    model: chat.model,
    usage,
    choices: [{ ...choice, message: { role: "assistant", content: contentOf(chat) } }],
  };
}

/** What `predict` gives for a task: a completion, or for the bare pipeline a text that begins with the prompt. */
export function complete(
  { task, profile }: Pick<TransformersWrapper, "task" | "profile">,
  generated: GeneratedChat,
): PipelineAnswer {
  switch (task) {
    case "llm/v1/chat":
      return completeChat(generated);
    case "llm/v1/completions":
      return completeText(generated);
    case "text-generation":
      return fullText(generated, PROFILES[profile].decodesAnswerAlone);
  }
}

/**
 * TextGenerationPipeline.postprocess with return_full_text (transformers/pipelines/text_generation.py, 4.41 and 5.23), and MLflow's
 * _sanitize_output. Decoded alone, the answer has lost the space that it began with.
 */
function fullText(
  { prompt, readTokenIds, outputTokenIds, decode }: GeneratedChat,
  decodesAnswerAlone: boolean,
): string {
  if (decodesAnswerAlone) return strip(prompt + decode(outputTokenIds.slice(readTokenIds.length)));
  const promptLength = Array.from(decode(readTokenIds)).length;
  return strip(prompt + Array.from(decode(outputTokenIds)).slice(promptLength).join(""));
}

type Generated = Omit<GeneratedChat, "prompt" | "readTokenIds">;

function completeText(generated: Generated): TextCompletionJson {
  const { choice, usage } = accountOf(generated);
  return {
    id: generated.id,
    object: "text_completion",
    created: generated.createdSeconds,
    model: generated.model,
    usage,
    choices: [{ ...choice, text: contentOf(generated) }],
  };
}

function accountOf({ params, promptTokenIds, outputTokenIds }: Generated): {
  readonly usage: ChatCompletionJson["usage"];
  readonly choice: { readonly index: number; readonly finish_reason: "stop" | "length" };
} {
  const promptTokens = Math.min(promptTokenIds.length, params.maxLength);
  const totalTokens = outputTokenIds.length;
  const completionTokens = totalTokens - promptTokens;
  const isCut = totalTokens > params.maxLength || completionTokens === params.requestedTokens;
  return {
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: totalTokens,
    },
    choice: { index: 0, finish_reason: isCut ? "length" : "stop" },
  };
}

/** The text after the prompt's; Python counts characters as code points. */
function contentOf({ promptTokenIds, outputTokenIds, decode }: Generated): string {
  const text = Array.from(decode(outputTokenIds));
  const promptLength = Array.from(decode(promptTokenIds)).length;
  return lstrip(text.slice(promptLength).join(""));
}
