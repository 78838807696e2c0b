import type { DownloadNews, DownloadPort, DownloadTabs } from "#bundle/download/download-port.ts";
import { RpcClient } from "../rpc/client.ts";
import { downloadLock } from "./download-lock.ts";

/** The page's side of the download worker, and the messages between tabs. The worker starts with the first call. */
export function createDownloadClient(): DownloadPort {
  const startWorker = (): Worker =>
    new Worker(new URL("./download-worker.ts", import.meta.url), { type: "module", name: "download" });
  const channel = new BroadcastChannel("phi3-mlflow-notebook-downloads");
  return new RpcClient(startWorker).port<DownloadPort, keyof DownloadTabs>({
    tell: (news) => channel.postMessage(news),
    listen: (listener) => {
      channel.addEventListener("message", ({ data }: MessageEvent<DownloadNews>) => listener(data));
    },
    whenFree: (id) => navigator.locks.request(downloadLock(id), { mode: "shared" }, () => undefined),
    persisted: async (ask) => {
      const storage = storageOfPage();
      return (ask ? await storage?.persist?.() : await storage?.persisted?.()) ?? false;
    },
  });
}

/** A window also has `persist`, which the workers' types lack. Some WebViews have none of it. */
function storageOfPage(): Partial<StorageManager & { persist(): Promise<boolean> }> | undefined {
  return navigator.storage;
}
