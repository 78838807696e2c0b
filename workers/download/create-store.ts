import type { DownloadStore } from "#bundle/download/storage.ts";
import { createCacheStore } from "./cache-store.ts";
import { createOpfsStore, hasOpfs } from "./opfs-store.ts";

/** The origin private file system; where there is none the Cache API; found out at the first use. */
export function createStore(): DownloadStore {
  let chosen: Promise<DownloadStore> | null = null;
  const store = (): Promise<DownloadStore> => (chosen ??= choose());
  return {
    ids: async () => (await store()).ids(),
    folder: async (id) => (await store()).folder(id),
    remove: async (id) => (await store()).remove(id),
  };
}

async function choose(): Promise<DownloadStore> {
  // Without either, the file system says why nothing can be kept.
  if ((await hasOpfs()) || typeof caches === "undefined") return createOpfsStore();
  const reader = new FileReaderSync();
  return createCacheStore({ caches, readSync: (blob) => reader.readAsArrayBuffer(blob) });
}
