/** JSON text as Python's json.loads reads it: 1.0 is a float, 1 an int, and an int has any size. */
import { checkIntDigits } from "#base/int-digits.ts";
import { isRecord } from "#base/record.ts";
import { own } from "#base/own.ts";
import { parseJson } from "#base/parse-json.ts";
import { PythonFloat, type PythonValue } from "./python-value.ts";

const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** What Python's json.dumps writes for numbers that JSON lacks. */
const STRING_OR_NAME = /"[^"\\]*(?:\\.[^"\\]*)*"?|\bNaN\b|-?\bInfinity\b/g;
const NAMED: ReadonlyMap<unknown, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
]);
/** Key of an object that represents a number which JSON.parse would change. */
const MARK = "\u0000number";

/** @throws SyntaxError as JSON.parse, and for an int of more digits than Python reads. */
export function readPythonJson(text: string): PythonValue {
  parseJson(text);
  return read(text);
}

/** The same for what Python has written, which may have NaN and Infinity in it. */
export function readDumpedJson(text: string): PythonValue {
  parseJson(text.replaceAll(STRING_OR_NAME, (token) => (NAMED.has(token) ? "0" : token)));
  return read(
    text.replaceAll(STRING_OR_NAME, (token) =>
      NAMED.has(token) ? JSON.stringify({ [MARK]: token }) : token,
    ),
  );
}

function read(text: string): PythonValue {
  checkIntDigits(text);
  const marked = text.replaceAll(STRING_OR_NUMBER, (token) =>
    token.startsWith('"') || isKept(token) ? token : JSON.stringify({ [MARK]: token }),
  );
  return JSON.parse(marked, (_key, value: unknown) => {
    const token = isRecord(value) ? own(value, MARK) : undefined;
    if (typeof token !== "string") return value;
    const named = NAMED.get(token);
    if (named !== undefined) return named;
    return /[.eE]/.test(token) ? new PythonFloat(Number(token)) : BigInt(token);
  }) as PythonValue;
}

/** An int that a number holds exactly, or a float that is not whole. */
function isKept(token: string): boolean {
  const value = Number(token);
  return /[.eE]/.test(token) ? !Number.isInteger(value) : Number.isSafeInteger(value);
}
