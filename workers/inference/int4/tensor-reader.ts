import { WordedError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { readInto } from "#base/read-into.ts";
import type { OnnxTensor } from "#onnx/tensor.ts";

/** Bytes that are taken from a stream at once: they stay in the processor's caches until they are put where they belong. */
const pieceBytes = 2 ** 20;

/** Where bytes are to go, a piece at a time, in order, each good until the next; `offset` from the start of what was asked for. */
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

/** A Blob, which reads from disk what is asked for where it is a file. */
export function blobFile(blob: Blob, onBytes: (count: number) => void = () => undefined): TensorFile {
  const open = (start: number, end: number) => Promise.resolve(blob.slice(start, end).stream());
  return streamedFile(blob.size, open, { connections: 1, onBytes });
}

/**
 * A file that gives each range as a stream.
 * @param open bytes [start, end) of the file, or fewer where it ends before.
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
        // Not waited for: a connection that hangs would not end either.
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
