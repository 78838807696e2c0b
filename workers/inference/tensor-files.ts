import { AppError, WordedError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { blobOf } from "#bundle/blob-of.ts";
import type { BundleFile } from "#bundle/bundle.ts";
import type { OnnxModel } from "#onnx/onnx-model.ts";
import type { BundleReader } from "./bundle-reader.ts";
import { findExternalFiles } from "./external-files.ts";
import { blobRanges, chunkedRanges, type ReadRange, type TensorFiles } from "./int4/tensor-reader.ts";
import { nextMacrotask } from "./next-macrotask.ts";

/** A file on a server up to this size is read whole, which lets its SHA-256 be checked; a larger one by ranges. */
const wholeFileBytes = 256 * 2 ** 20;
/** Bytes read at once of a file in place: they stay in the processor's cache until they are put where they belong. */
const pieceBytes = 2 ** 20;
/** Reading in place holds up the worker: so often it hears whether it is to stop. */
const restMs = 50;

/** Browsers that know the mode let several read a file at once; TypeScript's library does not know it yet. */
interface SharedFileHandle {
  createSyncAccessHandle(options: { readonly mode: "read-only" }): Promise<FileSystemSyncAccessHandle>;
}

/** Files that are to be closed when all is read: until then they can be neither changed nor removed. */
export interface OpenTensorFiles extends TensorFiles {
  close(): void;
}

/** The ONNX file as a Blob, which reads from disk what is asked for. Errors as `BundleReader.bytes`. */
export async function onnxBlob(file: BundleFile, reader: BundleReader): Promise<Blob> {
  return blobOf(file) ?? new Blob([await reader.bytes(file)]);
}

/**
 * Where the tensors of a model lie, for reading each straight to its place.
 * @throws AppError "invalid-bundle" where a weights file is missing, "invalid-model" where one is too short, "aborted", "network".
 */
export async function openTensorFiles(
  file: BundleFile,
  blob: Blob,
  model: OnnxModel,
  reader: BundleReader,
): Promise<OpenTensorFiles> {
  let totalBytes = 0;
  for (const { data } of model.initializers.values()) {
    if (data.kind === "file") totalBytes += data.end - data.start;
    if (data.kind === "external") totalBytes += data.length;
  }
  const onBytes = reader.counter(message`Reading the weights`, totalBytes);
  const external = new Map<string, ReadRange>();
  const inPlace: FileSystemSyncAccessHandle[] = [];
  const close = (): void => inPlace.forEach((handle) => handle.close());
  try {
    for (const { location, weights } of findExternalFiles(file, model, reader)) {
      external.set(location, await rangesOf(weights, reader, { onBytes, inPlace }));
    }
  } catch (error) {
    close();
    throw error;
  }
  return { model: blobRanges(blob, onBytes), external, close };
}

async function rangesOf(
  file: BundleFile,
  reader: BundleReader,
  { onBytes, inPlace }: { onBytes: (count: number) => void; inPlace: FileSystemSyncAccessHandle[] },
): Promise<ReadRange> {
  const { path, sizeBytes, source } = file;
  if (source.kind === "url" && sizeBytes > wholeFileBytes)
    return serverRanges(path, source.url, sizeBytes, reader.signal, onBytes);
  const handle = source.kind === "blob" ? await openInPlace(source.handle) : null;
  if (handle === null) return blobRanges(await onnxBlob(file, reader), onBytes);
  inPlace.push(handle);
  return inPlaceRanges(handle, onBytes);
}

/** null where the file is in use elsewhere, or nothing can be read in place: its Blob can be read all the same. */
async function openInPlace(handle: SharedFileHandle | undefined): Promise<FileSystemSyncAccessHandle | null> {
  try {
    return (await handle?.createSyncAccessHandle({ mode: "read-only" })) ?? null;
  } catch {
    return null;
  }
}

/** Ranges of a file of the origin private file system. */
function inPlaceRanges(handle: FileSystemSyncAccessHandle, onBytes: (count: number) => void): ReadRange {
  const buffer = new Uint8Array(pieceBytes);
  let restedMs = performance.now();
  return async (start, end, put) => {
    for (let at = start; at < end;) {
      const bytes = buffer.subarray(0, handle.read(buffer.subarray(0, end - at), { at }));
      if (bytes.length === 0)
        throw new WordedError(message`The file ends at ${handle.getSize()}, before ${end}.`);
      put(bytes, at - start);
      onBytes(bytes.length);
      at += bytes.length;
      if (performance.now() - restedMs < restMs) continue;
      await nextMacrotask();
      restedMs = performance.now();
    }
  };
}

/** Ranges of a file on a server, several on their way at once. */
function serverRanges(
  path: string,
  url: string,
  sizeBytes: number,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): ReadRange {
  const read = async (start: number, end: number): Promise<ArrayBuffer> => {
    const response = await fetch(url, { headers: { Range: `bytes=${start}-${end - 1}` }, signal });
    if (response.status === 206) return response.arrayBuffer();
    // It may be the whole file.
    await response.body?.cancel();
    throw new AppError(
      "network",
      message`${path} could not be read in parts: the server answered ${response.status}, and 206 was expected. Download the model and open its folder.`,
      { details: { path, status: response.status } },
    );
  };
  return chunkedRanges(sizeBytes, read, onBytes);
}
