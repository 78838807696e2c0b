import type { DownloadStore } from "#bundle/download/storage.ts";
import { createCacheStore } from "./cache-store.ts";
import { createOpfsStore, hasOpfs } from "./opfs-store.ts";

/** The origin private file system, or the Cache API if there is none. Decided at the first use. */
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
  // Without either, the file system's error says why nothing can be stored.
  if ((await hasOpfs()) || typeof caches === "undefined") return createOpfsStore();
  const reader = new FileReaderSync();
  return createCacheStore({ caches, readSync: (blob) => reader.readAsArrayBuffer(blob) });
}
