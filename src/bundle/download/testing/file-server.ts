/** A file server as a `fetch` function, with faults that a test can set. */

export interface ServedRequest {
  readonly path: string;
  /** First and last requested byte; null without a Range header. */
  readonly range: { readonly first: number; readonly last: number } | null;
  readonly headers: Headers;
  readonly signal: AbortSignal | null;
  /** Number of requests before this one, for all paths. */
  readonly count: number;
}

export const serverUrl = "https://files.example";

export class FileServer {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly etags = new Map<string, string>();
  readonly requests: ServedRequest[] = [];
  knowsRanges = true;
  /** Refuses HEAD with this status. */
  headStatus: number | null = null;
  /** Bytes per chunk of a body. */
  chunkBytes = 1000;
  /** Answers in place of the server, or throws as a broken network does; undefined lets the server answer. */
  spoil: (request: ServedRequest) => Response | undefined | Promise<Response | undefined> = () => undefined;
  /** Changes the body of an answer. */
  spoilBody: (
    body: Uint8Array<ArrayBuffer>,
    request: ServedRequest,
  ) => Uint8Array<ArrayBuffer> | ReadableStream = (body) => body;

  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    init?.signal?.throwIfAborted();
    const headers = new Headers(init?.headers);
    const match = /^bytes=(\d+)-(\d+)$/.exec(headers.get("Range") ?? "");
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const request: ServedRequest = {
      path: decodeURIComponent(pathname).slice(1),
      range: match === null ? null : { first: Number(match[1]), last: Number(match[2]) },
      headers,
      signal: init?.signal ?? null,
      count: this.requests.length,
    };
    this.requests.push(request);
    if (init?.method === "HEAD") {
      return this.headStatus === null
        ? this.#head(request.path)
        : new Response(null, { status: this.headStatus });
    }
    return (await this.spoil(request)) ?? this.#answer(request);
  };

  #head(path: string): Response {
    const file = this.files.get(path);
    if (file === undefined) return new Response(null, { status: 404 });
    return new Response(null, { headers: { "Content-Length": String(file.length) } });
  }

  #answer(request: ServedRequest): Response {
    const file = this.files.get(request.path);
    if (file === undefined) return new Response("", { status: 404 });
    const ranged = this.knowsRanges && request.range !== null;
    const { first, last } =
      ranged && request.range !== null ? request.range : { first: 0, last: file.length - 1 };
    if (first >= file.length) {
      return new Response("", { status: 416, headers: { "Content-Range": `bytes */${file.length}` } });
    }
    const body = this.spoilBody(file.slice(first, last + 1), request);
    return new Response(body instanceof Uint8Array ? streamOf(body, this.chunkBytes, request.signal) : body, {
      status: ranged ? 206 : 200,
      headers: {
        ETag: this.etags.get(request.path) ?? '"1"',
        ...(ranged
          ? { "Content-Range": `bytes ${first}-${Math.min(last, file.length - 1)}/${file.length}` }
          : {}),
      },
    });
  }
}

/** A body in chunks, and what comes after the last one. It is a byte stream, like a browser's. */
export function streamOf(
  bytes: Uint8Array<ArrayBuffer>,
  chunkBytes: number,
  signal: AbortSignal | null,
  end: "close" | "break" | "hang" = "close",
): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    type: "bytes",
    start(controller) {
      signal?.addEventListener("abort", () => controller.error(signal.reason));
    },
    async pull(controller) {
      // A macrotask, as on a real network: other connections have their turn.
      await new Promise<void>((resolve) => {
        setTimeout(resolve);
      });
      if (signal?.aborted) return;
      if (at < bytes.length) controller.enqueue(bytes.slice(at, (at += chunkBytes)));
      else if (end === "close") {
        controller.close();
        controller.byobRequest?.respond(0);
      } else if (end === "break") controller.error(new TypeError("network error"));
      else await new Promise<void>(() => undefined);
    },
  });
}
