import { checkIntDigits } from "#base/int-digits.ts";
import { checkJsonDepth } from "#base/parse-json.ts";
import { parse } from "lossless-json";
import { type PythonValue, pythonFloat } from "#python-values/python-value.ts";

/** `json.loads`: 3.0 stays a float, a long int keeps its digits, and the last of two equal keys counts. @throws SyntaxError. */
export function readJson(text: string): PythonValue {
  checkJsonDepth(text);
  checkIntDigits(text);
  return parse(text, null, {
    parseNumber: readNumber,
    onDuplicateKey: ({ newValue }) => newValue,
  }) as PythonValue;
}

function readNumber(source: string): PythonValue {
  const value = Number(source);
  if (/[.eE]/.test(source)) return pythonFloat(value);
  return Number.isSafeInteger(value) ? value : BigInt(source);
}
