/** In JavaScript's memory at once: a Blob of more can be on disk. */
const PIECE_BYTES = 64 * 2 ** 20;

/**
 * Reads a stream into a Blob.
 * @param onBytes is called with the bytes that have come so far, and ends the stream by throwing.
 */
export async function readBlob(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onBytes: (loadedBytes: number) => void,
): Promise<Blob> {
  const reader = stream.getReader();
  const blobs: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let waitingBytes = 0;
  let loadedBytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return new Blob([...blobs, ...chunks]);
      loadedBytes += value.length;
      onBytes(loadedBytes);
      chunks.push(value);
      waitingBytes += value.length;
      if (waitingBytes < PIECE_BYTES) continue;
      blobs.push(new Blob(chunks));
      chunks = [];
      waitingBytes = 0;
    }
  } finally {
    // Not waited for: a connection that hangs would not end either.
    reader.cancel().catch(() => undefined);
  }
}
