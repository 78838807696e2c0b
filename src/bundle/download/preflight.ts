/** Whether a model can be stored and run on this machine, before a byte of it is downloaded. */
import { parseJson } from "#base/parse-json.ts";
import { parseGenaiConfig } from "#genai/config.ts";
import { AppError, throwIfAborted } from "#base/errors.ts";
import { addressableBytes } from "#genai/memory-fit.ts";
import type { BundleReport } from "../inspect.ts";
import type { GraphRuntime } from "../judge-graph.ts";
import { cutIntoPieces, fetchRange } from "./fetch-range.ts";
import { type DownloadFile, type DownloadPlan, totalBytesOf } from "./plan.ts";
import { requestJson, type SourceOptions } from "./source-request.ts";

/** What the browser says about the machine; null for what it does not say. */
export interface MachineFacts {
  readonly freeStorageBytes: number | null;
  /** Rounded by browsers, and 8 GiB at most. */
  readonly memoryBytes: number | null;
  readonly threads: number;
}

/** What a model needs while it runs. */
export interface ModelNeeds {
  /** The ONNX files and their weights. */
  readonly weightBytes: number;
  readonly contextLength: number | null;
  /** Keys and values of one token, in float32 as in onnxruntime-genai's CPU models; null if no config gives their size. */
  readonly cacheBytesPerToken: number | null;
}

type Level = "good" | "caution" | "bad";

interface MemoryFinding {
  readonly subject: "memory";
  readonly level: Level;
  /** "graph": computed as loading does. "sizes": estimated from the sizes of the files. */
  readonly basis: "graph" | "sizes";
  /** In the limited memory. */
  readonly weightBytes: number;
  /** Weights that the kernel keeps outside WebAssembly's memory. */
  readonly outsideBytes: number;
  readonly contextLength: number | null;
  /** Tokens of context that fit beside the weights; null if no config gives their size. */
  readonly fittingTokens: number | null;
  /** The longest context with keys and values in 32 bits; beyond it they have 16. */
  readonly wideTokens: number | null;
  /** What sets the limit. */
  readonly limit: "wasm" | "machine";
  readonly limitBytes: number;
}

export type PreflightFinding =
  | {
      readonly subject: "storage";
      readonly level: Level;
      readonly neededBytes: number;
      readonly freeBytes: number | null;
    }
  | MemoryFinding
  | { readonly subject: "threads"; readonly level: Level; readonly threads: number };

/** Fewer tokens are too few for a conversation. */
const leastUsefulTokens = 512;
const smallestLargeModelBytes = 500e6;

/**
 * @param missingBytes of the plan, still to be downloaded.
 * @param report the verdict from the graph; null if there is none.
 */
export function preflight(
  missingBytes: number,
  needs: ModelNeeds,
  report: Pick<BundleReport, "runtime" | "contextLength"> | null,
  machine: MachineFacts,
): readonly PreflightFinding[] {
  // Weights that stay on their server need nothing.
  if (needs.weightBytes === 0) return [storageFinding(missingBytes, machine)];
  return [
    storageFinding(missingBytes, machine),
    report?.runtime?.kind === "int4"
      ? kernelFinding(report.runtime, report.contextLength, machine)
      : estimate(needs, machine),
    threadsFinding(needs, machine),
  ];
}

function storageFinding(neededBytes: number, { freeStorageBytes }: MachineFacts): PreflightFinding {
  const level = freeStorageBytes === null ? "caution" : freeStorageBytes < neededBytes ? "bad" : "good";
  return { subject: "storage", level, neededBytes, freeBytes: freeStorageBytes };
}

/** The verdict of the model cell, and of loading. A machine with less memory is slower, or fails. */
function kernelFinding(
  { weightBytes, outsideBytes, fittingTokens, wideTokens }: Extract<GraphRuntime, { kind: "int4" }>,
  contextLength: number | null,
  { memoryBytes }: MachineFacts,
): MemoryFinding {
  const isMachine = memoryBytes !== null && memoryBytes < weightBytes + outsideBytes;
  return {
    subject: "memory",
    level: isMachine ? "bad" : levelOf(fittingTokens, contextLength),
    basis: "graph",
    weightBytes,
    outsideBytes,
    contextLength,
    fittingTokens,
    wideTokens,
    limit: isMachine ? "machine" : "wasm",
    limitBytes: isMachine ? memoryBytes : addressableBytes,
  };
}

