/**
 * Stores downloads in the Cache API, for browsers without an origin private file system.
 * A cache holds whole responses and cannot write into one. So a file is many entries, one for each part that was written, under
 * `…/file/start`. Reading joins them; the bytes stay on the disk.
 */
import { percentDecoded } from "#base/percent-decoded.ts";
import { percentEncoded } from "#base/percent-encoded.ts";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { DownloadFolder, DownloadStore, OpenFile } from "#bundle/download/storage.ts";

/** The platform; tests give their own. */
export interface CachePlatform {
  readonly caches: Pick<CacheStorage, "open" | "keys" | "delete">;
  /** FileReaderSync, which workers have. */
  readonly readSync: (blob: Blob) => ArrayBuffer;
}

const prefix = "phi3-mlflow-notebook-model ";
/** A cache's entries have addresses; nothing is ever requested from this one. */
const base = "https://kept-model.invalid/";

export function createCacheStore({ caches, readSync }: CachePlatform): DownloadStore {
  const folders = new Map<string, CacheFolder>();
  return {
    ids: async () =>
      (await caches.keys())
        .filter((name) => name.startsWith(prefix))
        .map((name) => name.slice(prefix.length)),
    folder: async (id) => {
      const folder = folders.get(id) ?? new CacheFolder(await caches.open(prefix + id), readSync);
      folders.set(id, folder);
      return folder;
    },
    remove: async (id) => {
      await folders.get(id)?.settled();
      folders.delete(id);
      await caches.delete(prefix + id);
    },
  };
}

class CacheFolder implements DownloadFolder {
  readonly #cache: Cache;
  readonly #readSync: CachePlatform["readSync"];
  readonly #open = new Set<string>();
  /** Writes follow one another, so that a record of a part never outlives the part. */
  #writes: Promise<void> = Promise.resolve();
  #failure: unknown = null;

  constructor(cache: Cache, readSync: CachePlatform["readSync"]) {
    this.#cache = cache;
    this.#readSync = readSync;
  }

  async open(name: string): Promise<OpenFile> {
    if (this.#open.has(name)) {
      throw new AppError(
        "storage",
        message`The model's files are in use: it is being downloaded, checked or opened elsewhere. Try again when that is done.`,
        { details: { name } },
      );
    }
    await this.settled();
    // What could not be written before may fit now.
    if (this.#open.size === 0) this.#failure = null;
    this.#open.add(name);
    const parts = await this.#parts(name);
    return new CacheFile(parts, {
      read: this.#readSync,
      put: (start, blob) => this.#write(() => this.#cache.put(addressOf(name, start), new Response(blob))),
      remove: (start) => this.#write(async () => void (await this.#cache.delete(addressOf(name, start)))),
      check: () => this.#check(),
      close: async () => {
        this.#open.delete(name);
        await this.settled();
      },
    });
  }

  async blob(name: string): Promise<Blob | null> {
    await this.settled();
    this.#check();
    const parts = await this.#parts(name);
    return parts.length === 0 ? null : new Blob(parts.map(({ blob }) => blob));
  }

  async remove(name: string): Promise<void> {
    await this.settled();
    for (const { start } of await this.#parts(name)) await this.#cache.delete(addressOf(name, start));
  }

  /** Resolves when everything has been written, or has failed. */
  async settled(): Promise<void> {
    await this.#writes;
  }

  #check(): void {
    if (this.#failure === null) return;
    throw new AppError(
      "storage",
      message`The browser's storage took no more: it is full, or the disk is. What is downloaded is kept. Delete models that you no longer need, or free disk space, and resume.`,
      { cause: this.#failure },
    );
  }

  #write(act: () => Promise<void>): void {
    this.#writes = this.#writes.then(async () => {
      if (this.#failure !== null) return;
      await act().catch((error: unknown) => {
        this.#failure = error;
      });
    });
  }

  /** In order. A complete file has no gaps; of an incomplete one, only the size is read. */
  async #parts(name: string): Promise<Part[]> {
    const found: Part[] = [];
    for (const { url } of await this.#cache.keys()) {
      const place = placeOf(url);
      if (place?.name !== name) continue;
      const blob = await (await this.#cache.match(url))?.blob();
      if (blob !== undefined) found.push({ start: place.start, blob });
    }
    return found.toSorted((a, b) => a.start - b.start);
  }
}

interface Part {
  readonly start: number;
  readonly blob: Blob;
}

interface PartStore {
  read(blob: Blob): ArrayBuffer;
  put(start: number, blob: Blob): void;
  remove(start: number): void;
  /** @throws the error of an earlier write. */
  check(): void;
  /** @returns when everything has been written, or has failed. */
  close(): Promise<void>;
}

/** Parts do not overlap. Gaps between them read as zeros, as in a sparse file. */
class CacheFile implements OpenFile {
  readonly #parts: Map<number, Blob>;
  readonly #store: PartStore;

  constructor(parts: readonly Part[], store: PartStore) {
    this.#parts = new Map(parts.map(({ start, blob }) => [start, blob]));
    this.#store = store;
    // An empty file exists too.
    if (parts.length === 0) this.#add(0, new Blob([]));
  }

  getSize(): number {
    let size = 0;
    for (const [start, blob] of this.#parts) size = Math.max(size, start + blob.size);
    return size;
  }

  read(into: Uint8Array, { at }: { readonly at: number }): number {
    const end = Math.min(at + into.length, this.getSize());
    if (end <= at) return 0;
    into.fill(0, 0, end - at);
    for (const [start, blob] of this.#parts) {
      const from = Math.max(at, start);
      const to = Math.min(end, start + blob.size);
      if (from >= to) continue;
      const bytes = new Uint8Array(this.#store.read(blob));
      into.set(bytes.subarray(from - start, to - start), from - at);
    }
    return end - at;
  }

  write(bytes: Uint8Array<ArrayBuffer>, { at }: { readonly at: number }): number {
    this.#store.check();
    if (bytes.length === 0) return 0;
    this.#cut(at, at + bytes.length);
    this.#add(at, new Blob([bytes]));
    return bytes.length;
  }

  truncate(sizeBytes: number): void {
    this.#store.check();
    const size = this.getSize();
    if (sizeBytes > size) this.#add(size, new Blob([new Uint8Array(sizeBytes - size)]));
    else this.#cut(sizeBytes, size);
    if (sizeBytes === 0) this.#add(0, new Blob([]));
  }

  flush(): void {
    this.#store.check();
  }

  async close(): Promise<void> {
    await this.#store.close();
  }

  #add(start: number, blob: Blob): void {
    this.#parts.set(start, blob);
    this.#store.put(start, blob);
  }

  /** Removes the bytes from `from` to `to`. */
  #cut(from: number, to: number): void {
    for (const [start, blob] of Array.from(this.#parts)) {
      const end = start + blob.size;
      if (end <= from || start >= to) continue;
      this.#parts.delete(start);
      this.#store.remove(start);
      const bytes = new Uint8Array(this.#store.read(blob));
      if (start < from) this.#add(start, new Blob([bytes.slice(0, from - start)]));
      if (end > to) this.#add(to, new Blob([bytes.slice(to - start)]));
    }
  }
}

function addressOf(name: string, start: number): string {
  return `${base}${percentEncoded(name)}/${start}`;
}

function placeOf(url: string): { readonly name: string; readonly start: number } | null {
  const match = /^([^/]+)\/(\d+)$/.exec(url.slice(base.length));
  return match === null ? null : { name: percentDecoded(match[1]!), start: Number(match[2]) };
}
