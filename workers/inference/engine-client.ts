import { AppError } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import { type ClientOptions, RpcClient } from "../rpc/client.ts";
import type { WorkerLike } from "../rpc/worker-like.ts";
import { workerPort, type WorkerPort } from "../rpc/worker-port.ts";

/** How long a worker has to react to an abort before it is ended: in a loop, for example in a chat template, it receives nothing. */
const STOP_MS = 1000;

/** A worker that runs models, as its user sees it. */
export type EngineClient<Worker> = Worker & {
  /** Ends the worker and frees all that it holds. Calls under way reject with "aborted", the next one starts a new worker. */
  dispose(): void;
};

export interface EngineOptions extends ClientOptions {
  /** What calls reject with, as "not-found", once it is disposed of; without it, the next call starts a new worker. */
  readonly gone?: Wording;
  /** Makes a call that failed possible, which is then made once more; or throws the error. */
  readonly repair?: (error: unknown, args: readonly unknown[], client: RpcClient) => Promise<void>;
}

/**
 * The user's side of such a worker: of the page's, and of each of the package's. It starts with the first call, and again with the next
 * after it died. Aborting a call's signal ends a worker that does not react within a second.
 * @param options by default, the remedy for a worker that died is to run the cell again.
 */
export function engineClient<Worker extends WorkerPort<Worker>>(
  start: () => WorkerLike,
  { gone, repair, ...options }: EngineOptions = {},
): EngineClient<Worker> {
  let isGone = false;
  const startIfThere = (): WorkerLike => {
    if (isGone && gone !== undefined) throw new AppError("not-found", gone);
    return start();
  };
  const client = new RpcClient(startIfThere, options);
  const ask = (name: string, args: readonly unknown[]): Promise<unknown> =>
    client.call(name, args, { stopMs: STOP_MS });
  const dispose = (): void => {
    isGone = true;
    client.terminate();
  };
  const page = { dispose } as Pick<EngineClient<Worker>, "dispose">;
  return workerPort<EngineClient<Worker>, "dispose">(
    (name, args) =>
      ask(name, args).catch(async (error: unknown) => {
        if (repair === undefined) throw error;
        await repair(error, args, client);
        return ask(name, args);
      }),
    page,
  );
}
