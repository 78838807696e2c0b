/** An inference cell's answer as a call for a trace. */
import { usageOf } from "#pipeline/text-completion.ts";
import type { TracedCall } from "#registry/trace.ts";
import { errorOf } from "../error-of-outputs.ts";
import type { InferenceOutput } from "./inference-cell.ts";

/** @param endedAtMs when the answer was whole, since 1970. */
export function tracedInference({ output, input }: InferenceOutput, endedAtMs: number): TracedCall {
  const { metrics, option, runtime, response } = output;
  const { promptTokens, generatedTokens, totalMs, timeToFirstTokenMs, tokensPerSecond } = metrics;
  const usage = output.option === "transformers" ? usageOf(output.response[0]) : undefined;
  const json = output.option === "class" ? output.json : null;
  return {
    name: "predict",
    inputs: input ?? "null",
    outputs: json ?? JSON.stringify(response),
    startedAtMs: endedAtMs - totalMs,
    durationMs: totalMs,
    firstTokenMs: generatedTokens > 0 ? timeToFirstTokenMs : null,
    tokens: {
      prompt: usage?.prompt_tokens ?? promptTokens,
      completion: usage?.completion_tokens ?? generatedTokens,
    },
    attributes: {
      "phi3.wrapper": option,
      ...(runtime && { "phi3.runtime": runtime.id }),
      ...(tokensPerSecond !== null && { "phi3.tokens_per_second": tokensPerSecond }),
    },
    error: output.option === "class" && output.failed ? errorOf(output.outputs) : null,
  };
}
