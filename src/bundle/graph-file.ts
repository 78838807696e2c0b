import { AppError, throwIfAborted } from "#base/errors.ts";
import { message, type MessageValue } from "#base/message.ts";
import { bytesUpTo } from "#base/read-answer.ts";
import type { SlicedFile } from "#onnx/blob-fields.ts";
import { blobOf } from "./blob-of.ts";
import type { BundleFile } from "./bundle.ts";
import { readBundleFile, type ReadOptions } from "./read-bundle-file.ts";

/** On a server, a graph up to this size is read whole: one request is faster than several. */
const wholeBytes = 1 << 20;
/** A graph and its tables; long rope's have 50 MB. A larger file also contains weights. */
const maxGraphBytes = 64 << 20;
/** The most bytes that are read. Of 50 MB, the structure takes a few hundred kB. */
const maxReadBytes = 8 << 20;
/** A server without ranges sends the whole file: the page accepts no more than this. */
const maxWholeBytes = 16 << 20;

/**
 * A graph that can be read in parts.
 * @returns null for a file on a server that is too large, or if there is no `fetch`.
 * @throws AppError "network", "invalid-bundle", "aborted".
 */
export async function openGraphFile(file: BundleFile, options: ReadOptions): Promise<SlicedFile | null> {
  const { source, sizeBytes } = file;
  if (source.kind !== "url") return blobOf({ source, sizeBytes });
  const { fetch } = options;
  if (fetch === undefined || sizeBytes > maxGraphBytes) return null;
  if (sizeBytes <= wholeBytes) return new Blob([await readBundleFile(file, options)]);
  const remote = new RemoteFile(file.path, source.url, sizeBytes, { ...options, fetch });
  if (await remote.knowsRanges()) return remote;
  return sizeBytes <= maxWholeBytes ? new Blob([await readBundleFile(file, options)]) : null;
}

/** A file on a server that answers ranges. */
class RemoteFile implements SlicedFile {
  readonly size: number;
  readonly #path: string;
  readonly #url: string;
  readonly #options: ReadOptions & { readonly fetch: typeof globalThis.fetch };
  #readBytes = 0;

  constructor(
    path: string,
    url: string,
    size: number,
    options: ReadOptions & { readonly fetch: typeof globalThis.fetch },
  ) {
    this.size = size;
    this.#path = path;
    this.#url = url;
    this.#options = options;
  }

  async knowsRanges(): Promise<boolean> {
    return (await this.#read(0, 1)) !== null;
  }

  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> } {
    return {
      arrayBuffer: async () => {
        const bytes = await this.#read(start, end);
        if (bytes?.byteLength === end - start) return bytes;
        throw this.#otherPart(end - start, bytes?.byteLength ?? 0);
      },
    };
  }

  #otherPart(expectedBytes: number, came: MessageValue): AppError {
    return new AppError(
      "network",
      message`${this.#path} could not be read in parts: ${expectedBytes} bytes were expected, and ${came} came. Try again later.`,
      { details: { path: this.#path } },
    );
  }

  /** null if the server would send the whole file. */
  async #read(start: number, end: number): Promise<ArrayBuffer | null> {
    const { fetch, signal } = this.#options;
    throwIfAborted(signal);
    this.#readBytes += end - start;
    if (this.#readBytes > maxReadBytes) {
      throw new AppError(
        "over-limit",
        message`The structure of ${this.#path} takes more than ${maxReadBytes} bytes, which is more than is read before the download. Download it to learn whether it runs here.`,
        { details: { path: this.#path } },
      );
    }
    let response: Response;
    try {
      response = await fetch(this.#url, {
        headers: { Range: `bytes=${start}-${end - 1}` },
        // The browser's own cache would store ranges separately from the file.
        cache: "no-store",
        ...(signal && { signal }),
      });
      if (response.status === 206) {
        const { buffer } = await bytesUpTo(response, end - start, () =>
          this.#otherPart(end - start, message`more`),
        );
        return buffer;
      }
    } catch (error) {
      throwIfAborted(signal);
      if (error instanceof AppError) throw error;
      throw new AppError(
        "network",
        message`${this.#path} could not be read. Check the connection and try again.`,
        { details: { path: this.#path }, cause: error },
      );
    }
    await response.body?.cancel();
    if (response.ok) return null;
    const { status } = response;
    throw new AppError(
      "network",
      message`${this.#path} could not be read: the server answered ${status}. Try again later.`,
      { details: { path: this.#path, status } },
    );
  }
}
