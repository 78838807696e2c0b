export interface EndlessAnswer {
  readonly response: Response;
  /** Bytes that were taken from it. */
  readonly sentBytes: () => number;
  /** Whether the reader closed the connection. */
  readonly isClosed: () => boolean;
}

/** The answer of a server that never stops sending. */
export function endlessAnswer(init: ResponseInit = {}): EndlessAnswer {
  const chunk = new Uint8Array(2 ** 20).fill(0x20);
  let sentBytes = 0;
  let isClosed = false;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        sentBytes += chunk.length;
        controller.enqueue(chunk);
      },
      cancel() {
        isClosed = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { response: new Response(body, init), sentBytes: () => sentBytes, isClosed: () => isClosed };
}
