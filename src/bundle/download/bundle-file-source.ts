/** A bundle file on a server: its parts are requested by ranges, so that each file goes straight to its place. */
import { AppError, isAbort } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { bytesUpTo } from "#base/read-answer.ts";
import { plainName } from "#base/seen-text.ts";
import { type BundleZipFile, readBundleZip } from "../bundle-zip.ts";
import type { ZipBytes } from "../zip-directory.ts";
import { hostOf, statusText } from "./fetch-range.ts";
import { planNotebook } from "./plan-notebook.ts";
import { createPlan, defaultPieceBytes, type DownloadFile, type DownloadPlan } from "./plan.ts";
import { type SourceOptions, unreachable } from "./source-request.ts";

/**
 * Reads the list of a bundle file at an address, and its notebook if any, and returns the plan for the rest.
 * @throws AppError "network" if the server cannot be reached, refuses, or does not answer ranges; "invalid-zip", "invalid-bundle",
 * "unsafe-path", "aborted".
 */
export async function lookUpBundleFile(url: URL, options: SourceOptions): Promise<DownloadPlan> {
  const zip = await RemoteZip.open(url, options);
  const found = await readBundleZip(zip, url.href);
  if (found === null) {
    throw new AppError(
      "invalid-bundle",
      message`${url.href} is a zip, and no bundle of this page: it holds no bundle.json. Download it with the browser and open it as a zip.`,
    );
  }
  const { manifest, files, read } = found;
  const { notebook } = manifest;
  return createPlan({
    name: plainName(manifest.name),
    origin: { kind: "manifest", url: url.href },
    files: files.map((file) => fileOf(file, url, zip.size)),
    ...(notebook !== undefined && {
      notebook: await planNotebook(manifest, notebook, () => read(notebook.path)),
    }),
  });
}

function fileOf({ file, startByte }: BundleZipFile, url: URL, wholeBytes: number): DownloadFile {
  return {
    path: file.path,
    sizeBytes: file.size,
    url: url.href,
    digest: file.sha256 === undefined ? null : { algorithm: "sha256", hex: file.sha256 },
    pieceBytes: file.pieces?.bytes ?? defaultPieceBytes,
    pieceSha256: file.pieces?.sha256 ?? null,
    part: { startByte, wholeBytes },
  };
}

class RemoteZip implements ZipBytes {
  readonly size: number;
  readonly #url: URL;
  readonly #options: SourceOptions;

  private constructor(url: URL, options: SourceOptions, size: number) {
    this.#url = url;
    this.#options = options;
    this.size = size;
  }

  /** HEAD gives the length, which CORS never hides. Signed addresses of some hosts allow only GET, which can give it too. */
  static async open(url: URL, options: SourceOptions): Promise<RemoteZip> {
    const head = await request(url, options, { method: "HEAD" });
    const refused = head.status === 403 || head.status === 405 || head.status === 501;
    const answer = refused ? await request(url, options, { headers: { Range: "bytes=0-0" } }) : head;
    await answer.body?.cancel();
    if (!answer.ok) {
      throw new AppError(
        "network",
        message`The bundle cannot be looked up: ${statusText(hostOf(url.href), answer.status)}`,
        { details: { url: url.href, status: answer.status } },
      );
    }
    const size = Number(refused ? sizeOfRange(answer) : (head.headers.get("Content-Length") ?? Number.NaN));
    if (!Number.isSafeInteger(size)) {
      throw new AppError(
        "network",
        message`${url.host} does not tell how long the bundle is. Unpack it on that server, and give the address of its bundle.json.`,
        { details: { url: url.href } },
      );
    }
    return new RemoteZip(url, options, size);
  }

  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> } {
    return { arrayBuffer: () => this.#read(start, Math.min(end, this.size)) };
  }

  async #read(start: number, end: number): Promise<ArrayBuffer> {
    if (start >= end) return new ArrayBuffer(0);
    const response = await request(this.#url, this.#options, {
      headers: { Range: `bytes=${start}-${end - 1}` },
    });
    if (response.status !== 206) {
      await response.body?.cancel();
      throw new AppError(
        "network",
        message`${this.#url.host} answered ${response.status} where a part of the bundle was asked for (206). A bundle file needs a server that sends parts of files; unpack it on that server, and give the address of its bundle.json.`,
        { details: { url: this.#url.href, status: response.status } },
      );
    }
    const { signal } = this.#options;
    const otherPart = (): AppError =>
      new AppError(
        "network",
        message`${this.#url.host} sent another part of the bundle than was asked for. Look the bundle up again.`,
        { details: { url: this.#url.href } },
      );
    const { buffer } = await bytesUpTo(response, end - start, otherPart).catch((error: unknown) => {
      if (error instanceof AppError || isAbort(error) || signal.aborted) throw AppError.from(error);
      throw unreachable(this.#url, error);
    });
    if (buffer.byteLength !== end - start) throw otherPart();
    return buffer;
  }
}

function sizeOfRange(response: Response): string | number {
  return /\/(\d+)$/.exec(response.headers.get("Content-Range") ?? "")?.[1] ?? Number.NaN;
}

async function request(
  url: URL,
  { fetch, signal, token = null }: SourceOptions,
  { method = "GET", headers = {} }: { readonly method?: string; readonly headers?: Record<string, string> },
): Promise<Response> {
  try {
    return await fetch(url.href, {
      method,
      signal,
      headers: { ...headers, ...(token === null ? {} : { Authorization: `Bearer ${token}` }) },
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
  } catch (error) {
    if (isAbort(error)) throw AppError.from(error);
    throw unreachable(url, error);
  }
}
