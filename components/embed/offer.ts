/** What a reader of a demo is asked to agree to. Its words can come from anyone's address. */
import { percentDecoded } from "#base/percent-decoded.ts";
import type { DemoFound } from "#library/demo-port.ts";

export interface Offer extends Pick<DemoFound, "sizeBytes" | "hosts"> {
  /** Loads what is offered; only where the model's host said so, not the page around the demo. */
  readonly load?: DemoFound["load"];
}

/** More than the page announced, and still what it announced: bytes that a model's card was off by. */
const TOLERANCE = 1.05;
const TOLERANCE_BYTES = 100_000;
const LONGEST_NAME = 100;

/** Whether a reader who agreed to an offer agreed to this. */
export function isCovered(found: Offer, agreed: Offer): boolean {
  return (
    found.hosts.every((host) => agreed.hosts.includes(host)) &&
    (found.sizeBytes === null || (agreed.sizeBytes !== null && found.sizeBytes <= mostBytes(agreed)))
  );
}

/** The most bytes that a reader agreed to. */
export function mostBytes({ sizeBytes }: Offer): number {
  return sizeBytes === null ? Number.POSITIVE_INFINITY : sizeBytes * TOLERANCE + TOLERANCE_BYTES;
}

/**
 * @param given as an author wrote it; can be relative.
 * @returns null unless a browser can fetch it without a password in it.
 */
export function modelUrl(given: string | null, base: string): URL | null {
  const url = given === null || given === "" ? null : URL.parse(given, base);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  return url.username === "" && url.password === "" ? url : null;
}

/** @returns the size in bytes that the author gave; null where it is no whole number above 0. */
export function announcedSize(given: string | null): number | null {
  const size = Number(given);
  return Number.isSafeInteger(size) && size > 0 ? size : null;
}

/** The model's name as the author gave it, or the last part of its address. It cannot turn the line's direction or fill the page. */
export function modelName(given: string | null, source: URL): string {
  const shown = visible(given ?? "") || visible(lastPart(source)) || source.host;
  return shown.length <= LONGEST_NAME ? shown : `${shown.slice(0, LONGEST_NAME)}…`;
}

function visible(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, "")
    .replaceAll(/(\p{M}{6})\p{M}+/gu, "$1")
    .trim();
}

function lastPart({ pathname, host }: URL): string {
  return percentDecoded(pathname.split("/").findLast(Boolean) ?? host);
}
