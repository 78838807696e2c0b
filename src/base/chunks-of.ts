/**
 * A stream's chunks, one after the other. Safari's streams cannot be iterated themselves. Leaving the loop ends the stream.
 */
export async function* chunksOf<Chunk>(stream: ReadableStream<Chunk>): AsyncGenerator<Chunk> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Not waited for: a stream that hangs would not end either.
    reader.cancel().catch(() => undefined);
  }
}
