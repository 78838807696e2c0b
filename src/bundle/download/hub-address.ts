import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { percentDecoded } from "#base/percent-decoded.ts";
import { isHub } from "./is-hub.ts";
import type { HubPlace } from "./hub-place.ts";
import { placeInSnippet } from "./hub-snippet.ts";
import { parseAddress } from "./source-request.ts";

/** The hub itself; mirrors have others. */
export const hubAddress = "https://huggingface.co";

/** First parts of the hub's addresses that are no owner of models. */
const notOwners = /^(?:api|blog|collections|datasets|docs|learn|organizations|papers|settings|spaces|tasks)$/;
/** The hub's own rule: no two dots or hyphens side by side, none at an end. */
const namePattern = /^(?!.*(?:--|\.\.))\w(?:[\w.-]*\w)?$/;
/** Pages of a repository that show a place in it, and others. */
const placeKinds = /^(?:tree|blob|resolve|raw|blame|edit|delete|upload|new|commits?|revision)$/;
const pageKinds = /^(?:discussions|community|settings|activity|compare|viewer)$/;
/** Quotation marks and brackets that stand around an address in a text. */
const marksBefore = /^["'`<([“„«‘]+/;
const marksAfter = /(?<!["'`>)\],.;:”“»’])["'`>)\],.;:”“»’]+$/;

/**
 * Reads "owner/name", or what the hub and its tools give for a place in a repository: the address of any of its pages, folders, files
 * and clones (https, ssh, hf://), a Markdown link to one, and the commands and Python lines of model cards.
 * @throws AppError "invalid-argument" for anything else.
 */
export function parseHubPlace(typed: string): HubPlace {
  const text = typed.replaceAll(/[\u200b-\u200f\u2060]/g, "").trim();
  const place = placeInSnippet(text, (word) => placeOf(bare(word))) ?? placeOf(bare(linked(text)));
  if (text === "") {
    throw new AppError(
      "invalid-argument",
      message`Enter a repository: owner and name, such as microsoft/Phi-3-mini-4k-instruct-onnx, or the address of its page or of a folder in it.`,
    );
  }
  if (place === null) {
    throw new AppError(
      "invalid-argument",
      message`${JSON.stringify(text)} is not a repository. Enter owner and name, such as microsoft/Phi-3-mini-4k-instruct-onnx, or the address of its page or of a folder in it.`,
    );
  }
  return place;
}

/** Whether it is "owner/name". */
export function isRepository(text: string): boolean {
  const parts = text.split("/");
  return parts.length === 2 && parts.every((part) => namePattern.test(part));
}

/** The address of a Markdown link. */
function linked(text: string): string {
  return /^\[[^\]]*\]\(([^()\s]+)/.exec(text)?.[1] ?? text;
}

/** Without the marks that stand around an address in a text. */
function bare(text: string): string {
  return text.replace(marksBefore, "").replace(marksAfter, "");
}

function placeOf(text: string): HubPlace | null {
  const isUri = /^hf:\/\//i.test(text);
  const url = urlOf(text);
  const isCached = url?.pathname.startsWith("/api/resolve-cache/") ?? false;
  const path = (url?.pathname ?? text.replace(/[?#].*$/s, ""))
    .replace(/^(?:ssh:\/\/)?git@(?:hf|huggingface)\.co(?::\d+(?=\/))?[:/]|^hf:\/\//i, "")
    // The hub's tools name a repository's folder in their cache so.
    .replace(/^models--(\w[\w.-]*?)--/, "$1/")
    .replaceAll(/\/{2,}/g, "/")
    .replaceAll(/^\/|\/$/g, "")
    .replace(/^(?:api\/(?:resolve-cache\/)?)?models\//, "");
  const [owner = "", named = "", ...more] = path.split("/").map((part) => percentDecoded(part.trim()));
  const [name = "", pinned] = named.replace(/\.git$/, "").split("@");
  if (notOwners.test(owner) || !isRepository(`${owner}/${name}`)) return null;
  if (pinned !== undefined && more.length > 0 && !isUri) return null;
  const place = isUri
    ? placeAfter(["tree", pinned ?? "", ...more])
    : placeAfter(isCached ? ["tree", ...more] : more);
  if (place === null) return null;
  return {
    repository: `${owner}/${name}`,
    hubUrl: url === null || isHub(url) ? null : url.origin,
    revision: (pinned ?? place.revision) || null,
    path: place.path,
  };
}

/** An address, also without "https://" for the hub and its best-known mirror. Each of them answers by https only. */
function urlOf(text: string): URL | null {
  const withoutScheme = text.replace(/^http:\/\//i, "");
  if (/^(?:(?:www\.)?(?:huggingface|hf)\.co|hf-mirror\.com)(?::\d+)?\//i.test(withoutScheme)) {
    return parseAddress(withoutScheme);
  }
  return /^https?:\/\//i.test(text) ? parseAddress(text) : null;
}

/** What follows the repository's name in an address; null if it is none of the hub's. */
function placeAfter([kind, ...rest]: readonly string[]): Pick<HubPlace, "revision" | "path"> | null {
  if (kind === undefined || pageKinds.test(kind)) return { revision: null, path: null };
  // A branch of a pull request has three parts.
  const isPull = rest[0] === "refs" && rest.length > 2;
  const [revision, ...path] = isPull ? [rest.slice(0, 3).join("/"), ...rest.slice(3)] : rest;
  if (!placeKinds.test(kind) || revision === undefined) return null;
  return { revision, path: path.length === 0 || /^commits?$/.test(kind) ? null : path.join("/") };
}
