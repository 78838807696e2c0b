/** Python's white space: Unicode's White_Space and the separators U+001C to U+001F, but not U+FEFF, which JavaScript also trims. */
const SPACE = String.raw`[\p{White_Space}\u001c-\u001f]+`;
const LEADING = new RegExp(`^${SPACE}`, "u");
const LONE = new RegExp(`^${SPACE}$`, "u");

/** `str.lstrip()` */
export function lstrip(text: string): string {
  return text.replace(LEADING, "");
}

/** `str.strip()` */
export function strip(text: string): string {
  return lstrip(rstrip(text));
}

/** `str.rstrip()` */
export function rstrip(text: string): string {
  // From the end, character by character: an anchored pattern would try each run of spaces in between.
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function isSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 9 && code <= 13) || (code >= 0x1c && code <= 0x1f);
  return LONE.test(String.fromCharCode(code));
}
