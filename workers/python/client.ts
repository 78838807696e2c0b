import { ENGINE_GONE } from "#python/bridge.ts";
import type { PythonInterpreter, PythonPort } from "#python/python-port.ts";
import type { PythonWorker } from "#python/python-worker.ts";
import { serveHost } from "#python/serve-host.ts";
import { createSharedMemory, failWait } from "#python/shared-reply.ts";
import { SharedSignals } from "#python/shared-signals.ts";
import { AppError, cancelled, WordedError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { RpcClient } from "../rpc/client.ts";
import type { WorkerLike } from "../rpc/worker-like.ts";
import { InterruptibleRuns } from "./interruptible-runs.ts";

interface PythonClientOptions {
  /** Connects the bridge to the inference worker, which answers there until the signal aborts. */
  readonly connectEngine: (port: MessagePort, signal: AbortSignal) => Promise<void>;
  readonly startWorker?: () => WorkerLike;
}

/** The page's side of the Python worker: a new one each time that Python starts. */
export function createPythonClient({
  connectEngine,
  startWorker = startPythonWorker,
}: PythonClientOptions): Pick<PythonPort, "start"> {
  return {
    async start(host, onProgress, signal) {
      const shared = sharedMemory();
      const client = new RpcClient(startWorker);
      const worker = client.port<PythonWorker>({});
      const ended = new AbortController();
      const page = new MessageChannel();
      const endHost = serveHost(page.port1, host);
      const end = (): void => {
        ended.abort();
        endHost();
        page.port1.close();
        client.terminate();
      };
      /** Connects the engine, and again each time that its worker has died. */
      const connect = (): MessagePort => {
        const { port1, port2 } = new MessageChannel();
        connectEngine(port1, ended.signal).catch(() => {
          if (ended.signal.aborted) return;
          if (shared) failWait(shared, ENGINE_GONE);
          worker.connectEngine(connect()).catch(() => undefined);
        });
        return port2;
      };
      signal.addEventListener("abort", end, { once: true });
      try {
        const started = await worker.start(page.port2, connect(), shared, onProgress);
        return interpreterOf(client, worker, shared, started, end);
      } catch (thrown) {
        end();
        throw signal.aborted ? cancelled(thrown) : thrown;
      } finally {
        signal.removeEventListener("abort", end);
      }
    },
  };
}

function interpreterOf(
  client: RpcClient,
  worker: PythonWorker,
  shared: SharedArrayBuffer | null,
  facts: Awaited<ReturnType<PythonWorker["start"]>>,
  end: () => void,
): PythonInterpreter {
  const signals = shared && new SharedSignals(shared);
  let isDeaf = false;
  const runs = new InterruptibleRuns({
    signals,
    send: () => worker.interrupt(),
    onDeaf: () => {
      isDeaf = true;
      client.terminate();
    },
  });
  return {
    ...facts,
    async run(code, onEvent, signal) {
      try {
        return await runs.run(
          () =>
            worker.run(code, (event) => {
              signals?.received();
              onEvent(event);
            }),
          signal,
        );
      } catch (thrown) {
        throw await dead(isDeaf ? DEAF : thrown, end);
      }
    },
    interrupt: () => runs.interrupt(),
    complete: (before) => worker.complete(before),
    end,
  };
}

const DEAF = new WordedError(
  message`Stop could not interrupt it, as it was in code that looks at no interrupt, such as a long computation in C.`,
);

/** The worker's end is the session's end: a new worker would know none of its names. */
async function dead(thrown: unknown, end: () => void): Promise<AppError> {
  const error = AppError.from(thrown);
  end();
  const { howPythonEnded } = await import("#python/how-python-ended.ts");
  return new AppError(
    "python-ended",
    message`What its variables held is gone: ${howPythonEnded(error)} The notebook is as it was; run its cells again.`,
    { cause: error },
  );
}

/** Null if the page is not isolated, or the browser has no growable shared memory. */
function sharedMemory(): SharedArrayBuffer | null {
  if (!("SharedArrayBuffer" in globalThis)) return null;
  try {
    return createSharedMemory();
  } catch {
    return null;
  }
}

function startPythonWorker(): WorkerLike {
  return new Worker(new URL("./python-worker.ts", import.meta.url), { type: "module", name: "python" });
}
