export type ChunkReader = Pick<ReadableStreamDefaultReader<Uint8Array>, "read" | "cancel">;

/**
 * Reads a stream into the same bytes again and again, where the browser can: a chunk is then good until the next is read. New
 * bytes for each would lie about by the hundred megabytes until they are collected, and cost as much time as the reading.
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
