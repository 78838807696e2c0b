import { AppError, isAbort, messageOf, WordedError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import { type ChunkReader, readInto } from "#base/read-into.ts";
import type { DownloadFile } from "./plan.ts";

/** A temporary fault: the engine waits and retries. Its message is a clause for the person: "… ; trying again". */
export class PassingFault extends WordedError {
  override readonly name = "PassingFault";
  /** How long the server says to wait, in milliseconds. */
  readonly waitMs: number | null;

  constructor(clause: Message, options: { waitMs?: number | null; cause?: unknown } = {}) {
    super(clause, { cause: options.cause });
    this.waitMs = options.waitMs ?? null;
  }
}

/** How much of a body is read at once; browsers return less. */
const chunkBytes = 256 * 1024;

export interface RangeRequest {
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
  /** The hub's access token, or null. Browsers drop it when a redirect leads to another origin. */
  readonly token: string | null;
}

/** The answer to a range request. */
export interface RangeAnswer {
  /**
   * Where in the file the body starts: 0 if the server does not know ranges and sends everything; below 0 if everything is more than the
   * file.
   */
  readonly startByte: number;
  /** After the last byte that is due. */
  readonly endByte: number;
  readonly knowsRanges: boolean;
  /** ETag or Last-Modified; null if the server shows neither to this page. */
  readonly validator: string | null;
  /** Content-Length; null if hidden. */
  readonly lengthBytes: number | null;
  readonly body: ReadableStream<Uint8Array>;
}

/**
 * Requests bytes `startByte` to `endByte` (exclusive) of a file.
 * Sends no If-Range: that header is not safelisted, so browsers would first ask other hosts for permission, which many file hosts do not
 * give. Each answer's ETag says the same. CORS can hide Content-Range and ETag; they are then not checked here.
 * @throws PassingFault for temporary faults; AppError "network" for others, "invalid-bundle" if the server's file has another size,
 * "aborted".
 */
export async function fetchRange(
  file: DownloadFile,
  { startByte, endByte }: { readonly startByte: number; readonly endByte: number },
  { fetch, signal, token }: RangeRequest,
): Promise<RangeAnswer> {
  const { startByte: partByte, wholeBytes } = file.part ?? { startByte: 0, wholeBytes: file.sizeBytes };
  let response: Response;
  try {
    response = await fetch(file.url, {
      signal,
      headers: {
        Range: `bytes=${partByte + startByte}-${partByte + endByte - 1}`,
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      },
      // The browser's own cache would store the gigabytes a second time.
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
  } catch (error) {
    if (error instanceof AppError || isAbort(error)) throw AppError.from(error);
    throw new PassingFault(message`${hostOf(file.url)} cannot be reached`, { cause: error });
  }
  if (response.status !== 200 && response.status !== 206) {
    await response.body?.cancel();
    throw refusal(file, response);
  }
  if (response.body === null) throw new PassingFault(message`${hostOf(file.url)} sent an empty answer`);
  const range = contentRange(response);
  if (range !== null && range.sizeBytes !== null && range.sizeBytes !== wholeBytes) {
    await response.body.cancel();
    throw wrongSize(file, range.sizeBytes);
  }
  const knowsRanges = response.status === 206;
  return {
    startByte: (knowsRanges ? (range?.startByte ?? partByte + startByte) : 0) - partByte,
    endByte: knowsRanges ? endByte : file.sizeBytes,
    knowsRanges,
    validator: response.headers.get("ETag") ?? response.headers.get("Last-Modified"),
    lengthBytes: knowsRanges ? null : lengthOf(response),
    body: response.body,
  };
}

/** One complete piece of a file. The next piece overwrites its bytes. */
export interface ReceivedPiece {
  readonly piece: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Splits a body into the file's pieces; bytes before the first complete piece are skipped.
 * @param onBytes called with the size of each chunk; nothing more is read until it resolves.
 * @throws PassingFault if the connection breaks or the body ends early; AppError "invalid-bundle" if the file is shorter or longer than
 * it should be, "aborted".
 */
export async function* cutIntoPieces(
  file: DownloadFile,
  answer: RangeAnswer,
  onBytes: (bytes: number) => void | Promise<void>,
): AsyncGenerator<ReceivedPiece> {
  const buffer = new Uint8Array(Math.min(file.pieceBytes, file.sizeBytes));
  let piece = Math.max(0, Math.ceil(answer.startByte / file.pieceBytes));
  let position = answer.startByte;
  const reader = readInto(answer.body, chunkBytes);
  try {
    // A whole file is read to its end, to be sure that it is not too long.
    while (position < answer.endByte || !(answer.knowsRanges || file.part)) {
      const chunk = await readChunk(reader, file);
      if (chunk.done) break;
      const value = file.part ? chunk.value.subarray(0, answer.endByte - position) : chunk.value;
      if (position + value.length > file.sizeBytes) throw wrongSize(file, null);
      const paid = onBytes(value.length);
      if (paid !== undefined) await paid;
      let taken = 0;
      while (taken < value.length) {
        const start = piece * file.pieceBytes;
        const end = Math.min(start + file.pieceBytes, file.sizeBytes);
        if (position < start) {
          const passed = Math.min(start - position, value.length - taken);
          taken += passed;
          position += passed;
          continue;
        }
        const part = value.subarray(taken, taken + end - position);
        buffer.set(part, position - start);
        taken += part.length;
        position += part.length;
        if (position < end) continue;
        yield { piece, bytes: buffer.subarray(0, end - start) };
        piece += 1;
      }
    }
  } finally {
    // Not awaited: a connection that hangs would not end either.
    reader.cancel().catch(() => undefined);
  }
  if (position >= answer.endByte) return;
  if (answer.lengthBytes === position + (file.part?.startByte ?? 0))
    throw wrongSize(file, answer.lengthBytes);
  throw new PassingFault(message`${hostOf(file.url)} broke off in the middle of ${file.path}`);
}

async function readChunk(
  reader: ChunkReader,
  file: DownloadFile,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await reader.read();
  } catch (error) {
    if (error instanceof AppError || isAbort(error)) throw AppError.from(error);
    if (error instanceof PassingFault) throw error;
    throw new PassingFault(message`the connection to ${hostOf(file.url)} broke`, { cause: error });
  }
}

function refusal(file: DownloadFile, response: Response): Error {
  const { status } = response;
  const host = hostOf(file.url);
  if (status === 408 || status === 429 || status >= 500) {
    const what =
      status === 429 ? message`${host} got too many requests (429)` : message`${host} answered ${status}`;
    return new PassingFault(what, { waitMs: waitOf(response) });
  }
  if (status === 416) return wrongSize(file, contentRange(response)?.sizeBytes ?? null);
  return new AppError("network", message`${file.path} cannot be downloaded: ${statusText(host, status)}`, {
    details: { path: file.path, status },
  });
}

/** What a permanent status means, and what to do. */
export function statusText(host: string, status: number): Message {
  if (status === 401 || status === 403) {
    return message`${host} refused access (${status}). The model may be private, or you must first accept its terms on its page. Then enter an access token that can read it.`;
  }
  if (status === 429) {
    return message`${host} got too many requests (429). Try again in a few minutes, or use an access token, which has its own limit.`;
  }
  if (status === 404 || status === 410) {
    return message`${host} has no such file (${status}). Check the address and the revision; it may have been moved or deleted.`;
  }
  return message`${host} answered ${status}. Try another address, or try again later.`;
}

function wrongSize(file: DownloadFile, foundBytes: number | null): AppError {
  const { part } = file;
  const expectedBytes = part?.wholeBytes ?? file.sizeBytes;
  const what = part === undefined ? file.path : message`The bundle that holds ${file.path}`;
  const other = foundBytes === null ? message`a file of another size` : message`one of ${foundBytes}`;
  return new AppError(
    "invalid-bundle",
    message`${what} should hold ${expectedBytes} bytes, and ${hostOf(file.url)} has ${other}: it was replaced since its list was read, or the list is wrong. Look the model up again; files that are the same are not downloaded again.`,
    { details: { path: file.path, expectedBytes, foundBytes } },
  );
}

function contentRange(response: Response): { startByte: number | null; sizeBytes: number | null } | null {
  const match = /^bytes (?:(\d+)-\d+|\*)\/(?:(\d+)|\*)$/.exec(response.headers.get("Content-Range") ?? "");
  if (match === null) return null;
  return { startByte: numberOf(match[1]), sizeBytes: numberOf(match[2]) };
}

function lengthOf(response: Response): number | null {
  // The length of a compressed body is not the file's.
  return response.headers.has("Content-Encoding")
    ? null
    : numberOf(response.headers.get("Content-Length") ?? undefined);
}

/** Retry-After in seconds or as a date, or the hub's RateLimit: …;t=seconds. */
export function waitOf(response: Response): number | null {
  const retryAfter = response.headers.get("Retry-After");
  if (retryAfter !== null) {
    const seconds = Number(retryAfter);
    const waitMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter) - Date.now();
    return Number.isFinite(waitMs) ? Math.max(waitMs, 0) : null;
  }
  const seconds = numberOf(/;\s*t=(\d+)/.exec(response.headers.get("RateLimit") ?? "")?.[1]);
  return seconds === null ? null : seconds * 1000;
}

function numberOf(digits: string | undefined): number | null {
  return digits === undefined || !/^\d+$/.test(digits) ? null : Number(digits);
}

/** The host of an address, for a person to read. */
export function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch (error) {
    throw new AppError("invalid-argument", message`${url} is no address: ${messageOf(error)}.`);
  }
}
