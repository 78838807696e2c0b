/** JSON as Python's `json.dumps` writes it: with ", " and ": ", everything beyond ASCII escaped, NaN and Infinity by name. */
import { reprFloat } from "./python-repr.ts";
import {
  type PythonValue,
  PythonBytes,
  dictEntries,
  floatOf,
  isDict,
  isInt,
  isList,
} from "./python-value.ts";

export function pythonJson(value: PythonValue): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return asciiJson(value);
  if (isInt(value)) return BigInt(value).toString();
  if (isList(value)) return `[${value.map((item) => pythonJson(item)).join(", ")}]`;
  if (isDict(value)) {
    const members = dictEntries(value).map(([key, item]) => `${asciiJson(key)}: ${pythonJson(item)}`);
    return `{${members.join(", ")}}`;
  }
  if (value instanceof PythonBytes) throw new TypeError("Bytes have no JSON.");
  const float = floatOf(value);
  return Number.isFinite(float) ? reprFloat(float) : String(float);
}

/** `json.dumps(value, indent=2)`. */
export function pythonJsonIndented(value: PythonValue, indent = ""): string {
  const inner = `${indent}  `;
  const items = isDict(value)
    ? dictEntries(value).map(([key, item]) => `${asciiJson(key)}: ${pythonJsonIndented(item, inner)}`)
    : isList(value)
      ? value.map((item) => pythonJsonIndented(item, inner))
      : null;
  if (items === null || items.length === 0) return pythonJson(value);
  const [opening, closing] = isDict(value) ? "{}" : "[]";
  return `${opening}\n${items.map((item) => inner + item).join(",\n")}\n${indent}${closing}`;
}

function asciiJson(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
