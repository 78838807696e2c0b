import { english } from "#base/message.ts";
import { isRuntimeId } from "#inference/runtimes.ts";
import type {
  GenerationMetrics,
  InferenceOutput,
  RuntimeInfo,
  TokenDetail,
} from "#inference/inference-port.ts";
import type { ChatCompletionJson } from "#pipeline/chat-completion.ts";
import type { JupyterJson } from "../cell-base.ts";
import { damagedOutput, list, number, record, text, wording } from "../kept-fields.ts";

export function parseKeptAnswer(output: JupyterJson): InferenceOutput {
  const shared = {
    tokenIds: list(output["tokenIds"], number),
    ...(output["tokens"] !== undefined && { tokens: list(output["tokens"], parseToken) }),
    metrics: parseMetrics(record(output["metrics"])),
    runtime: parseRuntime(record(output["runtime"])),
    stopped: output["stopped"] === true,
  };
  switch (output["option"]) {
    case "transformers":
      return {
        option: "transformers",
        response: list(output["response"], parseCompletion),
        question: text(output["question"]),
        ...shared,
      };
    case "pyfunc":
      return { option: "pyfunc", response: text(output["response"]), ...shared };
    default:
      throw damagedOutput();
  }
}

function parseToken(value: unknown): TokenDetail {
  const token = record(value);
  return { ...parseAlternative(token), alternatives: list(token["alternatives"], parseAlternative) };
}

function parseAlternative(value: unknown): TokenDetail["alternatives"][number] {
  const token = record(value);
  return {
    tokenId: number(token["tokenId"]),
    text: text(token["text"]),
    // JSON has no -Infinity, the logarithm of no chance at all.
    logProbability:
      token["logProbability"] === null ? Number.NEGATIVE_INFINITY : number(token["logProbability"]),
  };
}

function parseCompletion(value: unknown): ChatCompletionJson {
  const completion = record(value);
  const usage = record(completion["usage"]);
  return {
    id: text(completion["id"]),
    object: "chat.completion",
    created: number(completion["created"]),
    model: text(completion["model"]),
    usage: {
      prompt_tokens: number(usage["prompt_tokens"]),
      completion_tokens: number(usage["completion_tokens"]),
      total_tokens: number(usage["total_tokens"]),
    },
    choices: list(completion["choices"], (each) => {
      const choice = record(each);
      return {
        index: number(choice["index"]),
        finish_reason: choice["finish_reason"] === "length" ? ("length" as const) : ("stop" as const),
        message: { role: "assistant" as const, content: text(record(choice["message"])["content"]) },
      };
    }),
  };
}

function parseMetrics(metrics: JupyterJson): GenerationMetrics {
  const speed = metrics["tokensPerSecond"];
  return {
    promptTokens: number(metrics["promptTokens"]),
    // Runs that were kept before caches were have none.
    reusedTokens: metrics["reusedTokens"] === undefined ? 0 : number(metrics["reusedTokens"]),
    generatedTokens: number(metrics["generatedTokens"]),
    timeToFirstTokenMs: number(metrics["timeToFirstTokenMs"]),
    tokensPerSecond: speed === null ? null : number(speed),
    totalMs: number(metrics["totalMs"]),
    modelLoadMs: number(metrics["modelLoadMs"]),
    ...(metrics["tokenTimesMs"] !== undefined && { tokenTimesMs: list(metrics["tokenTimesMs"], number) }),
    ...(metrics["lengthLimit"] !== undefined && { lengthLimit: number(metrics["lengthLimit"]) }),
  };
}

export function parseRuntime(runtime: JupyterJson): RuntimeInfo {
  const { singleThreadReason: reason, cacheBits } = runtime;
  const name = wording(runtime["runtime"]);
  return {
    // Runs that were kept before runtimes had ids have their names only.
    id: isRuntimeId(runtime["id"])
      ? runtime["id"]
      : english(name).startsWith("int4")
        ? "int4"
        : "onnxruntime-web",
    runtime: name,
    version: text(runtime["version"]),
    // Runs that were kept before there was a choice have none of these.
    reason: runtime["reason"] === undefined ? "" : wording(runtime["reason"]),
    simd: runtime["simd"] === "relaxed" || runtime["simd"] === "plain" ? runtime["simd"] : null,
    memoryBytes: typeof runtime["memoryBytes"] === "number" ? runtime["memoryBytes"] : null,
    ...((cacheBits === 32 || cacheBits === 16) && { cacheBits }),
    threads: number(runtime["threads"]),
    crossOriginIsolated: runtime["crossOriginIsolated"] === true,
    singleThreadReason: reason === null ? null : wording(reason),
  };
}