/** For onnxruntime-web, and for a graph that was not read. */
function estimate(needs: ModelNeeds, { memoryBytes }: MachineFacts): MemoryFinding {
  const { weightBytes, contextLength, cacheBytesPerToken } = needs;
  const isMachine = memoryBytes !== null && memoryBytes < addressableBytes;
  const limitBytes = isMachine ? memoryBytes : addressableBytes;
  const roomBytes = limitBytes - weightBytes;
  const fittingTokens =
    cacheBytesPerToken === null ? null : Math.max(0, Math.floor(roomBytes / cacheBytesPerToken));
  return {
    subject: "memory",
    level: roomBytes <= 0 ? "bad" : levelOf(fittingTokens, contextLength),
    basis: "sizes",
    weightBytes,
    outsideBytes: 0,
    contextLength,
    fittingTokens,
    wideTokens: null,
    limit: isMachine ? "machine" : "wasm",
    limitBytes,
  };
}

function levelOf(fittingTokens: number | null, contextLength: number | null): Level {
  if (fittingTokens === null) return "good";
  if (fittingTokens < Math.min(leastUsefulTokens, contextLength ?? leastUsefulTokens)) return "bad";
  return contextLength !== null && fittingTokens < contextLength ? "caution" : "good";
}

function threadsFinding({ weightBytes }: ModelNeeds, { threads }: MachineFacts): PreflightFinding {
  const level = threads === 1 && weightBytes > smallestLargeModelBytes ? "caution" : "good";
  return { subject: "threads", level, threads };
}

/**
 * Reads what a model needs from its genai_config.json or config.json, which are small.
 * @throws AppError "network" if the file cannot be read, "aborted"; a config that is not understood says nothing.
 */
export async function modelNeeds(plan: DownloadPlan, options: SourceOptions): Promise<ModelNeeds> {
  const weightBytes = totalBytesOf({
    ...plan,
    files: plan.files.filter(({ path }) => /\.onnx([._]data.*)?$/.test(path)),
  });
  const config =
    plan.files.find(({ path }) => path === "genai_config.json") ??
    plan.files.find(({ path }) => path === "config.json");
  if (config === undefined) return { weightBytes, contextLength: null, cacheBytesPerToken: null };
  try {
    const json = await readConfig(config, options);
    const facts = config.path === "genai_config.json" ? genaiFacts(json) : transformersFacts(json);
    return { weightBytes, ...facts };
  } catch (error) {
    throwIfAborted(options.signal);
    if (AppError.from(error).code === "network") throw error;
    return { weightBytes, contextLength: null, cacheBytesPerToken: null };
  }
}

async function readConfig(file: DownloadFile, options: SourceOptions): Promise<unknown> {
  if (file.part === undefined) return (await requestJson(new URL(file.url), options)).json;
  const { fetch, signal, token = null } = options;
  const whole = { startByte: 0, endByte: file.sizeBytes };
  const answer = await fetchRange(file, whole, { fetch, signal, token });
  for await (const { bytes } of cutIntoPieces(
    { ...file, pieceBytes: file.sizeBytes },
    answer,
    () => undefined,
  )) {
    return parseJson(new TextDecoder().decode(bytes));
  }
  return null;
}

function genaiFacts(json: unknown): Omit<ModelNeeds, "weightBytes"> {
  const { model } = parseGenaiConfig(JSON.stringify(json));
  const { numHiddenLayers, numKeyValueHeads, headSize } = model.decoder;
  return {
    contextLength: model.contextLength,
    cacheBytesPerToken: cacheBytes(numHiddenLayers, numKeyValueHeads, headSize),
  };
}

/** config.json of transformers (configuration_phi3.py: the names, and key-value heads that default to heads). */
function transformersFacts(json: unknown): Omit<ModelNeeds, "weightBytes"> {
  const config = (json ?? {}) as Readonly<Record<string, unknown>>;
  const heads = numberOf(config["num_attention_heads"]);
  const headSize = numberOf(config["head_dim"]) || numberOf(config["hidden_size"]) / heads;
  return {
    contextLength: numberOf(config["max_position_embeddings"]) || null,
    cacheBytesPerToken: cacheBytes(
      numberOf(config["num_hidden_layers"]),
      numberOf(config["num_key_value_heads"]) || heads,
      headSize,
    ),
  };
}

function cacheBytes(layers: number, heads: number, headSize: number): number | null {
  const bytes = 2 * layers * heads * headSize * Float32Array.BYTES_PER_ELEMENT;
  return Number.isFinite(bytes) && bytes > 0 ? bytes : null;
}

/** NaN if it is not a number. */
function numberOf(json: unknown): number {
  return typeof json === "number" ? json : Number.NaN;
}
