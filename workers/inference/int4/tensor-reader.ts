import { WordedError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { OnnxTensor } from "#onnx/tensor.ts";

/** Bytes that a file gives at once: each read costs a fixed time, and most tensors are small. */
const chunkBytes = 16 * 2 ** 20;
/** Chunks that are on their way while one is used. */
const chunksAhead = 3;

/** Where a tensor's bytes are to go, a piece at a time, each good until the next; `offset` from the tensor's start. */
export type PutBytes = (bytes: Uint8Array, offset: number) => void;

/** Reads bytes [start, end) of a file in order. */
export type ReadRange = (start: number, end: number, put: PutBytes) => Promise<void>;

/** A model's files, for reading tensors straight to where they are used. */
export interface TensorFiles {
  readonly model: ReadRange;
  /** By location, as the ONNX file names it. */
  readonly external: ReadonlyMap<string, ReadRange>;
}

/** Reads ranges of a Blob, one at a time and best in order; of a file on disk, it reads them from there. */
export function blobRanges(blob: Blob, onBytes: (count: number) => void = () => undefined): ReadRange {
  return chunkedRanges(blob.size, (start, end) => blob.slice(start, end).arrayBuffer(), onBytes);
}

/**
 * Ranges of a file that is read in chunks, the next of which are on their way while one is used.
 * @param read bytes [start, end) of the file.
 */
export function chunkedRanges(
  size: number,
  read: (start: number, end: number) => Promise<ArrayBuffer>,
  onBytes: (count: number) => void,
): ReadRange {
  const chunks = new Map<number, Promise<Uint8Array<ArrayBuffer>>>();
  const chunk = (index: number): Promise<Uint8Array<ArrayBuffer>> => {
    const known = chunks.get(index);
    if (known !== undefined) return known;
    const start = index * chunkBytes;
    const bytes = read(start, Math.min(start + chunkBytes, size)).then((buffer) => new Uint8Array(buffer));
    // Whoever asks for it sees its error; one that nobody asks for is nobody's.
    bytes.catch(() => undefined);
    chunks.set(index, bytes);
    return bytes;
  };
  const drop = (index: number): void => {
    // Given back at once: left to the garbage collector, hundreds of megabytes would gather.
    void chunks.get(index)?.then(
      ({ buffer }) => buffer.transfer?.(0),
      () => undefined,
    );
    chunks.delete(index);
  };
  return async (start, end, put) => {
    for (let at = start; at < end;) {
      const index = Math.floor(at / chunkBytes);
      const last = Math.min(index + chunksAhead, Math.floor((size - 1) / chunkBytes));
      for (let ahead = index + 1; ahead <= last; ahead++) void chunk(ahead);
      const from = at - index * chunkBytes;
      const bytes = (await chunk(index)).subarray(from, from + end - at);
      if (bytes.length === 0) throw new WordedError(message`The file ends at ${size}, before ${end}.`);
      put(bytes, at - start);
      onBytes(bytes.length);
      at += bytes.length;
      for (const kept of chunks.keys()) if (kept < index || kept > last) drop(kept);
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

/** Where the tensor's data begins: the file, by a name that sorts, and the offset in it. */
export function filePlace({ data }: OnnxTensor): { readonly file: string; readonly offset: number } {
  switch (data.kind) {
    case "external":
      return { file: `external ${data.location}`, offset: data.offset };
    case "file":
      return { file: "model", offset: data.start };
    case "bytes":
    case "fields":
      return { file: "", offset: 0 };
  }
}
