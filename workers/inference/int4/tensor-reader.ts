import { WordedError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { readInto } from "#base/read-into.ts";
import type { OnnxTensor } from "#onnx/tensor.ts";

/** Bytes taken from a stream at once: so few that they stay in the processor's caches until they are placed. */
const pieceBytes = 2 ** 20;

/** Takes bytes piece by piece, in order; a piece is valid until the next. `offset` counts from the start of the range. */
export type PutBytes = (bytes: Uint8Array, offset: number) => void;

/** A file that holds tensors. */
export interface TensorFile {
  /** How many ranges of it are read at once. */
  readonly connections: number;
  /** Reads bytes [start, end) in order, until the signal is aborted. */
  readonly read: (start: number, end: number, put: PutBytes, signal: AbortSignal) => Promise<void>;
}

/** A model's files, for reading tensors straight to where they are used. */
export interface TensorFiles {
  readonly model: TensorFile;
  /** By location, as the ONNX file names it. */
  readonly external: ReadonlyMap<string, TensorFile>;
}

/** A Blob. One that is a file reads only the ranges from disk. */
export function blobFile(blob: Blob, onBytes: (count: number) => void = () => undefined): TensorFile {
  const open = (start: number, end: number) => Promise.resolve(blob.slice(start, end).stream());
  return streamedFile(blob.size, open, { connections: 1, onBytes });
}

/**
 * A file that gives each range as a stream.
 * @param open gives bytes [start, end) of the file, or fewer if it ends before.
 */
export function streamedFile(
  size: number,
  open: (start: number, end: number, signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>,
  { connections, onBytes }: { readonly connections: number; readonly onBytes: (count: number) => void },
): TensorFile {
  return {
    connections,
    async read(start, end, put, signal) {
      const reader = readInto(await open(start, end, signal), Math.min(pieceBytes, end - start));
      try {
        for (let at = start; at < end;) {
          signal.throwIfAborted();
          const { done, value } = await reader.read();
          if (done) throw new WordedError(message`The file ends at ${Math.min(size, at)}, before ${end}.`);
          const bytes = value.subarray(0, end - at);
          put(bytes, at - start);
          onBytes(bytes.length);
          at += bytes.length;
        }
      } finally {
        // Not awaited, since a connection that hangs would not end either.
        reader.cancel().catch(() => undefined);
      }
    },
  };
}

/** Where a tensor's bytes lie: [start, end) of a file, or in memory already. */
export type TensorPlace =
  | { readonly file: TensorFile; readonly start: number; readonly end: number }
  | { readonly bytes: Uint8Array };

export function placeOf({ data }: OnnxTensor, files: TensorFiles): TensorPlace {
  switch (data.kind) {
    case "bytes":
      return { bytes: data.bytes };
    case "file":
      return { file: files.model, start: data.start, end: data.end };
    case "external":
      return {
        file: files.external.get(data.location)!,
        start: data.offset,
        end: data.offset + data.length,
      };
    case "fields":
      throw new Error("A tensor without raw data was recognised.");
  }
}
