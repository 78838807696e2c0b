/**
 * Takes white space off the start, as Python's str.lstrip does: by Unicode's White_Space and the separators U+001C to
 * U+001F, but not U+FEFF, which JavaScript's trimStart takes too.
 */
export function lstrip(text: string): string {
  // oxlint-disable-next-line no-control-regex -- Python counts these control characters as white space
  return text.replace(/^[\p{White_Space}\u001c-\u001f]+/u, "");
}
