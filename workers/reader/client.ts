import { throwIfAborted } from "#base/errors.ts";
import type { ReaderPort } from "#reader/reader-port.ts";
import { takeApart } from "../rpc/arguments.ts";
import { RpcClient } from "../rpc/client.ts";
import type { WorkerLike } from "../rpc/worker-like.ts";
import { workerPort } from "../rpc/worker-port.ts";

/** A real file keeps the worker busy for a few tenths of a second at most. The longest silence before it is ended. */
const SILENCE_MS = 10_000;

/**
 * The page's side of the reader. Each call has a worker to itself, because it may have to be ended. A worker that has finished waits for
 * the next call.
 */
export function createReaderClient(startWorker: () => WorkerLike = startReaderWorker): ReaderPort {
  let idle: RpcClient | null = null;

  /** Cancel ends the worker: it has nothing to hand over. */
  return workerPort<ReaderPort>(async (name, args) => {
    const { signal } = takeApart(args);
    throwIfAborted(signal);
    const client = idle ?? new RpcClient(startWorker);
    idle = null;
    const end = (): void => client.terminate();
    signal?.addEventListener("abort", end, { once: true });
    try {
      return await client.call(name, args, { silenceMs: SILENCE_MS });
    } finally {
      signal?.removeEventListener("abort", end);
      if (idle !== null || signal?.aborted) client.terminate();
      else idle = client;
    }
  }, {});
}

function startReaderWorker(): WorkerLike {
  return new Worker(new URL("./reader-worker.ts", import.meta.url), { type: "module", name: "reader" });
}
