import { ENGINE_GONE } from "#python/bridge.ts";
import type { PythonInterpreter, PythonPort } from "#python/python-port.ts";
import type { PythonWorker, SharedWithPython } from "#python/python-worker.ts";
import { serveHost } from "#python/serve-host.ts";
import { createSharedReply, failWait, interruptWait } from "#python/shared-reply.ts";
import { AppError, cancelled } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { RpcClient, type WorkerLike } from "../rpc/client.ts";
import { Interruption } from "./interruption.ts";

/** If no memory is shared, a computing Python cannot receive anything: it is ended. */
const STOP_MS = 1000;

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
          if (shared) failWait(shared.reply, ENGINE_GONE);
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
  shared: SharedWithPython | null,
  facts: Awaited<ReturnType<PythonWorker["start"]>>,
  end: () => void,
): PythonInterpreter {
  return {
    ...facts,
    async run(code, onEvent, signal) {
      const interruption = new Interruption(
        shared && new Uint8Array(shared.interrupts),
        () => shared !== null && interruptWait(shared.reply),
      );
      let timer: ReturnType<typeof setTimeout> | undefined;
      const interrupt = (): void => {
        if (shared) interruptWait(shared.reply);
        interruption.begin();
        if (!shared) timer = setTimeout(() => client.terminate(), STOP_MS);
      };
      signal.addEventListener("abort", interrupt);
      try {
        return await worker.run(
          code,
          onEvent,
          () => {
            interruption.end();
            clearTimeout(timer);
          },
          signal,
        );
      } catch (thrown) {
        throw dead(thrown, end);
      } finally {
        signal.removeEventListener("abort", interrupt);
        interruption.end();
        clearTimeout(timer);
      }
    },
    complete: (before) => worker.complete(before),
    end,
  };
}

/** The worker's end is the session's end: a new worker would know none of its names. */
function dead(thrown: unknown, end: () => void): AppError {
  const error = AppError.from(thrown);
  end();
  return new AppError(
    "worker-died",
    message`Python stopped, and its variables are lost: ${error.wording} The notebook did not change. Run its cells again.`,
    { cause: error },
  );
}

/** Null if the page is not isolated, or the browser has no growable shared memory. */
function sharedMemory(): SharedWithPython | null {
  if (!("SharedArrayBuffer" in globalThis)) return null;
  try {
    return { interrupts: new SharedArrayBuffer(1), reply: createSharedReply() };
  } catch {
    return null;
  }
}

function startPythonWorker(): WorkerLike {
  return new Worker(new URL("./python-worker.ts", import.meta.url), { type: "module", name: "python" });
}
