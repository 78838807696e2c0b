import type { DownloadNews, DownloadPort } from "#kernel/download-port.ts";
import { RpcClient, type WorkerLike } from "../rpc/client.ts";
import type { DownloadCalls } from "./download-calls.ts";
import { downloadLock } from "./download-lock.ts";

/** The page's side of the download worker, and of what its tabs tell each other. The worker starts at the first call. */
export function createDownloadClient(startWorker: () => WorkerLike = startDownloadWorker): DownloadPort {
  const client = new RpcClient<DownloadCalls>(startWorker);
  const channel = new BroadcastChannel("phi3-mlflow-notebook-downloads");
  return {
    lookUp: (source, token, onWait, signal) =>
      client.call("lookUp", { source, token }, { onEvent: onWait, signal }),
    commit: (source, token, signal) => client.call("commit", { source, token }, { signal }),
    examine: (plan, token, onFetchedBytes, signal) =>
      client.call("examine", { plan, token }, { onEvent: onFetchedBytes, signal }),
    prepare: (plan) => client.call("prepare", { plan }),
    download: (id, request, onProgress, signal) =>
      client.call("download", { id, ...request }, { onEvent: onProgress, signal }),
    list: () => client.call("list", null),
    open: (id) => client.call("open", { id }),
    notebook: (id) => client.call("notebook", { id }),
    check: (id, onReadBytes, signal) => client.call("check", { id }, { onEvent: onReadBytes, signal }),
    async remove(id) {
      await client.call("remove", { id });
    },
    tell: (news) => channel.postMessage(news),
    listen: (listener) => {
      channel.addEventListener("message", ({ data }: MessageEvent<DownloadNews>) => listener(data));
    },
    whenFree: (id) => navigator.locks.request(downloadLock(id), { mode: "shared" }, () => undefined),
    persisted: async (ask) => {
      const storage = storageOfPage();
      return (ask ? await storage?.persist?.() : await storage?.persisted?.()) ?? false;
    },
  };
}

/** In a window there is `persist` too, which the types of workers do not know. Some WebViews have none of it. */
function storageOfPage(): Partial<StorageManager & { persist(): Promise<boolean> }> | undefined {
  return navigator.storage;
}

function startDownloadWorker(): WorkerLike {
  return new Worker(new URL("./download-worker.ts", import.meta.url), { type: "module", name: "download" });
}
