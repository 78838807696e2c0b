import { readUtf8 } from "#base/read-utf8.ts";
import { AppError, throwIfAborted } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import type { BundleFile, ModelBundle } from "#bundle/bundle.ts";
import { findFile } from "#bundle/model-files.ts";
import { readBundleBlob, readBundleFile, type ReadOptions } from "#bundle/read-bundle-file.ts";
import type { Progress } from "#base/progress.ts";

/** Progress is for people: more messages than this only cost time. */
const progressIntervalMs = 50;

/** Reads a bundle's files while a model is loaded, and reports progress. */
export class BundleReader {
  readonly #bundle: ModelBundle;
  readonly #onProgress: (progress: Progress) => void;
  /** Aborts reading. */
  readonly signal: AbortSignal;

  constructor(bundle: ModelBundle, onProgress: (progress: Progress) => void, signal: AbortSignal) {
    this.#bundle = bundle;
    this.#onProgress = onProgress;
    this.signal = signal;
  }

  /** @throws AppError "invalid-bundle" if the bundle has no such file. */
  find(path: string): BundleFile {
    const file = findFile(this.#bundle, path);
    if (file !== undefined) return file;
    throw new AppError(
      "invalid-bundle",
      message`The model has no file ${path}. Add it to the folder and open it again.`,
      {
        details: { path },
      },
    );
  }

  findIfThere(path: string): BundleFile | undefined {
    return findFile(this.#bundle, path);
  }

  say(label: Message): void {
    this.#onProgress({ label });
  }

  /**
   * Counts a task's bytes as they arrive, and reports them.
   * @throws AppError "aborted", from the counter, so that reading stops.
   */
  counter(label: Message, totalBytes: number): (count: number) => void {
    const report = this.#reporter(label, totalBytes);
    let loadedBytes = 0;
    return (count) => {
      throwIfAborted(this.signal);
      loadedBytes += count;
      report(loadedBytes);
    };
  }

  /** Errors as `readBundleFile`. */
  bytes(file: BundleFile): Promise<Uint8Array<ArrayBuffer>> {
    return readBundleFile(file, this.#options(file));
  }

  /** Errors as `readBundleBlob`. */
  blob(file: BundleFile): Promise<Blob> {
    return readBundleBlob(file, this.#options(file));
  }

  #options({ path, sizeBytes }: BundleFile): ReadOptions {
    return { signal: this.signal, onLoadedBytes: this.#reporter(message`Reading ${path}`, sizeBytes) };
  }

  #reporter(label: Message, totalBytes: number): (loadedBytes: number) => void {
    let lastMs = Number.NEGATIVE_INFINITY;
    return (loadedBytes) => {
      const nowMs = performance.now();
      if (nowMs - lastMs < progressIntervalMs && loadedBytes < totalBytes) return;
      lastMs = nowMs;
      // Small gaps between tensors are read with them, and count in no total.
      this.#onProgress({ label, loadedBytes: Math.min(loadedBytes, totalBytes), totalBytes });
    };
  }

  /** A file's text, or undefined if the bundle has no such file. Errors as `readBundleText`. */
  async optionalText(path: string): Promise<string | undefined> {
    const file = findFile(this.#bundle, path);
    return file === undefined ? undefined : readUtf8(await this.bytes(file), path);
  }

  async text(path: string): Promise<string> {
    return readUtf8(await this.bytes(this.find(path)), path);
  }
}
