import type { ModelSource } from "#library/model-source.ts";
import type { WorkerLike } from "../rpc/worker-like.ts";
import type { StartWorker } from "../rpc/inner-worker-starter.ts";

/** "kernel" runs the graphs that the int4 kernel knows; "full" also has onnxruntime-web and transformers.js. */
export type EngineKind = "kernel" | "full";

/** The differences between a browser, Node and the page. */
export interface Platform {
  readonly startEngine: (kind: EngineKind) => WorkerLike;
  /** Starts the threads of an engine's worker; undefined where it starts them itself. */
  readonly startInner?: StartWorker;
  startReader(): WorkerLike;
  /**
   * What a caller can load a model from.
   * @throws AppError "invalid-argument" for anything else.
   */
  sourceOf(given: unknown): Promise<ModelSource>;
}

let current: Platform | null = null;

/** Set once, by the entry. */
export function usePlatform(platform: Platform): void {
  current = platform;
}

export function platform(): Platform {
  if (current === null) throw new Error("No entry of the library was imported.");
  return current;
}
