/** A link to this page with the address of a bundle elsewhere, in its fragment, which no server sees. */
import { percentEncoded } from "#base/percent-encoded.ts";
import { percentDecoded } from "#base/percent-decoded.ts";
import { parseAddress } from "./download/source-request.ts";

const prefix = "#bundle=";

export function isBundleFragment(fragment: string): boolean {
  return fragment.startsWith(prefix);
}

/**
 * @param pageUrl the page's own address.
 * @param bundle address of a .phi3bundle.zip or of a bundle.json.
 * @throws AppError "invalid-argument" for an address that a page may not request.
 */
export function bundleLink(bundle: string, pageUrl: string): string {
  const url = new URL(pageUrl);
  url.hash = prefix + percentEncoded(parseAddress(bundle).href);
  return url.href;
}

/** The address in a link. @throws AppError "invalid-argument". */
export function bundleUrlOf(fragment: string): URL {
  return parseAddress(percentDecoded(fragment.slice(prefix.length)));
}
