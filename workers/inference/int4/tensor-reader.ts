import type { OnnxTensor } from "#onnx/tensor.ts";

/** Bytes that a file gives at once: few enough that what is under way does not count. */
const pieceBytes = 8 * 2 ** 20;

/** Where a tensor's bytes are to go, a piece at a time; `offset` from the tensor's start. */
export type PutBytes = (bytes: Uint8Array, offset: number) => void;

/** Reads bytes [start, end) of a file in order. */
export type ReadRange = (start: number, end: number, put: PutBytes) => Promise<void>;

/** A model's files, for reading tensors straight to where they are used. */
export interface TensorFiles {
  readonly model: ReadRange;
  /** By location, as the ONNX file names it. */
  readonly external: ReadonlyMap<string, ReadRange>;
}

/** Reads ranges of a Blob; of a file on disk, it reads them from there. */
export function blobRanges(blob: Blob, onBytes: (count: number) => void = () => undefined): ReadRange {
  return async (start, end, put) => {
    let next = blob.slice(start, Math.min(start + pieceBytes, end)).arrayBuffer();
    for (let at = start; at < end; at += pieceBytes) {
      const bytes = new Uint8Array(await next);
      // The next piece is on its way while this one is copied.
      const from = at + pieceBytes;
      if (from < end) next = blob.slice(from, Math.min(from + pieceBytes, end)).arrayBuffer();
      put(bytes, at - start);
      onBytes(bytes.length);
    }
  };
}

/** Reads a tensor. @throws errors of the file. */
export async function readTensorBytes(
  { data }: OnnxTensor,
  files: TensorFiles,
  put: PutBytes,
): Promise<void> {
  switch (data.kind) {
    case "bytes":
      put(data.bytes, 0);
      break;
    case "file":
      await files.model(data.start, data.end, put);
      break;
    case "external":
      await files.external.get(data.location)!(data.offset, data.offset + data.length, put);
      break;
    case "fields":
      throw new Error("A tensor without raw data was recognised.");
  }
}

/** Bytes of the tensor's data. */
export function tensorLength({ data }: OnnxTensor): number {
  switch (data.kind) {
    case "bytes":
      return data.bytes.length;
    case "file":
      return data.end - data.start;
    case "external":
      return data.length;
    case "fields":
      return 0;
  }
}
