/** JSON text as Python's json.loads reads it: 1.0 is a float, 1 an int, and an int has any size. */
import { checkIntDigits } from "#base/int-digits.ts";
import { isRecord } from "#base/record.ts";
import { own } from "#base/own.ts";
import { parseJson } from "#base/parse-json.ts";
import { PythonFloat, type PythonValue } from "./python-value.ts";

const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** Key of an object that represents a number which JSON.parse would change. */
const MARK = "\u0000number";

/** @throws SyntaxError as JSON.parse, and for an int of more digits than Python reads. */
export function readPythonJson(text: string): PythonValue {
  parseJson(text);
  checkIntDigits(text);
  const marked = text.replaceAll(STRING_OR_NUMBER, (token) =>
    token.startsWith('"') || isKept(token) ? token : JSON.stringify({ [MARK]: token }),
  );
  return JSON.parse(marked, (_key, value: unknown) => {
    const token = isRecord(value) ? own(value, MARK) : undefined;
    if (typeof token !== "string") return value;
    return /[.eE]/.test(token) ? new PythonFloat(Number(token)) : BigInt(token);
  }) as PythonValue;
}

/** An int that a number holds exactly, or a float that is not whole. */
function isKept(token: string): boolean {
  const value = Number(token);
  return /[.eE]/.test(token) ? !Number.isInteger(value) : Number.isSafeInteger(value);
}
