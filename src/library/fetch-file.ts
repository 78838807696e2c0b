import { AppError, isAbort } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { SourceEvents } from "./model-source.ts";

/** Progress is for eyes. */
const PROGRESS_MS = 50;

/**
 * Asks a server, and tells which answer is none. A page in the place of a file counts as 404.
 * @throws AppError "network" with the status in its details, "aborted".
 */
export async function fetchFile(url: URL, signal: AbortSignal, headers: HeadersInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { signal, headers, credentials: "same-origin" });
  } catch (error) {
    if (isAbort(error)) throw AppError.from(error);
    throw new AppError(
      "network",
      message`${url.href} cannot be read. The server may be out of reach, or may not allow pages of other hosts to read it (CORS).`,
      { details: { url: url.href }, cause: error },
    );
  }
  // Some hosts answer an address that they do not have with a page of theirs, as if it were there.
  const isPage = response.ok && /^text\/html\b/i.test(response.headers.get("Content-Type") ?? "");
  if (response.ok && !isPage) return response;
  await response.body?.cancel();
  if (isPage) {
    throw new AppError(
      "network",
      message`${url.href} is a web page, and not a file of a model. Check the address.`,
      { details: { url: url.href, status: 404 } },
    );
  }
  throw new AppError(
    "network",
    message`${url.href} cannot be read: the server answered ${response.status}. Check the address.`,
    { details: { url: url.href, status: response.status } },
  );
}

/** Fetches a file whole. Errors as `fetchFile`. */
export async function fetchBlob(
  url: URL,
  name: string,
  { onProgress }: SourceEvents,
  signal: AbortSignal,
): Promise<Blob> {
  const response = await fetchFile(url, signal);
  if (response.body === null) return new Blob();
  const total = Number(response.headers.get("Content-Length") ?? 0);
  const label = message`Downloading ${name}`;
  let loadedBytes = 0;
  let toldMs = Number.NEGATIVE_INFINITY;
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        loadedBytes += chunk.length;
        controller.enqueue(chunk);
        const nowMs = performance.now();
        if (nowMs - toldMs < PROGRESS_MS && loadedBytes < total) return;
        toldMs = nowMs;
        // Of a packed answer, the length is the packed one.
        onProgress({ label, loadedBytes, ...(total >= loadedBytes && { totalBytes: total }) });
      },
    }),
  );
  try {
    return await new Response(counted).blob();
  } catch (error) {
    if (isAbort(error)) throw AppError.from(error);
    throw new AppError("network", message`${url.href} was cut short. Try again.`, {
      details: { url: url.href },
      cause: error,
    });
  }
}

/** Bytes of a file, asked for without its content; null where the server does not tell. Errors as `fetchFile`. */
export async function sizeOfUrl(url: URL, signal: AbortSignal): Promise<number | null> {
  const response = await fetchFile(url, signal, { Range: "bytes=0-0" });
  await response.body?.cancel();
  const range = /\/(\d+)$/.exec(response.headers.get("Content-Range") ?? "")?.[1];
  const size = range ?? (response.status === 200 ? response.headers.get("Content-Length") : null);
  return size === null ? null : Number(size);
}
