import { english } from "#base/message.ts";
import type { Progress as InnerProgress } from "#base/progress.ts";
import type { RuntimeFacts } from "#inference/inference-port.ts";
import type { RuntimeChoice, RuntimeId } from "#inference/runtimes.ts";
import type { ModelSource, SourceEvents } from "#library/model-source.ts";

/** Progress of loading. */
export interface Progress {
  /** The current step, in English. */
  readonly label: string;
  /** Bytes of this step so far; undefined where it does not count. */
  readonly loadedBytes?: number;
  /** Bytes of this step; undefined where they are not known. */
  readonly totalBytes?: number;
}

/** How a model is loaded. */
export interface LoadOptions {
  /** The runtime. "automatic", the default, uses the int4 kernel if it knows the model, otherwise onnxruntime-web. */
  readonly runtime?: RuntimeChoice;
  /**
   * The most bytes that may be downloaded. A larger model is refused with the code "over-limit" before its weights are asked for, and
   * a server that sends more than it told is not listened to.
   */
  readonly maxBytes?: number;
  /** Cancels loading: the promise rejects with the code "aborted". */
  readonly signal?: AbortSignal;
  /** Called with the progress, about twenty times a second. */
  readonly onProgress?: (progress: Progress) => void;
}

/** The runtime of a model, and what it runs on. */
export interface RuntimeInfo {
  readonly id: RuntimeId;
  /** For people, e.g. "int4 kernel (WebAssembly, CPU)". */
  readonly name: string;
  /** Why this one was chosen. */
  readonly reason: string;
  /** Whether the int4 kernel uses relaxed SIMD; null for other runtimes. */
  readonly simd: "relaxed" | "plain" | null;
  /** Threads that compute, this one counted. */
  readonly threads: number;
  /** Why there is one thread, or null. */
  readonly singleThreadReason: string | null;
  /** Bytes of WebAssembly memory with weights and caches; null if unknown. */
  readonly memoryBytes: number | null;
}

/** A source, of which no more is downloaded than the caller allows. */
export function withBudget(source: ModelSource, { maxBytes }: LoadOptions): ModelSource {
  const isRemote = source.kind === "url" || source.kind === "hub";
  return isRemote && maxBytes !== undefined ? { ...source, maxBytes } : source;
}

export function eventsOf({ onProgress }: LoadOptions): SourceEvents {
  return { onProgress: (progress) => onProgress?.(progressOf(progress)) };
}

function progressOf({ label, ...bytes }: InnerProgress): Progress {
  return { label: english(label), ...bytes };
}

export function runtimeInfoOf(info: RuntimeFacts): RuntimeInfo {
  const { id, runtime, reason, simd, threads, singleThreadReason, memoryBytes } = info;
  return {
    id,
    name: english(runtime),
    reason: english(reason),
    simd,
    threads,
    singleThreadReason: singleThreadReason === null ? null : english(singleThreadReason),
    memoryBytes,
  };
}
