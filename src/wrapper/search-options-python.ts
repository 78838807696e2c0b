/** Search options as Python. If MLflow infers the types of params from them, a float option is written as a float. */
import { own } from "#base/own.ts";
import { type PythonValue as PythonJson, pythonFloat } from "#python-values/python-value.ts";
import { pythonLiteral, pythonString } from "./python-literal.ts";
import { SEARCH_OPTION_TYPES } from "./search-option-types.ts";
import type { SearchOptionValue } from "./wrapper.ts";

type SearchOptions = Readonly<Record<string, SearchOptionValue>>;

/** A dict over several lines. */
export function searchOptionsBlock(options: SearchOptions): string {
  const entries = Object.entries(options);
  if (entries.length === 0) return "{}";
  return `{\n${entries.map(([name, value]) => `    ${pythonString(name)}: ${optionLiteral(name, value)},\n`).join("")}}`;
}

/** `1.0` for a float option, even if it is whole. */
export function optionLiteral(name: string, value: SearchOptionValue): string {
  const text = pythonLiteral(value);
  return isWholeFloat(name, value) && /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** In Python's spelling. */
export function optionValues(options: SearchOptions): ReadonlyMap<string, PythonJson> {
  return new Map(
    Object.entries(options).map(([name, value]) => [
      name,
      typeof value === "number" && isWholeFloat(name, value) ? pythonFloat(value) : value,
    ]),
  );
}

function isWholeFloat(name: string, value: SearchOptionValue): boolean {
  return own(SEARCH_OPTION_TYPES, name) === "float" && Number.isInteger(value);
}
