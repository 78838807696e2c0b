import type { Wording } from "#base/message.ts";
import { RpcClient, type WorkerLike } from "../rpc/client.ts";
import type { WorkerPort } from "../rpc/worker-port.ts";

/** How long a worker has to react to an abort before it is ended: in a loop, for example in a chat template, it receives nothing. */
const STOP_MS = 1000;

/** A worker that runs models, as its user sees it. */
export type EngineClient<Worker> = Worker & {
  /** Ends the worker and frees all that it holds. Calls under way reject with "aborted", the next one starts a new worker. */
  dispose(): void;
};

/**
 * The user's side of such a worker: of the page's, and of each of the package's. It starts with the first call, and again with the next
 * after it died. Aborting a call's signal ends a worker that does not react within a second.
 * @param remedy what a person does after the worker has died; by default, to run the cell again.
 */
export function engineClient<Worker extends WorkerPort<Worker>>(
  start: () => WorkerLike,
  remedy?: Wording,
): EngineClient<Worker> {
  const client = new RpcClient(start, undefined, remedy);
  const page = { dispose: () => client.terminate() } as Pick<EngineClient<Worker>, "dispose">;
  return client.port<EngineClient<Worker>, "dispose">(page, { stopMs: STOP_MS });
}
