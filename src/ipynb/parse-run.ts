/** A finished run inside a .ipynb: plain data, read as strictly as a stranger's file deserves. */
import { AppError } from "#base/errors.ts";
import { isWording, message, type Wording } from "#base/message.ts";
import type { CellOutput } from "#kernel/cell-state.ts";
import type { Fingerprint } from "#kernel/fingerprint.ts";
import type { CellRun } from "#kernel/kernel.ts";
import type { GenerationMetrics, InferenceOutput, RuntimeInfo, TokenDetail } from "#kernel/ports.ts";
import type { Publication } from "#registry/registry-port.ts";
import type { ColSpec, DataType, Property, SchemaType, Signature } from "#mlflow/signature.ts";
import type { ChatCompletionJson } from "#pipeline/chat-completion.ts";
import { parseWrapper } from "#notebook/parse-notebook.ts";
import { parseServerAddress } from "#registry/server-address.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * What of a run goes into a file. A model's and an artifact's output hold the weights, or addresses to read them from:
 * those cells are run again. So is a deployment's, which is made in no time.
 */
export function keptRun({ output, fingerprint, elapsedMs, stopped }: CellRun): Json | null {
  if (output.type === "model" || output.type === "artifact" || output.type === "deploy") return null;
  return { output, fingerprint, elapsedMs, stopped };
}

/** @throws AppError "invalid-document" */
export function parseRun(value: unknown): CellRun {
  const run = record(value);
  const output = record(run["output"]);
  return {
    output: parseOutput(output),
    fingerprint: parseFingerprint(record(run["fingerprint"])),
    elapsedMs: number(run["elapsedMs"]),
    stopped: run["stopped"] === true,
  };
}

function parseOutput(output: Json): CellOutput {
  switch (output["type"]) {
    case "wrapper":
      return {
        type: "wrapper",
        wrapper: parseWrapper(output["wrapper"], "run"),
        code: text(output["code"]),
        edited: output["edited"] === true,
        notes: list(output["notes"], wording),
      };
    case "signature":
      return { type: "signature", signature: parseSignature(record(output["signature"])) };
    case "register":
      return { type: "register", publication: parsePublication(record(output["publication"])) };
    case "inference":
      return {
        type: "inference",
        output: parseInference(record(output["output"])),
        ...(output["input"] !== undefined && { input: text(output["input"]) }),
        ...(output["warnings"] !== undefined && { warnings: list(output["warnings"], text) }),
      };
    default:
      throw invalid();
  }
}

function parsePublication(publication: Json): Publication {
  const { version, modelId } = publication;
  const registered = version === null ? null : record(version);
  return {
    serverUrl: parseServerAddress(text(publication["serverUrl"])),
    serverVersion: text(publication["serverVersion"]),
    experimentId: text(publication["experimentId"]),
    runId: text(publication["runId"]),
    runName: text(publication["runName"]),
    modelId: modelId === null ? null : text(modelId),
    modelUri: text(publication["modelUri"]),
    version: registered && {
      name: text(registered["name"]),
      version: text(registered["version"]),
      alias: text(registered["alias"]),
    },
    fileCount: number(publication["fileCount"]),
    sizeBytes: number(publication["sizeBytes"]),
  };
}

const DATA_TYPES: readonly DataType[] = [
  "boolean",
  "integer",
  "long",
  "float",
  "double",
  "string",
  "binary",
  "datetime",
];

/** Signatures of this page have no params. */
function parseSignature({ inputs, outputs }: Json): Signature {
  return {
    inputs: list(inputs, parseColumn),
    outputs: outputs === null ? null : list(outputs, parseColumn),
    params: null,
  };
}

function parseColumn(value: unknown): ColSpec {
  const column = record(value);
  return {
    name: column["name"] === null ? null : text(column["name"]),
    type: parseType(column["type"]),
    required: column["required"] === true,
  };
}

function parseType(value: unknown): SchemaType {
  const type = record(value);
  switch (type["kind"]) {
    case "scalar": {
      const dataType = DATA_TYPES.find((each) => each === type["dataType"]);
      if (dataType === undefined) throw invalid();
      return { kind: "scalar", dataType };
    }
    case "array":
      return { kind: "array", items: parseType(type["items"]) };
    case "object":
      return { kind: "object", properties: list(type["properties"], parseProperty) };
    case "map":
      return { kind: "map", values: parseType(type["values"]) };
    case "any":
      return { kind: "any" };
    default:
      throw invalid();
  }
}

function parseProperty(value: unknown): Property {
  const property = record(value);
  return {
    name: text(property["name"]),
    type: parseType(property["type"]),
    required: property["required"] === true,
  };
}

function parseInference(output: Json): InferenceOutput {
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
      throw invalid();
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

function parseMetrics(metrics: Json): GenerationMetrics {
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

function parseRuntime(runtime: Json): RuntimeInfo {
  const { singleThreadReason: reason, cacheBits } = runtime;
  return {
    runtime: wording(runtime["runtime"]),
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

function parseFingerprint(fingerprint: Json): Fingerprint {
  const textOrNull = (value: unknown) => (value === null ? null : text(value));
  return {
    own: text(fingerprint["own"]),
    model: textOrNull(fingerprint["model"]),
    wrapper: textOrNull(fingerprint["wrapper"]),
  };
}

function record(value: unknown): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid();
  return value as Json;
}

function list<T>(value: unknown, item: (value: unknown) => T): T[] {
  if (!Array.isArray(value)) throw invalid();
  return value.map((each) => item(each));
}

function text(value: unknown): string {
  if (typeof value !== "string") throw invalid();
  return value;
}

function wording(value: unknown): Wording {
  if (!isWording(value)) throw invalid();
  return value;
}

function number(value: unknown): number {
  if (typeof value !== "number") throw invalid();
  return value;
}

function invalid(): AppError {
  return new AppError(
    "invalid-document",
    message`A kept output of this notebook is damaged; run its cell again.`,
  );
}
