import type { DownloadFolder, DownloadStore, OpenFile } from "../storage.ts";

/** A folder in memory that outlives those who opened its files, as a disk outlives a killed browser. */
export class MemoryFolder implements DownloadFolder {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #open = new Set<string>();
  /** Capacity in bytes, for all files together. */
  quotaBytes = Number.POSITIVE_INFINITY;
  writtenBytes = 0;

  async open(name: string): Promise<OpenFile> {
    if (this.#open.has(name)) throw new DOMException(`${name} is open.`, "NoModificationAllowedError");
    this.#open.add(name);
    const bytes = (): Uint8Array<ArrayBuffer> => this.files.get(name) ?? new Uint8Array();
    const resize = (sizeBytes: number): void => {
      const others = [...this.files].reduce(
        (sum, [other, { length }]) => sum + (other === name ? 0 : length),
        0,
      );
      if (others + sizeBytes > this.quotaBytes) throw new DOMException("Full.", "QuotaExceededError");
      const resized = new Uint8Array(sizeBytes);
      resized.set(bytes().subarray(0, sizeBytes));
      this.files.set(name, resized);
    };
    if (!this.files.has(name)) resize(0);
    return {
      getSize: () => bytes().length,
      read: (into, { at }) => {
        const part = bytes().subarray(at, at + into.length);
        into.set(part);
        return part.length;
      },
      write: (part, { at }) => {
        if (at + part.length > bytes().length) resize(at + part.length);
        bytes().set(part, at);
        this.writtenBytes += part.length;
        return part.length;
      },
      truncate: resize,
      flush: () => undefined,
      close: () => {
        this.#open.delete(name);
      },
    };
  }

  async blob(name: string): Promise<Blob | null> {
    const bytes = this.files.get(name);
    return bytes === undefined ? null : new Blob([bytes]);
  }

  async remove(name: string): Promise<void> {
    this.files.delete(name);
  }

  /** The same files as a new process finds them: nothing is open. */
  afterKill(): MemoryFolder {
    const folder = new MemoryFolder();
    for (const [name, bytes] of this.files) folder.files.set(name, bytes.slice());
    return folder;
  }
}

export class MemoryStore implements DownloadStore {
  readonly folders = new Map<string, MemoryFolder>();

  async ids(): Promise<readonly string[]> {
    return [...this.folders.keys()];
  }

  async folder(id: string): Promise<MemoryFolder> {
    const folder = this.folders.get(id) ?? new MemoryFolder();
    this.folders.set(id, folder);
    return folder;
  }

  async remove(id: string): Promise<void> {
    this.folders.delete(id);
  }
}
