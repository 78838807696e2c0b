/** Opening a notebook from its address. */
import { AppError, isAbort } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { NOTEBOOK_HOSTS } from "./notebook-hosts.ts";

export interface FetchIpynbOptions {
  /** The page's own address, whose host may be read too. */
  readonly pageUrl: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly signal?: AbortSignal;
}

/**
 * The text of the notebook, and its name without the ending. Sends no cookies and no referrer.
 * @throws AppError "invalid-argument" for what is no address of a host that may be read, "network", "aborted".
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
  const response = await fetched(url, fetch, signal);
  if (!response.ok) {
    throw new AppError(
      "network",
      message`${url.host} answered ${response.status} for this address. See that it leads to a .ipynb that everyone may read.`,
    );
  }
  return { text: await response.text(), name: nameOf(url) };
}

function parseAddress(address: string, pageUrl: string): URL {
  try {
    return new URL(address.trim(), pageUrl);
  } catch {
    throw new AppError("invalid-argument", message`This is no address. It should begin with https://.`);
  }
}

/** GitHub's page about a file -> the file itself. */
function rawUrl(url: URL): URL {
  const [, owner, repository, view, ...rest] = url.pathname.split("/");
  if (url.host !== "github.com" || (view !== "blob" && view !== "raw")) return url;
  return new URL(`https://raw.githubusercontent.com/${owner}/${repository}/${rest.join("/")}`);
}

function nameOf(url: URL): string {
  const last = url.pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(last).replace(/\.ipynb$/i, "");
  } catch {
    return last;
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
    throw new AppError(
      "network",
      message`${url.host} could not be reached. See that you are online, and try again.`,
      { cause },
    );
  }
}
