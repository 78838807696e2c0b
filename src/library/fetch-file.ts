import { AppError, isAbort } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { readBlob } from "#base/read-blob.ts";

/** The most bytes of a list of files, or of a file that describes a model: far more than a real one has. */
const SMALL_BYTES = 64 * 2 ** 20;

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
      message`${url.href} cannot be read. The server may be out of reach. In a browser, it may also not allow pages of other hosts to read it (CORS), or the page's policy may forbid it (connect-src).`,
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

/**
 * Reads an answer whole, whatever length the server told.
 * @param maxBytes ends the download once more bytes have come.
 * @param onBytes is called with the bytes that have come so far.
 * @throws AppError "over-limit", "network", "aborted".
 */
export async function readBody(
  response: Response,
  url: URL,
  maxBytes: number,
  onBytes: (loadedBytes: number) => void = () => undefined,
): Promise<Blob> {
  if (response.body === null) return new Blob();
  try {
    return await readBlob(response.body, (loadedBytes) => {
      if (loadedBytes > maxBytes) throw tooLarge(url.href, maxBytes);
      onBytes(loadedBytes);
    });
  } catch (error) {
    if (error instanceof AppError || isAbort(error)) throw AppError.from(error);
    throw new AppError("network", message`${url.href} was cut short. Try again.`, {
      details: { url: url.href },
      cause: error,
    });
  }
}

/** Fetches a small file whole. Errors as `fetchFile` and `readBody`. */
export async function fetchSmall(
  url: URL,
  signal: AbortSignal,
  maxBytes = Number.POSITIVE_INFINITY,
): Promise<Blob> {
  return readBody(await fetchFile(url, signal), url, Math.min(SMALL_BYTES, maxBytes));
}

/** Bytes of a file, asked for without its content; null where the server does not tell. Errors as `fetchFile`. */
export async function sizeOfUrl(url: URL, signal: AbortSignal): Promise<number | null> {
  const response = await fetchFile(url, signal, { Range: "bytes=0-0" });
  await response.body?.cancel();
  return toldSize(response);
}

/** @param response to a request for one byte. @returns null where the server does not tell. */
export function toldSize({ status, headers }: Response): number | null {
  const size =
    status === 206
      ? /\/(\d+)$/.exec(headers.get("Content-Range") ?? "")?.[1]
      : status === 200
        ? headers.get("Content-Length")
        : null;
  return size ? Number(size) : null;
}

/** @param name of a model, or a file's address. */
export function tooLarge(name: string, maxBytes: number): AppError {
  return new AppError(
    "over-limit",
    message`${name} is larger than the ${maxBytes} bytes that may be downloaded. Choose a smaller model, or allow more.`,
    { details: { maxBytes } },
  );
}
