/** A part of an address. Half a character, for which encodeURIComponent throws, becomes U+FFFD: names come from anyone. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, "\uFFFD"));
}

/** Each part of a path; the slashes stay. */
export function percentEncodedPath(path: string): string {
  return path.split("/").map(percentEncoded).join("/");
}
