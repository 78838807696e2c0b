import { own } from "#base/own.ts";

/** Python's escapes of one character, by what follows the backslash. A line that ends in one continues. */
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\n": "",
};

/** undefined if it is no escape: Python keeps the backslash then. */
export function simpleEscape(character: string): string | undefined {
  return own(ESCAPES, character);
}
