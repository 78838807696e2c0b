import { AppError } from "#base/errors.ts";
import type { BundleFile } from "#bundle/bundle.ts";
import type { OnnxModel } from "#onnx/onnx-model.ts";
import type { BundleReader } from "./bundle-reader.ts";
import { findExternalFiles } from "./external-files.ts";
import { blobRanges, type ReadRange, type TensorFiles } from "./int4/tensor-reader.ts";

/** A file on a server up to this size is read whole, which lets its SHA-256 be checked; a larger one by ranges. */
const wholeFileBytes = 256 * 2 ** 20;
/** Bytes asked of a server at once. */
const rangeBytes = 32 * 2 ** 20;

/** The ONNX file as a Blob, which reads from disk what is asked for. Errors as `BundleReader.bytes`. */
export async function onnxBlob(file: BundleFile, reader: BundleReader): Promise<Blob> {
  return file.source.kind === "blob" ? file.source.blob : new Blob([await reader.bytes(file)]);
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
): Promise<TensorFiles> {
  let totalBytes = 0;
  for (const { data } of model.initializers.values()) {
    if (data.kind === "file") totalBytes += data.end - data.start;
    if (data.kind === "external") totalBytes += data.length;
  }
  const onBytes = reader.counter("Reading the weights", totalBytes);
  const external = new Map<string, ReadRange>();
  for (const { location, weights } of findExternalFiles(file, model, reader)) {
    external.set(location, await rangesOf(weights, reader, onBytes));
  }
  return { model: blobRanges(blob, onBytes), external };
}

async function rangesOf(
  file: BundleFile,
  reader: BundleReader,
  onBytes: (count: number) => void,
): Promise<ReadRange> {
  if (file.source.kind === "blob") return blobRanges(file.source.blob, onBytes);
  if (file.sizeBytes <= wholeFileBytes) return blobRanges(new Blob([await reader.bytes(file)]), onBytes);
  return serverRanges(file.path, file.source.url, reader.signal, onBytes);
}

/** Ranges of a file on a server. */
function serverRanges(
  path: string,
  url: string,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): ReadRange {
  return async (start, end, put) => {
    for (let at = start; at < end; at += rangeBytes) {
      const last = Math.min(at + rangeBytes, end) - 1;
      const response = await fetch(url, { headers: { Range: `bytes=${at}-${last}` }, signal });
      if (response.status !== 206) {
        throw new AppError(
          "network",
          `${path} could not be read in parts: the server answered ${response.status}, and 206 was expected. Download the model and open its folder.`,
          { details: { path, status: response.status } },
        );
      }
      const bytes = new Uint8Array(await response.arrayBuffer());
      put(bytes, at - start);
      onBytes(bytes.length);
    }
  };
}
