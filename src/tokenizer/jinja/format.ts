/** Python's ways to put values into texts: `%`, `str.format` and `json.dumps`. */
import { reprFloat } from "#python-values/python-repr.ts";
import { nested, repeated, spendSize, spendSteps } from "../template-budget.ts";
import { JinjaError, typeError, unsupported } from "./jinja-error.ts";
import {
  type Arguments,
  compare,
  Dict,
  isInt,
  isList,
  isNumber,
  repr,
  textOf,
  toText,
  Tuple,
  typeName,
  Undefined,
  type Value,
} from "./value.ts";

/** `text % values`. */
export function format(text: string, values: Value): string {
  const given = values instanceof Tuple ? [...values.items] : [values];
  let used = 0;
  const next = (): Value => {
    const value = given[used];
    if (value === undefined) throw typeError("not enough arguments for format string");
    used += 1;
    return value;
  };
  const out = text.replaceAll(
    /%(?:\(([^)]*)\))?([-+ #0]*)(\d+)?(?:\.(\d+))?([^])?/g,
    (_, key?: string, flags = "", width?: string, precision?: string, conversion?: string) => {
      if (conversion === undefined) throw new JinjaError("ValueError", "incomplete format");
      if (conversion === "%") return "%";
      const value = key === undefined ? next() : memberOf(values, key);
      const shown = converted(value, conversion, precision);
      const size = Number(width ?? 0);
      spendSize(size);
      return flags.includes("-") ? shown.padEnd(size) : shown.padStart(size, flags.includes("0") ? "0" : " ");
    },
  );
  const isUsed = used === given.length || values instanceof Dict || (used === 0 && isList(values));
  if (!isUsed) throw typeError("not all arguments converted during string formatting");
  spendSize(out.length);
  return out;
}

function memberOf(values: Value, key: string): Value {
  if (!(values instanceof Dict)) throw typeError("format requires a mapping");
  const value = values.get(key);
  if (value === undefined) throw new JinjaError("KeyError", `'${key}'`);
  return value;
}

function converted(value: Value, conversion: string, precision: string | undefined): string {
  switch (conversion) {
    case "s": {
      const text = toText(value);
      return precision === undefined ? text : text.slice(0, Number(precision));
    }
    case "r":
      return repr(value);
    case "d":
    case "i":
      if (value instanceof Undefined) throw value.error;
      if (!isNumber(value))
        throw typeError(`%${conversion} format: a real number is required, not ${typeName(value)}`);
      return BigInt(isInt(value) ? value : Math.trunc(value)).toString();
    case "f":
      if (value instanceof Undefined) throw value.error;
      if (!isNumber(value)) throw typeError(`must be real number, not ${typeName(value)}`);
      return Number(value).toFixed(Math.min(Number(precision ?? 6), 100));
    default:
      throw unsupported(`The format "%${conversion}"`);
  }
}

/** `text.format(…)`, of fields without a format of their own. */
export function formatFields(text: string, { positional, named }: Arguments): string {
  let next = 0;
  const out = text.replaceAll(/\{\{|\}\}|\{([^{}]*)\}|[{}]/g, (whole, field?: string) => {
    if (whole === "{{" || whole === "}}") return whole.charAt(0);
    if (field === undefined)
      throw new JinjaError("ValueError", `Single '${whole}' encountered in format string`);
    if (!/^\w*$/.test(field)) throw unsupported(`The format "${whole}"`);
    const place = field === "" ? next : /^\d+$/.test(field) ? Number(field) : null;
    next += field === "" ? 1 : 0;
    const value = place === null ? named.get(field) : positional[place];
    if (value === undefined) {
      throw place === null
        ? new JinjaError("KeyError", `'${field}'`)
        : new JinjaError("IndexError", `Replacement index ${place} out of range for positional args tuple`);
    }
    return toText(value);
  });
  spendSize(out.length);
  return out;
}

interface JsonStyle {
  readonly isAscii: boolean;
  readonly indent: string | null;
  readonly itemSeparator: string;
  readonly keySeparator: string;
  readonly sortsKeys: boolean;
}

/** `json.dumps`. */
export function toJson(value: Value, style: JsonStyle, level = 0): string {
  spendSteps(1);
  if (value === null) return "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return jsonFloat(value);
  const text = textOf(value);
  if (text !== null) return jsonText(text, style.isAscii);
  const items = isList(value) ? value : value instanceof Tuple ? value.items : null;
  if (items !== null) {
    return enclosed(
      "[]",
      nested(() => items.map((item) => toJson(item, style, level + 1))),
      style,
      level,
    );
  }
  if (!(value instanceof Dict)) throw typeError(`Object of type ${typeName(value)} is not JSON serializable`);
  const entries = style.sortsKeys ? value.entries().toSorted(([a], [b]) => compare(a, b)) : value.entries();
  const members = nested(() =>
    entries.map(
      ([key, item]) =>
        jsonText(jsonKey(key), style.isAscii) + style.keySeparator + toJson(item, style, level + 1),
    ),
  );
  return enclosed("{}", members, style, level);
}

function enclosed(brackets: string, parts: readonly string[], style: JsonStyle, level: number): string {
  const [opening = "", closing = ""] = brackets;
  if (parts.length === 0) return brackets;
  const { indent, itemSeparator } = style;
  const line = (depth: number): string => (indent === null ? "" : `\n${repeated(indent, depth)}`);
  const inner = line(level + 1);
  spendSize(parts.reduce((length, part) => length + part.length + inner.length + itemSeparator.length, 0));
  return opening + inner + parts.join(itemSeparator + inner) + line(level) + closing;
}

function jsonKey(key: Value): string {
  const text = textOf(key);
  if (text !== null) return text;
  if (key === null) return "null";
  if (typeof key === "boolean" || typeof key === "bigint") return String(key);
  if (typeof key === "number") return jsonFloat(key);
  throw typeError(`keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

function jsonFloat(value: number): string {
  return Number.isFinite(value) ? reprFloat(value) : String(value);
}

function jsonText(text: string, isAscii: boolean): string {
  spendSize(text.length);
  // JSON.stringify escapes halves of surrogate pairs, which no text of the page has.
  const json = JSON.stringify(text);
  if (!isAscii) return json;
  return json.replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
