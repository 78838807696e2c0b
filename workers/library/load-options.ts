import { english } from "#base/message.ts";
import type { Progress as InnerProgress } from "#base/progress.ts";
import type { RuntimeInfo as InnerRuntimeInfo } from "#inference/inference-port.ts";
import type { RuntimeChoice } from "#inference/runtimes.ts";
import type { ModelSource, SourceEvents } from "#library/model-source.ts";

/** Progress of loading. */
export interface Progress {
  /** The current step, in English. */
  readonly label: string;
  readonly loadedBytes?: number;
  readonly totalBytes?: number;
}

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
  readonly id: InnerRuntimeInfo["id"];
  readonly name: string;
  /** Why this one was chosen. */
  readonly reason: string;
  /** Whether the int4 kernel uses relaxed SIMD; null for other runtimes. */
  readonly simd: InnerRuntimeInfo["simd"];
  readonly threads: number;
  /** Why there is one thread, or null. */
  readonly singleThreadReason: string | null;
  /** WebAssembly memory with weights and caches; null if unknown. */
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

export function runtimeInfoOf(info: InnerRuntimeInfo): RuntimeInfo {
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
