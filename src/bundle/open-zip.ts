import { AppError, throwIfAborted } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { ModelBundle, OnBytes } from "./bundle.ts";
import { bundleOfFiles, isLitter, type NamedBlob } from "./bundle-of-files.ts";
import { checkPaths } from "./check-path.ts";
import { crc32 } from "./crc32.ts";
import { invalidZip, packedBlob, packedStart, readZipDirectory, type ZipEntry } from "./zip-directory.ts";

/** Weights hardly shrink and JSON shrinks tenfold; a zip that expands more than this is a zip bomb. */
const maxExpansion = 50;
/** Below this size `maxExpansion` does not apply: a tiny bundle of text can shrink more. */
const freeBytes = 256 << 20;

export interface OpenZipOptions {
  readonly signal?: AbortSignal;
  readonly onBytes?: OnBytes;
  /** It was opened before and has not changed: its stored files are not checked again. */
  readonly isChecked?: boolean;
}

/** `openZip`, or the reader's, which does the same in a worker. */
export type OpenZip = (zip: File, options?: OpenZipOptions) => Promise<ModelBundle>;

/**
 * Opens a zip of a model folder. Stored files stay parts of the zip; deflated ones are unpacked in pieces.
 * @throws AppError "invalid-zip" for a file that is not a zip, damaged, truncated, encrypted or a zip bomb; "unsafe-path";
 * "invalid-bundle" if it holds no file; "aborted".
 */
export async function openZip(zip: File, options: OpenZipOptions = {}): Promise<ModelBundle> {
  try {
    return await openEntries(zip, options);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "invalid-zip") throw error;
    const why = message`${zip.name} cannot be opened. ${error.wording} Make the zip again, or open the unpacked folder instead.`;
    throw new AppError("invalid-zip", why, "cause" in error ? { cause: error.cause } : {});
  }
}

async function openEntries(
  zip: File,
  { signal, onBytes, isChecked = false }: OpenZipOptions,
): Promise<ModelBundle> {
  throwIfAborted(signal);
  const entries = (await readZipDirectory(zip)).filter((entry) => !isLitter(entry.path));
  checkPaths(entries.map((entry) => entry.path));
  checkExpansion(zip, entries);
  const files: NamedBlob[] = [];
  const totalBytes = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  let loadedBytes = 0;
  const onChunk = (bytes: number): void => onBytes?.((loadedBytes += bytes), totalBytes);
  for (const entry of entries) {
    const { path } = entry;
    if (entry.method === "deflated") {
      files.push({ path, blob: await unpack(zip, entry, onChunk, signal) });
      continue;
    }
    if (!isChecked) await checkStored(zip, entry, onChunk, signal);
    const part = { startByte: await packedStart(zip, entry), sizeBytes: entry.packedBytes };
    files.push({ path, blob: zip, part });
  }
  return bundleOfFiles(files, { kind: "zip", fileName: zip.name });
}

function checkExpansion(zip: Blob, entries: readonly ZipEntry[]): void {
  const unpackedBytes = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  const packedBytes = entries.reduce((sum, entry) => sum + entry.packedBytes, 0);
  if (packedBytes > zip.size) {
    throw invalidZip(message`Its files overlap: together they take more room than the zip has.`);
  }
  if (unpackedBytes > Math.max(freeBytes, zip.size * maxExpansion)) {
    throw invalidZip(
      message`It would grow from ${zip.size} to ${unpackedBytes} bytes, more than ${maxExpansion} times: that cannot be a model.`,
    );
  }
}

/** Unpacks a deflated entry, and checks its size and CRC-32. */
function unpack(
  zip: Blob,
  entry: ZipEntry,
  onChunk: (bytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<Blob> {
  return checked(entry, signal, async () => {
    const unpacked = (await packedBlob(zip, entry))
      .stream()
      .pipeThrough(new DecompressionStream("deflate-raw"))
      .pipeThrough(checking(entry, onChunk).through(), signal === undefined ? {} : { signal });
    return new Response(unpacked).blob();
  });
}

/** Reads a stored entry once, to check its size and CRC-32. */
function checkStored(
  zip: Blob,
  entry: ZipEntry,
  onChunk: (bytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  return checked(entry, signal, async () =>
    (await packedBlob(zip, entry))
      .stream()
      .pipeTo(checking(entry, onChunk).sink(), signal === undefined ? {} : { signal }),
  );
}

async function checked<Read>(
  entry: ZipEntry,
  signal: AbortSignal | undefined,
  read: () => Promise<Read>,
): Promise<Read> {
  try {
    return await read();
  } catch (error) {
    throwIfAborted(signal);
    if (error instanceof AppError) throw error;
    throw invalidZip(message`${entry.path} in it is damaged.`, error);
  }
}

function checking(
  entry: ZipEntry,
  onChunk: (bytes: number) => void,
): {
  sink(): WritableStream<Uint8Array>;
  through(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>;
} {
  let bytes = 0;
  let crc = 0;
  const take = (chunk: Uint8Array): void => {
    bytes += chunk.length;
    if (bytes > entry.unpackedBytes)
      throw invalidZip(message`${entry.path} in it is larger than the zip says.`);
    crc = crc32(crc, chunk);
    onChunk(chunk.length);
  };
  const finish = (): void => {
    if (bytes !== entry.unpackedBytes || crc !== entry.crc32)
      throw invalidZip(message`${entry.path} in it is damaged.`);
  };
  return {
    sink: () => new WritableStream({ write: take, close: finish }),
    through: () =>
      new TransformStream({
        transform(chunk, controller) {
          take(chunk);
          controller.enqueue(chunk);
        },
        flush: finish,
      }),
  };
}
