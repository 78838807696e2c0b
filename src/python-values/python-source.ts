/** JSON-like values as Python's source: what runs gives the same value again. */
import { pythonRepr, reprFloat } from "./python-repr.ts";
import { dictEntries, floatOf, isDict, isInt, isList, type PythonValue } from "./python-value.ts";

export function pythonSource(value: PythonValue): string {
  // JSON's escapes are Python's too.
  if (typeof value === "string") return JSON.stringify(value);
  if (isList(value)) return `[${value.map((item) => pythonSource(item)).join(", ")}]`;
  if (isDict(value)) {
    const members = dictEntries(value).map(([key, item]) => `${JSON.stringify(key)}: ${pythonSource(item)}`);
    return `{${members.join(", ")}}`;
  }
  const isNumber = typeof value === "number" && !isInt(value);
  return isNumber && !Number.isFinite(floatOf(value)) ? `float("${reprFloat(value)}")` : pythonRepr(value);
}
