/** JSON-like values as Python's `repr` writes them, as in `print(response)` of a list or a dict. */
import { own } from "#base/own.ts";
import {
  type PythonValue,
  PythonBytes,
  dictEntries,
  floatOf,
  isDict,
  isInt,
  isList,
} from "./python-value.ts";

export function pythonRepr(json: unknown): string {
  const value = json as PythonValue;
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return reprString(value);
  if (isInt(value)) return BigInt(value).toString();
  if (isList(value)) return `[${value.map((item) => pythonRepr(item)).join(", ")}]`;
  if (isDict(value)) {
    const members = dictEntries(value).map(([key, item]) => `${reprString(key)}: ${pythonRepr(item)}`);
    return `{${members.join(", ")}}`;
  }
  return value instanceof PythonBytes ? `b${reprString(value.ascii)}` : reprFloat(floatOf(value));
}

/** `str(value)`: a text unchanged, everything else as `repr`. */
export function pythonStr(value: PythonValue): string {
  return typeof value === "string" ? value : pythonRepr(value);
}

const MIN_FIXED_EXPONENT = -4;
const MAX_FIXED_EXPONENT = 15;

/** The shortest digits that read back as the same float, as in JavaScript, in Python's format (float_repr_style, CPython). */
export function reprFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const [mantissa = "", exponent = ""] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power < MIN_FIXED_EXPONENT || power > MAX_FIXED_EXPONENT) {
    return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** Single quotes, unless the text has one and no double quote (unicode_repr, CPython's Objects/unicodeobject.c). */
function reprString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll(/[\p{C}\p{Z}\\'"]/gu, (character) => {
    if (character === " ") return character;
    if (character === "'" || character === '"') return character === quote ? `\\${character}` : character;
    return own(SHORT_ESCAPES, character) ?? hexEscape(character.codePointAt(0) ?? 0);
  });
  return quote + escaped + quote;
}

/** Python escapes unprintable characters: the categories "Other" and "Separator", except the plain space. */
function hexEscape(codePoint: number): string {
  const digits = codePoint.toString(16);
  if (codePoint <= 0xff) return `\\x${digits.padStart(2, "0")}`;
  return codePoint <= 0xffff ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}
