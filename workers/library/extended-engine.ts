import type { EngineWorker } from "#library/engine-port.ts";
import { type EngineClient, engineClient, type EngineOptions } from "../inference/engine-client.ts";
import { startInner } from "../rpc/start-inner.ts";
import type { WorkerLike } from "../rpc/worker-like.ts";
import type { WorkerPort } from "../rpc/worker-port.ts";
import { Engine } from "./engine.ts";

/**
 * The package's engine in a worker that has methods beside the package's: how the notebook's page is built on it. The other half is
 * `createEngine`, in that worker.
 * @param start starts that worker.
 * @param options e.g. what watches over it.
 * @returns the engine, and the worker's own methods.
 */
export function extendedEngine<Own extends WorkerPort<Own>>(
  start: () => WorkerLike,
  options?: EngineOptions,
): { readonly engine: Engine; readonly own: Own } {
  const worker = engineClient<EngineWorker & Own>(start, {
    startInner,
    ...options,
  }) as EngineClient<EngineWorker> & Own;
  return { engine: new Engine(worker), own: worker };
}
