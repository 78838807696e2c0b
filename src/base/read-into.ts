export type ChunkReader = Pick<ReadableStreamDefaultReader<Uint8Array>, "read" | "cancel">;

/**
 * Reads a stream into the same buffer again and again, where the browser can; a chunk is valid until the next is read. A new buffer for
 * each chunk would fill memory by hundreds of megabytes until garbage collection, and cost as much time as reading.
 */
export function readInto(stream: ReadableStream<Uint8Array>, chunkBytes: number): ChunkReader {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = stream.getReader({ mode: "byob" });
  } catch {
    return stream.getReader();
  }
  let buffer = new ArrayBuffer(chunkBytes);
  return {
    read: async () => {
      const { done, value } = await reader.read(new Uint8Array(buffer));
      if (done || value === undefined) return { done: true, value: undefined };
      buffer = value.buffer;
      return { done, value };
    },
    cancel: (reason) => reader.cancel(reason),
  };
}
