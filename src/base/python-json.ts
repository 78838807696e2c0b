/** JSON as Python's json module reads and writes it, with NaN, Infinity and -Infinity as numbers. */

import { checkIntDigits } from "./int-digits.ts";
import { stringEnd } from "./json-text.ts";

/** Stand-ins that JSON.parse accepts, of the same length, so that places stay. No notebook contains these private-use characters. */
const STAND_INS = new Map<string, readonly [string, number]>([
  ["NaN", ['"\uF8F0"', Number.NaN]],
  ["Infinity", ['"\uF8F1\uF8F1\uF8F1\uF8F1\uF8F1\uF8F1"', Number.POSITIVE_INFINITY]],
  ["-Infinity", ['"\uF8F2\uF8F2\uF8F2\uF8F2\uF8F2\uF8F2\uF8F2"', Number.NEGATIVE_INFINITY]],
]);

const NUMBERS = new Map([...STAND_INS.values()].map(([text, value]) => [JSON.parse(text) as string, value]));

/** @throws SyntaxError, as JSON.parse, and for an int of more digits than Python reads. */
export function parsePythonJson(text: string): unknown {
  checkIntDigits(text);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const strict = strictJson(text);
    if (strict === text) throw cause;
    return JSON.parse(strict, (_key, value: unknown) =>
      typeof value === "string" ? (NUMBERS.get(value) ?? value) : value,
    );
  }
}

/** The same text, with strings of equal length for numbers that JSON does not have. */
export function strictJson(text: string): string {
  let strict = "";
  let done = 0;
  const token = /"|-?Infinity|NaN/g;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const standIn = STAND_INS.get(found[0])?.[0];
    if (standIn === undefined) {
      token.lastIndex = stringEnd(text, found.index);
      continue;
    }
    // A key is in quotes.
    if (/^\s*:/.test(text.slice(token.lastIndex, token.lastIndex + 100))) continue;
    strict += text.slice(done, found.index) + standIn;
    done = token.lastIndex;
  }
  return strict + text.slice(done);
}
