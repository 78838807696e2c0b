/** An answer as stored with its document. Fields that earlier versions of the page did not store are filled in. */
import {
  boolean,
  exactOptional,
  fallback,
  type GenericSchema,
  literal,
  nullable,
  number,
  object,
  optional,
  picklist,
  pipe,
  string,
  transform,
  union,
  unknown,
  variant,
} from "valibot";
import { english } from "#base/message.ts";
import { list, recordSchema, wordingSchema } from "#base/schemas.ts";
import type { Answer } from "#inference/class-answer.ts";
import { isRuntimeId } from "#inference/runtimes.ts";
import type { GenerationMetrics, RuntimeFacts, TokenDetail } from "#inference/inference-port.ts";
import type { PipelineAnswer } from "#pipeline/text-completion.ts";

const alternative = {
  tokenId: number(),
  text: string(),
  // JSON has no -Infinity, the logarithm of zero.
  logProbability: pipe(
    nullable(number()),
    transform((value) => value ?? Number.NEGATIVE_INFINITY),
  ),
};

const tokenSchema: GenericSchema<unknown, TokenDetail> = object({
  ...alternative,
  alternatives: list(object(alternative)),
});

const completion = {
  id: string(),
  created: number(),
  model: string(),
  usage: object({ prompt_tokens: number(), completion_tokens: number(), total_tokens: number() }),
};
const choice = { index: number(), finish_reason: picklist(["stop", "length"]) };

const pipelineAnswerSchema: GenericSchema<unknown, PipelineAnswer> = union([
  object({
    ...completion,
    object: literal("chat.completion"),
    choices: list(object({ ...choice, message: object({ role: literal("assistant"), content: string() }) })),
  }),
  object({
    ...completion,
    object: literal("text_completion"),
    choices: list(object({ ...choice, text: string() })),
  }),
  string(),
]);

const metricsSchema: GenericSchema<unknown, GenerationMetrics> = object({
  promptTokens: number(),
  reusedTokens: optional(number(), 0),
  generatedTokens: number(),
  timeToFirstTokenMs: number(),
  tokensPerSecond: nullable(number()),
  totalMs: number(),
  modelLoadMs: number(),
  tokenTimesMs: exactOptional(list(number())),
  lengthLimit: exactOptional(number()),
});

export const runtimeSchema: GenericSchema<unknown, RuntimeFacts> = pipe(
  object({
    id: optional(unknown()),
    runtime: wordingSchema,
    version: string(),
    reason: optional(wordingSchema, ""),
    simd: fallback(nullable(picklist(["relaxed", "plain"])), null),
    memoryBytes: fallback(nullable(number()), null),
    cacheBits: exactOptional(picklist([32, 16])),
    threads: number(),
    crossOriginIsolated: boolean(),
    singleThreadReason: nullable(wordingSchema),
  }),
  transform((info) => ({ ...info, id: isRuntimeId(info.id) ? info.id : idByName(english(info.runtime)) })),
);

/** Before runtimes had ids, answers stored only their names. */
function idByName(name: string) {
  return name.startsWith("int4") ? "int4" : "onnxruntime-web";
}

const shared = {
  tokenIds: list(number()),
  tokens: exactOptional(list(tokenSchema)),
  metrics: metricsSchema,
  runtime: runtimeSchema,
  stopped: fallback(boolean(), false),
};

const { tokens: _tokens, runtime: _runtime, ...ofClass } = shared;

export const answerSchema: GenericSchema<unknown, Answer> = variant("option", [
  object({
    option: literal("transformers"),
    response: list(pipelineAnswerSchema),
    question: string(),
    ...shared,
  }),
  object({ option: literal("pyfunc"), response: string(), ...shared }),
  object({
    option: literal("class"),
    response: string(),
    type: string(),
    repr: string(),
    json: nullable(string()),
    outputs: list(recordSchema),
    failed: boolean(),
    runtime: nullable(runtimeSchema),
    ...ofClass,
  }),
]);
