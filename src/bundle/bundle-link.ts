/** A link to this page that names a bundle somewhere else: in its fragment, which no server sees. */
import { parseAddress } from "./download/source-request.ts";

const prefix = "#bundle=";

export function isBundleFragment(fragment: string): boolean {
  return fragment.startsWith(prefix);
}

/**
 * @param pageUrl the page's own address.
 * @param bundle address of a .phi3bundle.zip or of a bundle.json.
 * @throws AppError "invalid-argument" for what is no address that a page may ask.
 */
export function bundleLink(bundle: string, pageUrl: string): string {
  const url = new URL(pageUrl);
  url.hash = prefix + encodeURIComponent(parseAddress(bundle).href);
  return url.href;
}

/** The address that a link names. @throws AppError "invalid-argument". */
export function bundleUrlOf(fragment: string): URL {
  const text = fragment.slice(prefix.length);
  let decoded = text;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    // Not encoded, and a percent sign of its own in it: taken as it is.
  }
  return parseAddress(decoded);
}
