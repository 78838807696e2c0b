/** Fake tabs that share one store of downloads, as a browser's tabs do. */
import { AppError } from "#base/errors.ts";
import { KeptModels } from "#bundle/download/kept-models.ts";
import { lookUpManifest } from "#bundle/download/manifest-source.ts";
import type { FileServer } from "#bundle/download/testing/file-server.ts";
import { MemoryStore } from "#bundle/download/testing/memory-store.ts";
import type { DownloadNews, DownloadPort } from "#bundle/download/download-port.ts";

export class FakeBrowser {
  readonly #models = new KeptModels(new MemoryStore(), () => 0);
  readonly #server: Pick<FileServer, "fetch">;
  readonly #tabs: ((news: DownloadNews) => void)[][] = [];
  /** Running downloads, and those who wait for them to end. */
  readonly #busy = new Map<string, Promise<unknown>>();

  constructor(server: Pick<FileServer, "fetch">) {
    this.#server = server;
  }

  openTab(): DownloadPort {
    const listeners: ((news: DownloadNews) => void)[] = [];
    this.#tabs.push(listeners);
    const models = this.#models;
    const { fetch } = this.#server;
    return {
      async lookUp(source, token, _onWait, signal) {
        if (source.kind !== "manifest")
          throw new AppError("unsupported", "The fake browser knows lists only.");
        return [await lookUpManifest(source, { fetch, token, signal })];
      },
      commit: () => Promise.reject(new AppError("unsupported", "The fake browser knows lists only.")),
      examine: async (plan) => ({
        missingBytes: await models.missingBytes(plan),
        needs: { weightBytes: 0, contextLength: null, cacheBytesPerToken: null },
        report: null,
        freeStorageBytes: null,
      }),
      prepare: (plan) => models.prepare(plan),
      download: async (id, request, onProgress, signal) => {
        let nowMs = 0;
        const platform = { fetch, nowMs: () => (nowMs += 100), sleep: async () => undefined };
        const done = models.download(id, platform, { ...request, onProgress, signal });
        this.#busy.set(
          id,
          done.catch(() => undefined),
        );
        return done.finally(() => this.#busy.delete(id));
      },
      list: () => models.list(),
      open: (id) => models.open(id),
      notebook: (id) => models.notebook(id),
      check: (id, onReadBytes, signal) => models.check(id, signal, onReadBytes),
      remove: (id) => models.remove(id),
      tell: (news) => {
        for (const tab of this.#tabs) if (tab !== listeners) for (const listener of tab) listener(news);
      },
      listen: (listener) => {
        listeners.push(listener);
      },
      whenFree: async (id) => {
        await this.#busy.get(id);
      },
      persisted: async () => false,
    };
  }
}
