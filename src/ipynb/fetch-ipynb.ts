/** Opens a notebook from its address. */
import { readUtf8 } from "#base/read-utf8.ts";
import { AppError, isAbort } from "#base/errors.ts";
import { foundIn } from "#base/found-in.ts";
import { message } from "#base/message.ts";
import { bytesUpTo } from "#base/read-answer.ts";
import { percentDecoded } from "#base/percent-decoded.ts";
import { LARGEST_BYTES, tooLarge } from "./largest-notebook.ts";
import { NOTEBOOK_HOSTS } from "./notebook-hosts.ts";

const GITHUB = "github.com";
const EXAMPLE = "https://github.com/OWNER/REPOSITORY/blob/main/NOTEBOOK.ipynb";

export interface FetchIpynbOptions {
  /** The page's own address: its host may be read too. */
  readonly pageUrl: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly signal?: AbortSignal;
}

/**
 * The notebook's text, and its name without the ending. Sends no cookies and no referrer.
 * @throws AppError "invalid-argument" if it is not an address of an allowed host, "invalid-document" for a web page, "over-limit", "network",
 * "aborted".
 */
export async function fetchIpynb(
  address: string,
  { pageUrl, fetch = globalThis.fetch, signal }: FetchIpynbOptions,
): Promise<{ text: string; name: string }> {
  const url = rawUrl(parseAddress(address, pageUrl));
  if (
    url.host !== new URL(pageUrl).host &&
    (url.protocol !== "https:" || !NOTEBOOK_HOSTS.includes(url.host))
  ) {
    throw new AppError(
      "invalid-argument",
      message`This page may read notebooks from GitHub and from its own host, not from ${url.host}: its security policy names no others. Download the file and open it here.`,
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new AppError("invalid-argument", message`The address holds a password. Leave it out.`);
  }
  const response = await fetched(url, fetch, signal);
  if (!response.ok) {
    throw new AppError(
      "network",
      message`${url.host} answered ${response.status} for this address. Check that it leads to a .ipynb file that everyone can read.`,
    );
  }
  const name = nameOf(url);
  const text = readUtf8(await body(response, url, signal), name, "invalid-document");
  if (text.trimStart().startsWith("<")) {
    throw new AppError(
      "invalid-document",
      message`At ${url.href} there is ${foundIn(text)}, and no notebook. Give the address of the .ipynb itself; on GitHub that of the page that shows it will do.`,
    );
  }
  return { text, name };
}

/** An address without https:// is accepted if it begins with an allowed host. */
function parseAddress(address: string, pageUrl: string): URL {
  const typed = address.trim();
  const hasScheme = /^[a-z][a-z\d+.-]*:/i.test(typed);
  const isOfHost = [GITHUB, ...NOTEBOOK_HOSTS].some((host) => typed.toLowerCase().startsWith(`${host}/`));
  try {
    if (hasScheme) return new URL(typed);
    if (isOfHost) return new URL(`https://${typed}`);
    if (/\.ipynb(?:$|[?#])/i.test(typed)) return new URL(typed, pageUrl);
  } catch {
    // Reported below.
  }
  throw new AppError(
    "invalid-argument",
    message`“${typed}” is not the address of a notebook. Enter one such as ${EXAMPLE}, or the address of a .ipynb on this page's own host.`,
  );
}

/** GitHub's page about a file -> the file itself. */
function rawUrl(url: URL): URL {
  const [, owner, repository, view, ...rest] = url.pathname.split("/");
  if (url.host !== GITHUB) return url;
  if (view !== "blob" && view !== "raw") {
    throw new AppError(
      "invalid-argument",
      message`This GitHub page shows no file. Open the notebook on GitHub and enter that page's address, such as ${EXAMPLE}.`,
    );
  }
  return new URL(`https://raw.githubusercontent.com/${owner}/${repository}/${rest.join("/")}`);
}

function nameOf(url: URL): string {
  const last = url.pathname.split("/").at(-1) ?? "";
  return percentDecoded(last).replace(/\.ipynb$/i, "");
}

async function body(
  response: Response,
  url: URL,
  signal: AbortSignal | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await bytesUpTo(response, LARGEST_BYTES, () => tooLarge(url.href));
  } catch (cause) {
    if (cause instanceof AppError || isAbort(cause) || signal?.aborted) throw AppError.from(cause);
    throw unreachable(url, cause);
  }
}

async function fetched(
  url: URL,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal | undefined,
): Promise<Response> {
  try {
    return await fetch(url, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
      ...(signal && { signal }),
    });
  } catch (cause) {
    if (isAbort(cause)) throw AppError.from(cause);
    throw unreachable(url, cause);
  }
}

function unreachable(url: URL, cause: unknown): AppError {
  return new AppError(
    "network",
    message`${url.host} could not be reached. Check that you are online, and try again.`,
    { cause },
  );
}
