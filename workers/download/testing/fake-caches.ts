import type { CachePlatform } from "../cache-store.ts";

/** Caches in memory, with the methods that `cache-store.ts` uses. Node has none, and no way to read a Blob synchronously. */
export class FakeCaches implements CachePlatform {
  quotaBytes = Number.POSITIVE_INFINITY;
  readonly #caches = new Map<string, Map<string, Uint8Array<ArrayBuffer>>>();
  readonly #bytes = new WeakMap<Blob, Uint8Array<ArrayBuffer>>();

  constructor() {
    const bytes = this.#bytes;
    const { Blob } = globalThis;
    // A blob's parts are kept, to be read synchronously.
    globalThis.Blob = class extends Blob {
      constructor(parts: BlobPart[] = [], options?: BlobPropertyBag) {
        super(parts, options);
        const [part] = parts;
        if (parts.length === 0) bytes.set(this, new Uint8Array());
        if (parts.length === 1 && part instanceof Uint8Array) bytes.set(this, Uint8Array.from(part));
      }
    };
  }

  readonly caches = {
    keys: async () => [...this.#caches.keys()],
    delete: async (name: string) => this.#caches.delete(name),
    open: async (name: string) => {
      const entries = this.#caches.get(name) ?? new Map<string, Uint8Array<ArrayBuffer>>();
      this.#caches.set(name, entries);
      return this.#cache(entries);
    },
  };

  readonly readSync = (blob: Blob): ArrayBuffer => {
    const bytes = this.#bytes.get(blob);
    if (bytes === undefined) throw new Error("The fake reads blobs of one array only.");
    return bytes.slice().buffer;
  };

  #cache(entries: Map<string, Uint8Array<ArrayBuffer>>): Cache {
    const cache: Pick<Cache, "keys" | "match" | "put" | "delete"> = {
      keys: async () => [...entries.keys()].map((url) => new Request(url)),
      match: async (url) => {
        const bytes = entries.get(url as string);
        if (bytes === undefined) return undefined;
        const response = new Response();
        response.blob = async () => new Blob([bytes]);
        return response;
      },
      put: async (url, response) => {
        const bytes = new Uint8Array(await response.arrayBuffer());
        const used = [...entries.values()].reduce((sum, { length }) => sum + length, 0);
        if (used + bytes.length > this.quotaBytes) throw new DOMException("Full.", "QuotaExceededError");
        entries.set(url as string, bytes);
      },
      delete: async (url) => entries.delete(url as string),
    };
    return cache as Cache;
  }
}
