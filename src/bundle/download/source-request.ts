import { parseJson } from "#base/parse-json.ts";
import { AppError, isAbort } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import { bytesUpTo } from "#base/read-answer.ts";
import { hostOf, statusText, waitOf } from "./fetch-range.ts";

export interface SourceOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
  /** Access token of the hub, or null. */
  readonly token?: string | null;
  /** Rejects with an AbortError when aborted. Without it, a host that says to wait is not asked again. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Called before each wait that a host requires. */
  readonly onWait?: (ms: number) => void;
}

interface RequestOptions extends SourceOptions {
  /** What a status means at this address; null: its usual meaning. */
  readonly refusal?: (status: number, headers: Headers) => Message | null;
}

/** The hub counts requests in windows of five minutes. */
const longestWaitMs = 330_000;
const maxWaits = 3;
/** Used when a host says to wait but not how long. */
const usualWaitMs = 10_000;

/** The hub explains a refusal in a sentence or two. */
const maxSaidCharacters = 300;

/** Lists have a few kilobytes; a larger answer is not one. */
const maxListBytes = 16 << 20;

/**
 * Fetches a list of files.
 * @throws AppError "network" if the server cannot be reached or refuses, "invalid-bundle" if the answer is not JSON, "over-limit",
 * "aborted".
 */
export async function requestJson(
  url: URL,
  options: RequestOptions,
): Promise<{ readonly json: unknown; readonly headers: Headers }> {
  const { bytes, headers } = await request(url, options);
  try {
    return { json: parseJson(new TextDecoder().decode(bytes)), headers };
  } catch (error) {
    throw new AppError(
      "invalid-bundle",
      message`${url.href} does not return JSON, so it is not a list of files.`,
      {
        cause: error,
      },
    );
  }
}

/** Fetches a small file. Errors as `requestJson`. */
export async function requestBytes(url: URL, options: SourceOptions): Promise<Uint8Array<ArrayBuffer>> {
  return (await request(url, options)).bytes;
}

/** As `requestOnce`, repeated after the wait that the host requires. */
async function request(
  url: URL,
  options: RequestOptions,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly headers: Headers }> {
  const { sleep, onWait, signal, refusal } = options;
  for (let waits = 0; ; waits += 1) {
    const { response, bytes } = await requestOnce(url, options);
    if (response.ok) return { bytes, headers: response.headers };
    const { status, headers } = response;
    const waitMs = status === 429 ? (waitOf(response) ?? usualWaitMs) : Number.POSITIVE_INFINITY;
    if (sleep !== undefined && waits < maxWaits && waitMs <= longestWaitMs) {
      onWait?.(waitMs);
      await sleep(waitMs, signal);
      continue;
    }
    const reason = refusal?.(status, headers) ?? statusText(hostOf(url.href), status);
    const said = headers.get("X-Error-Message")?.slice(0, maxSaidCharacters);
    throw new AppError(
      "network",
      said === undefined
        ? message`The model cannot be looked up: ${reason}`
        : message`The model cannot be looked up: ${reason} The server says: “${said}”`,
      { details: { url: url.href, status } },
    );
  }
}

async function requestOnce(
  url: URL,
  { fetch, signal, token = null }: SourceOptions,
): Promise<{ readonly response: Response; readonly bytes: Uint8Array<ArrayBuffer> }> {
  let response: Response;
  let bytes = new Uint8Array();
  try {
    response = await fetch(url.href, {
      signal,
      headers: token === null ? {} : { Authorization: `Bearer ${token}` },
      cache: "no-cache",
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
    if (response.ok) bytes = await bytesUpTo(response, maxListBytes, () => tooLong(url));
    else await response.body?.cancel();
  } catch (error) {
    if (error instanceof AppError || isAbort(error)) throw AppError.from(error);
    throw unreachable(url, error);
  }
  return { response, bytes };
}

function tooLong(url: URL): AppError {
  return new AppError(
    "over-limit",
    message`A list of a model's files has at most ${maxListBytes / 2 ** 20} MB, and so has its notebook; ${url.href} is larger, and the rest was not read. Check the address.`,
    { details: { url: url.href } },
  );
}

/** All that a browser says about a server that cannot be reached, or that does not allow pages of other hosts. */
export function unreachable(url: URL, cause: unknown): AppError {
  return new AppError(
    "network",
    message`${url.host} cannot be read. It may be out of reach, or not allow pages of other hosts to read it (CORS). Check the address and the connection; for your own server, let it send Access-Control-Allow-Origin.`,
    { details: { url: url.href }, cause },
  );
}

/**
 * An address as a person types it; https is added if there is no scheme.
 * @throws AppError "invalid-argument" if it is not an address, and for plain http except on this machine.
 */
export function parseAddress(text: string): URL {
  const typed = text.trim();
  let url: URL | null = null;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`);
  } catch {
    url = null;
  }
  const isLocal = url !== null && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url === null || !(url.protocol === "https:" || (url.protocol === "http:" && isLocal))) {
    throw new AppError(
      "invalid-argument",
      message`${JSON.stringify(typed)} cannot be used as an address. Enter one that begins with https://, or with http://localhost for a server on this computer.`,
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new AppError("invalid-argument", message`The address holds a password. Leave it out.`);
  }
  return url;
}
