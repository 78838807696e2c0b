import { throwIfAborted } from "#base/errors.ts";
import type { ReaderPort } from "#reader/reader-port.ts";
import { RpcClient, type WorkerLike } from "../rpc/client.ts";
import type { ReaderCalls } from "./reader-calls.ts";

/** A real file keeps the worker busy for some tenths of a second at most; between two signs of life it may take this long. */
const SILENCE_MS = 10_000;

/**
 * The page's side of the reader. Each call has a worker of its own, since it may have to be ended: one that has done its work
 * waits for the next call.
 */
export function createReaderClient(startWorker: () => WorkerLike = startReaderWorker): ReaderPort {
  let idle: RpcClient<ReaderCalls> | null = null;

  /** Cancel ends the worker: it has nothing to hand over. */
  async function call<Name extends keyof ReaderCalls>(
    name: Name,
    params: ReaderCalls[Name]["params"],
    signal: AbortSignal | undefined,
    onEvent?: (event: ReaderCalls[Name]["event"]) => void,
  ): Promise<ReaderCalls[Name]["result"]> {
    throwIfAborted(signal);
    const client = idle ?? new RpcClient<ReaderCalls>(startWorker);
    idle = null;
    const end = (): void => client.terminate();
    signal?.addEventListener("abort", end, { once: true });
    try {
      return await client.call(name, params, { silenceMs: SILENCE_MS, ...(onEvent && { onEvent }) });
    } finally {
      signal?.removeEventListener("abort", end);
      if (idle !== null || signal?.aborted) client.terminate();
      else idle = client;
    }
  }

  return {
    openZip: (zip, { signal, onBytes, isChecked = false } = {}) =>
      call("openZip", { zip, isChecked }, signal, ({ loadedBytes, totalBytes }) =>
        onBytes?.(loadedBytes, totalBytes),
      ),
    readBundleFile: (file, signal) => call("readBundleFile", { file }, signal),
    openModel: (opened, embedded, signal) => call("openModel", { opened, embedded }, signal),
    inspectBundle: (bundle, signal) => call("inspectBundle", { bundle }, signal),
    readMlmodel: (file, signal) => call("readMlmodel", { file }, signal),
    inspectPickle: (bytes, signal) => call("inspectPickle", { bytes }, signal),
    inspectPickles: (files, signal) => call("inspectPickles", { files }, signal),
    readIpynb: (text, fallbackTitle, signal) => call("readIpynb", { text, fallbackTitle }, signal),
    readShareFragment: (fragment, id, signal) => call("readShareFragment", { fragment, id }, signal),
    readChatTemplate: (template, signal) => call("readChatTemplate", { template }, signal),
    renderChat: (template, messages, signal) => call("renderChat", { template, messages }, signal),
  };
}

function startReaderWorker(): WorkerLike {
  return new Worker(new URL("./reader-worker.ts", import.meta.url), { type: "module", name: "reader" });
}
