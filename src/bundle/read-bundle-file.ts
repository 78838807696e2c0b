import { readBlob } from "#base/read-blob.ts";
import { readUtf8 } from "#base/read-utf8.ts";
import { parseJson } from "#base/parse-json.ts";
import { AppError, isAbort, throwIfAborted } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { blobOf } from "./blob-of.ts";
import type { BundleFile } from "./bundle.ts";
import { sha256 } from "#base/sha256.ts";

export interface ReadOptions {
  /** Injected, so that tests need no server. */
  readonly fetch?: typeof globalThis.fetch;
  readonly signal?: AbortSignal;
  /** Called as bytes arrive, with the bytes of this file so far. */
  readonly onLoadedBytes?: (loadedBytes: number) => void;
}

/**
 * Reads a whole file of a bundle, and checks it against the bundle's size and SHA-256, if known.
 * @throws AppError "network" if it cannot be read, "invalid-bundle" if it is not the promised file, "aborted".
 */
export async function readBundleFile(
  file: BundleFile,
  options: ReadOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  throwIfAborted(options.signal);
  const bytes = await readStream(file, options);
  await checkDigest(file, bytes);
  return bytes;
}

/**
 * A file of a bundle as a Blob, which a browser keeps on disk if it is large. One on a server is downloaded, and checked as
 * `readBundleFile` does, but for the SHA-256, which needs all bytes in memory.
 */
export async function readBundleBlob(file: BundleFile, options: ReadOptions = {}): Promise<Blob> {
  const { source, sizeBytes } = file;
  if (source.kind !== "url") return blobOf({ source, sizeBytes });
  try {
    const blob = await readBlob(await open(file, options), (loadedBytes) => {
      if (loadedBytes > sizeBytes) throw wrongSize(file, loadedBytes);
      options.onLoadedBytes?.(loadedBytes);
    });
    if (blob.size < sizeBytes) throw wrongSize(file, blob.size);
    return blob;
  } catch (error) {
    throw failed(file, error);
  }
}

/** Reads a file of a bundle as text. Errors as `readBundleFile`, and "invalid-config" if it is not UTF-8. */
export async function readBundleText(file: BundleFile, options: ReadOptions = {}): Promise<string> {
  return readUtf8(await readBundleFile(file, options), file.path);
}

/** Reads a JSON file of a bundle. Errors as `readBundleFile`, and "invalid-config" if the text is not JSON. */
export async function readBundleJson(file: BundleFile, options: ReadOptions = {}): Promise<unknown> {
  const text = await readBundleText(file, options);
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      "invalid-config",
      message`${file.path} is not valid JSON. Replace it with the file of the original model.`,
      { details: { path: file.path }, cause: error },
    );
  }
}

async function readStream(file: BundleFile, options: ReadOptions): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(file.sizeBytes);
  let loadedBytes = 0;
  const reader = (await open(file, options)).getReader();
  try {
    for (;;) {
      throwIfAborted(options.signal);
      const { done, value } = await reader.read();
      if (done) break;
      if (loadedBytes + value.length > bytes.length) throw wrongSize(file, loadedBytes + value.length);
      bytes.set(value, loadedBytes);
      loadedBytes += value.length;
      options.onLoadedBytes?.(loadedBytes);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw failed(file, error);
  }
  if (loadedBytes < bytes.length) throw wrongSize(file, loadedBytes);
  return bytes;
}

async function open(
  file: BundleFile,
  options: ReadOptions,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const { source, sizeBytes } = file;
  if (source.kind !== "url") return blobOf({ source, sizeBytes }).stream();
  let response: Response;
  try {
    const fetchFile = options.fetch ?? globalThis.fetch;
    response = await fetchFile(source.url, options.signal === undefined ? {} : { signal: options.signal });
  } catch (error) {
    throw failed(file, error);
  }
  if (!response.ok || response.body === null) {
    throw new AppError(
      "network",
      message`${file.path} could not be read: the server answered ${response.status}. Load the model again.`,
      { details: { path: file.path, status: response.status } },
    );
  }
  return response.body;
}

async function checkDigest(file: BundleFile, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  if (file.sha256 === undefined) return;
  const found = await sha256(bytes);
  if (found === file.sha256) return;
  throw new AppError(
    "invalid-bundle",
    message`${file.path} is damaged: its SHA-256 should be ${file.sha256} and is ${found}. Load the model again.`,
    { details: { path: file.path, expected: file.sha256, found } },
  );
}

function wrongSize(file: BundleFile, foundBytes: number): AppError {
  return new AppError(
    "invalid-bundle",
    foundBytes < file.sizeBytes
      ? message`${file.path} should hold ${file.sizeBytes} bytes and holds only ${foundBytes}: it was cut short or replaced. Open the model again.`
      : message`${file.path} should hold ${file.sizeBytes} bytes and holds more: it was cut short or replaced. Open the model again.`,
    { details: { path: file.path, expectedBytes: file.sizeBytes, foundBytes } },
  );
}

/** @param cause an AppError, an abort, or how a stream fails. */
function failed(file: BundleFile, cause: unknown): AppError {
  if (cause instanceof AppError || isAbort(cause)) return AppError.from(cause);
  return new AppError(
    "network",
    file.source.kind !== "url"
      ? message`${file.path} could not be read. It may have been moved or changed since the model was opened: open the model again.`
      : message`${file.path} could not be read. Check the connection to its server and try again.`,
    { details: { path: file.path }, cause },
  );
}
