import { AppError, WordedError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { blobOf } from "#bundle/blob-of.ts";
import type { BundleFile } from "#bundle/bundle.ts";
import { findExternalFiles } from "#bundle/external-files.ts";
import type { OnnxModel } from "#onnx/onnx-model.ts";
import type { BundleReader } from "./bundle-reader.ts";
import { blobFile, streamedFile, type TensorFile, type TensorFiles } from "./int4/tensor-reader.ts";
import { nextMacrotask } from "./next-macrotask.ts";

/** A file on a server with a known SHA-256 is read whole up to this size, so that it can be checked. */
const checkedBytes = 256 * 2 ** 20;
/** Over a network, several connections are faster than one; to a server on this machine, they avoid waiting. */
const connections = 4;
/** Bytes per read of a file in place: they stay in the processor's cache until they are copied. */
const pieceBytes = 2 ** 20;
/** Reading in place blocks the worker: how often it checks whether to stop. */
const restMs = 50;

/** Browsers that know the mode let several read a file at once; TypeScript's library does not know it yet. */
interface SharedFileHandle {
  createSyncAccessHandle(options: { readonly mode: "read-only" }): Promise<FileSystemSyncAccessHandle>;
}

/** Files to close when everything is read: until then they cannot be changed or removed. */
export interface OpenTensorFiles extends TensorFiles {
  close(): void;
}

/** The ONNX file as a Blob, which reads from disk on demand. Errors as `BundleReader.bytes`. */
export async function onnxBlob(file: BundleFile, reader: BundleReader): Promise<Blob> {
  return blobOf(file) ?? new Blob([await reader.bytes(file)]);
}

/**
 * Where a model's tensors are, to read each straight to its place.
 * @throws AppError "invalid-bundle" if a weights file is missing, "invalid-model" if one is too short, "aborted", "network".
 */
export async function openTensorFiles(
  file: BundleFile,
  blob: Blob,
  model: OnnxModel,
  reader: BundleReader,
): Promise<OpenTensorFiles> {
  const onBytes = reader.counter(message`Reading the weights`, weightBytes(model));
  const external = new Map<string, TensorFile>();
  const inPlace: FileSystemSyncAccessHandle[] = [];
  const close = (): void => inPlace.forEach((handle) => handle.close());
  try {
    for (const { location, weights } of findExternalFiles(file, model, (path) => reader.findIfThere(path))) {
      external.set(location, await fileOf(weights, reader, { onBytes, inPlace }));
    }
  } catch (error) {
    close();
    throw error;
  }
  return { model: blobFile(blob, onBytes), external, close };
}

/** External tensors that name the same bytes count once, as they are read. */
function weightBytes({ initializers }: OnnxModel): number {
  const named = new Set<string>();
  let bytes = 0;
  for (const { data } of initializers.values()) {
    if (data.kind === "file") bytes += data.end - data.start;
    if (data.kind !== "external") continue;
    const place = `${data.offset} ${data.length} ${data.location}`;
    if (!named.has(place)) bytes += data.length;
    named.add(place);
  }
  return bytes;
}

async function fileOf(
  file: BundleFile,
  reader: BundleReader,
  { onBytes, inPlace }: { onBytes: (count: number) => void; inPlace: FileSystemSyncAccessHandle[] },
): Promise<TensorFile> {
  const { source } = file;
  const handle = source.kind === "blob" ? await openInPlace(source.handle) : null;
  if (handle !== null) {
    inPlace.push(handle);
    return fileInPlace(handle, onBytes);
  }
  if (source.kind !== "url" || source.isWhole === true) return blobFile(await reader.blob(file), onBytes);
  if (file.sha256 !== undefined && file.sizeBytes <= checkedBytes)
    return fileInMemory(await reader.bytes(file), onBytes);
  return fileOnServer(file, source.url, reader.signal, onBytes);
}

/** null if the file is in use elsewhere, or nothing can be read in place. Its Blob can still be read. */
async function openInPlace(handle: SharedFileHandle | undefined): Promise<FileSystemSyncAccessHandle | null> {
  try {
    return (await handle?.createSyncAccessHandle({ mode: "read-only" })) ?? null;
  } catch {
    return null;
  }
}

/** A file of the origin private file system. */
function fileInPlace(handle: FileSystemSyncAccessHandle, onBytes: (count: number) => void): TensorFile {
  const buffer = new Uint8Array(pieceBytes);
  let restedMs = performance.now();
  return {
    connections: 1,
    async read(start, end, put, signal) {
      for (let at = start; at < end;) {
        signal.throwIfAborted();
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
    },
  };
}

function fileInMemory(bytes: Uint8Array, onBytes: (count: number) => void): TensorFile {
  return {
    connections: 1,
    async read(start, end, put) {
      put(bytes.subarray(start, end), 0);
      onBytes(end - start);
    },
  };
}

/** A file on a server: bytes are put in their place while the rest is on its way. */
function fileOnServer(
  { path, sizeBytes }: BundleFile,
  url: string,
  stop: AbortSignal,
  onBytes: (count: number) => void,
): TensorFile {
  const open = async (
    start: number,
    end: number,
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>> => {
    const response = await fetch(url, {
      headers: { Range: `bytes=${start}-${end - 1}` },
      // The browser's own cache would store the gigabytes a second time.
      cache: "no-store",
      signal: AbortSignal.any([stop, signal]),
    });
    if (response.status === 206 && response.body !== null) return response.body;
    // It may be the whole file.
    await response.body?.cancel();
    throw new AppError(
      "network",
      message`${path} could not be read in parts: the server answered ${response.status}, and 206 was expected. Download the model and open its folder.`,
      { details: { path, status: response.status } },
    );
  };
  const file = streamedFile(sizeBytes, open, { connections, onBytes });
  return {
    connections,
    read: (...range) =>
      file.read(...range).catch((error: unknown) => {
        // How `fetch` and bodies reject when the connection fails.
        if (!(error instanceof TypeError)) throw error;
        throw new AppError(
          "network",
          message`${path} could not be read. Check the connection to its server and try again.`,
          { details: { path }, cause: error },
        );
      }),
  };
}
