/** jinja2's filters (jinja2/filters.py), with transformers' own tojson. */
import { repeated, spendSize, spendSteps } from "../template-budget.ts";
import { Given, type Parameter } from "./arguments.ts";
import { binary, escaped } from "./arithmetic.ts";
import { format, toJson } from "./format.ts";
import { MAX_DIGITS } from "./value.ts";
import { JinjaError, typeError, unsupported } from "./jinja-error.ts";
import { attributeOnly, centered, itemOf } from "./methods.ts";
import { capitalized, replaced, splitFromEnd, splitLines, stripped } from "./text.ts";
import {
  type Arguments,
  characterList,
  characters,
  compare,
  Dict,
  equals,
  hashOf,
  isInt,
  isList,
  isNumber,
  isTrue,
  iterate,
  Lazy,
  lengthOf,
  listOf,
  Markup,
  textOf,
  toText,
  Tuple,
  typeName,
  Undefined,
  type Value,
} from "./value.ts";

/** Filters and tests by name, for those that are given one. */
export interface Named {
  filter: (name: string, value: Value, args: Arguments) => Value;
  test: (name: string, value: Value, args: Arguments) => boolean;
}

type Filter = (value: Value, args: Arguments, named: Named) => Value;

/** What chat templates have no use for; refused by name. */
const LEFT_OUT = new Set(["pprint", "random", "striptags", "urlize", "wordwrap", "xmlattr"]);

export function filterOf(name: string): Filter | undefined {
  if (LEFT_OUT.has(name)) throw unsupported(`The filter '${name}'`);
  return FILTERS.get(name);
}

export function hasFilter(name: string): boolean {
  return LEFT_OUT.has(name) || FILTERS.has(name);
}

const takes =
  (name: string, parameters: readonly Parameter[], run: (value: Value, given: Given) => Value): Filter =>
  (value, { positional, named }) => {
    const given = Given.of(name, [["value"], ...parameters], { positional: [value, ...positional], named });
    return run(value, given);
  };

/** A filter of texts, whose result counts as escaped where its text does. */
const ofText = (
  name: string,
  parameters: readonly Parameter[],
  run: (text: string, given: Given) => string,
): Filter =>
  takes(name, parameters, (value, given) => {
    const text = run(toText(value), given);
    return value instanceof Markup ? new Markup(text) : text;
  });

const DEFAULT = takes(
  "do_default",
  [
    ["default_value", ""],
    ["boolean", false],
  ],
  (value, given) =>
    value instanceof Undefined || (isTrue(given.get("boolean")) && !isTrue(value))
      ? given.get("default_value")
      : value,
);
const LENGTH = takes("len", [], (value) => BigInt(lengthOf(value)));
const ESCAPE = takes("escape", [], (value) =>
  value instanceof Markup ? value : new Markup(escaped(toText(value))),
);

const FILTERS: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ["abs", takes("abs", [], absolute)],
  ["attr", takes("do_attr", [["name"]], (value, given) => attributeOnly(value, toText(given.get("name"))))],
  [
    "batch",
    takes(
      "do_batch",
      [["linecount"], ["fill_with", null]],
      (value, given) => new Lazy("generator", batches(value, given)),
    ),
  ],
  ["capitalize", ofText("do_capitalize", [], capitalized)],
  ["center", ofText("do_center", [["width", 80n]], (text, given) => centered(text, given.int("width")))],
  ["count", LENGTH],
  ["d", DEFAULT],
  ["default", DEFAULT],
  [
    "dictsort",
    takes(
      "do_dictsort",
      [
        ["case_sensitive", false],
        ["by", "key"],
        ["reverse", false],
      ],
      dictSorted,
    ),
  ],
  ["e", ESCAPE],
  ["escape", ESCAPE],
  ["filesizeformat", takes("do_filesizeformat", [["binary", false]], fileSize)],
  ["first", takes("do_first", [], first)],
  ["float", takes("do_float", [["default", 0]], (value, given) => floatFrom(value) ?? given.get("default"))],
  ["forceescape", takes("do_forceescape", [], (value) => new Markup(escaped(toText(value))))],
  ["format", formatted],
  ["groupby", takes("do_groupby", [["attribute"], ["default", null], ["case_sensitive", false]], grouped)],
  [
    "indent",
    takes(
      "do_indent",
      [
        ["width", 4n],
        ["first", false],
        ["blank", false],
      ],
      indented,
    ),
  ],
  [
    "int",
    takes(
      "do_int",
      [
        ["default", 0n],
        ["base", 10n],
      ],
      (value, given) => intFrom(value, given.int("base")) ?? given.get("default"),
    ),
  ],
  ["items", takes("do_items", [], (value) => new Lazy("generator", entriesOf(value)))],
  [
    "join",
    takes(
      "do_join",
      [
        ["d", ""],
        ["attribute", null],
      ],
      joined,
    ),
  ],
  ["last", takes("do_last", [], last)],
  ["length", LENGTH],
  ["list", takes("do_list", [], listOf)],
  ["lower", ofText("do_lower", [], (text) => text.toLowerCase())],
  ["map", mapped],
  [
    "max",
    takes(
      "do_max",
      [
        ["case_sensitive", false],
        ["attribute", null],
      ],
      (value, given) => extreme(value, given, 1),
    ),
  ],
  [
    "min",
    takes(
      "do_min",
      [
        ["case_sensitive", false],
        ["attribute", null],
      ],
      (value, given) => extreme(value, given, -1),
    ),
  ],
  ["reject", (value, args, named) => filtered(value, args, named, false)],
  ["rejectattr", (value, args, named) => filteredByAttribute(value, args, named, false)],
  ["replace", takes("do_replace", [["old"], ["new"], ["count", null]], replaceFilter)],
  ["reverse", takes("do_reverse", [], reversed)],
  [
    "round",
    takes(
      "do_round",
      [
        ["precision", 0n],
        ["method", "common"],
      ],
      rounded,
    ),
  ],
  ["safe", takes("do_mark_safe", [], (value) => new Markup(toText(value)))],
  ["select", (value, args, named) => filtered(value, args, named, true)],
  ["selectattr", (value, args, named) => filteredByAttribute(value, args, named, true)],
  [
    "slice",
    takes(
      "do_slice",
      [["slices"], ["fill_with", null]],
      (value, given) => new Lazy("generator", slices(value, given)),
    ),
  ],
  [
    "sort",
    takes(
      "do_sort",
      [
        ["reverse", false],
        ["case_sensitive", false],
        ["attribute", null],
      ],
      sorted,
    ),
  ],
  ["string", takes("soft_str", [], (value) => (value instanceof Markup ? value : toText(value)))],
  [
    "sum",
    takes(
      "do_sum",
      [
        ["attribute", null],
        ["start", 0n],
      ],
      summed,
    ),
  ],
  ["title", ofText("do_title", [], titled)],
  [
    "tojson",
    takes(
      "tojson",
      [
        ["ensure_ascii", false],
        ["indent", null],
        ["separators", null],
        ["sort_keys", false],
      ],
      json,
    ),
  ],
  [
    "trim",
    ofText("do_trim", [["chars", null]], (text, given) =>
      stripped(text, given.get("chars") === null ? null : toText(given.get("chars"))),
    ),
  ],
  [
    "truncate",
    takes(
      "do_truncate",
      [
        ["length", 255n],
        ["killwords", false],
        ["end", "..."],
        ["leeway", null],
      ],
      truncated,
    ),
  ],
  [
    "unique",
    takes(
      "do_unique",
      [
        ["case_sensitive", false],
        ["attribute", null],
      ],
      (value, given) => new Lazy("generator", unique(value, given)),
    ),
  ],
  ["upper", ofText("do_upper", [], (text) => text.toUpperCase())],
  ["urlencode", takes("do_urlencode", [], urlEncoded)],
  [
    "wordcount",
    takes("do_wordcount", [], (value) => BigInt(toText(value).match(/[\p{L}\p{N}\p{M}_]+/gu)?.length ?? 0)),
  ],
]);

function absolute(value: Value): Value {
  if (isInt(value)) return BigInt(value) < 0n ? -BigInt(value) : BigInt(value);
  if (typeof value === "number") return Math.abs(value);
  if (value instanceof Undefined) throw value.error;
  throw typeError(`bad operand type for abs(): '${typeName(value)}'`);
}

function* batches(value: Value, given: Given): Generator<Value> {
  const size = given.int("linecount");
  const filling = given.get("fill_with");
  let row: Value[] = [];
  for (const item of iterate(value)) {
    if (row.length === size) {
      yield row;
      row = [];
    }
    row.push(item);
  }
  if (row.length === 0) return;
  if (filling !== null) {
    for (let i = row.length; i < size; i += 1) {
      spendSteps(1);
      row.push(filling);
    }
  }
  yield row;
}

function* slices(value: Value, given: Given): Generator<Value> {
  const items = listOf(value);
  const count = given.int("slices");
  if (count === 0) throw new JinjaError("ZeroDivisionError", "integer division or modulo by zero");
  const filling = given.get("fill_with");
  const size = Math.floor(items.length / count);
  const longer = items.length % count;
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    spendSteps(1);
    const end = at + size + (i < longer ? 1 : 0);
    const row = items.slice(at, end);
    yield filling !== null && i >= longer ? [...row, filling] : row;
    at = end;
  }
}

function dictSorted(value: Value, given: Given): Value {
  const by = toText(given.get("by"));
  if (by !== "key" && by !== "value") {
    throw new JinjaError("FilterArgumentError", `You can only sort by either "key" or "value"`);
  }
  if (!(value instanceof Dict))
    throw new JinjaError("AttributeError", `'${typeName(value)}' object has no attribute 'items'`);
  const place = by === "key" ? 0 : 1;
  const pairs = value.entries().map((entry) => new Tuple(entry));
  return sortedBy(pairs, given.get("reverse"), ({ items }) => folded(items[place] ?? null, given));
}

const SIZES = ["kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];
const BINARY_SIZES = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"];

function fileSize(value: Value, given: Given): string {
  const isBinary = isTrue(given.get("binary"));
  const bytes = floatFrom(value) ?? NaN;
  const base = isBinary ? 1024 : 1000;
  if (bytes === 1) return "1 Byte";
  if (bytes < base) return `${Math.trunc(bytes)} Bytes`;
  const names = isBinary ? BINARY_SIZES : SIZES;
  const power = Math.min(Math.floor(Math.log(bytes) / Math.log(base)), names.length);
  return `${(bytes / base ** power).toFixed(1)} ${names[power - 1] ?? ""}`;
}

function first(value: Value): Value {
  for (const item of iterate(value)) return item;
  return Undefined.because("No first item, sequence was empty.");
}

function last(value: Value): Value {
  if (value instanceof Lazy && value.view === null)
    throw typeError(`'${value.type}' object is not reversible`);
  const item = listOf(value).at(-1);
  return item === undefined ? Undefined.because("No last item, sequence was empty.") : item;
}

function reversed(value: Value): Value {
  const text = textOf(value);
  if (text !== null) return characterList(text).toReversed().join("");
  return value instanceof Lazy && value.view === null
    ? listOf(value).toReversed()
    : new Lazy("list_reverseiterator", listOf(value).toReversed());
}

/** null where there is none. */
function floatFrom(value: Value): number | null {
  if (value instanceof Undefined) throw value.error;
  if (isNumber(value)) return Number(value);
  const text = textOf(value);
  if (text === null) return null;
  const digits = stripped(text, null);
  if (/^[-+]?(?:inf(?:inity)?)$/i.test(digits)) return digits.startsWith("-") ? -Infinity : Infinity;
  if (/^[-+]?nan$/i.test(digits)) return NaN;
  const isFloat =
    /^[-+]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:e[-+]?\d+(?:_\d+)*)?$/i.test(digits);
  return isFloat ? Number(digits.replaceAll("_", "")) : null;
}

/** null where there is none. */
function intFrom(value: Value, base: number): bigint | null {
  const text = textOf(value);
  const whole = text === null ? null : intOfText(stripped(text, null), base);
  if (whole !== null) return whole;
  if (isInt(value)) return BigInt(value);
  const float = floatFrom(value);
  return float === null || !Number.isFinite(float) ? null : BigInt(Math.trunc(float));
}

const PREFIXES = new Map([
  [2, "0b"],
  [8, "0o"],
  [16, "0x"],
]);

function intOfText(text: string, base: number): bigint | null {
  const [, sign = "", given = ""] = /^([-+]?)(\w+)$/.exec(text) ?? [];
  const prefix = PREFIXES.get(base) ?? "";
  const lower = given.toLowerCase();
  const digits = (prefix !== "" && lower.startsWith(prefix) ? lower.slice(2) : lower).replaceAll(
    /(?<=\w)_(?=\w)/g,
    "",
  );
  if (digits === "" || Array.from(digits).some((digit) => Number.isNaN(parseInt(digit, base)))) return null;
  if (digits.length > MAX_DIGITS) return null;
  let number = 0n;
  if (base === 10) number = BigInt(digits);
  else for (const digit of digits) number = number * BigInt(base) + BigInt(parseInt(digit, base));
  return sign === "-" ? -number : number;
}

function formatted(value: Value, { positional, named }: Arguments): Value {
  if (positional.length > 0 && named.size > 0) {
    throw new JinjaError(
      "FilterArgumentError",
      "can't handle positional and keyword arguments at the same time",
    );
  }
  return format(toText(value), named.size > 0 ? new Dict(named) : new Tuple(positional));
}

/** By "a.b.0"; null: the item itself. */
function attributeGetter(path: Value, missing: Value = null): (item: Value) => Value {
  const parts: readonly Value[] =
    path === null
      ? []
      : isInt(path)
        ? [path]
        : toText(path)
            .split(".")
            .map((part) => (/^\d+$/.test(part) ? BigInt(part) : part));
  return (item) => {
    let found = item;
    for (const part of parts) {
      spendSteps(1);
      found = itemOf(found, part);
      if (missing !== null && found instanceof Undefined) found = missing;
    }
    return found;
  };
}

/** What an item is compared by. */
function keyGetter(given: Given): (item: Value) => Value {
  const get = attributeGetter(given.get("attribute"));
  return (item) => folded(get(item), given);
}

/** Texts are compared without their case, unless the filter was told to. */
function folded(key: Value, given: Given): Value {
  return isTrue(given.get("case_sensitive")) ? key : (textOf(key)?.toLowerCase() ?? key);
}

/** By several attributes where their names stand with commas between. */
function sorted(value: Value, given: Given): Value {
  const path = given.get("attribute");
  const getters = (textOf(path)?.split(",") ?? [path]).map((part) => attributeGetter(part));
  return sortedBy(listOf(value), given.get("reverse"), (item) =>
    getters.map((get) => folded(get(item), given)),
  );
}

function sortedBy<Item extends Value>(
  items: readonly Item[],
  isReverse: Value,
  keyOf: (item: Item) => Value,
): Item[] {
  if (!isInt(isReverse))
    throw typeError(`'${typeName(isReverse)}' object cannot be interpreted as an integer`);
  spendSteps(items.length * Math.log2(items.length + 1));
  const sign = isTrue(isReverse) ? -1 : 1;
  return items
    .map((item) => ({ item, key: keyOf(item) }))
    .toSorted((a, b) => sign * compare(a.key, b.key))
    .map(({ item }) => item);
}

function grouped(value: Value, given: Given): Value {
  const keyOf = attributeGetter(given.get("attribute"), given.get("default"));
  const items = sortedBy(listOf(value), false, (item) => folded(keyOf(item), given));
  const groups: { readonly key: Value; readonly grouper: Value; readonly items: Value[] }[] = [];
  for (const item of iterate(items)) {
    const key = folded(keyOf(item), given);
    const group = groups.at(-1);
    if (group !== undefined && equals(group.key, key)) group.items.push(item);
    else groups.push({ key, grouper: keyOf(item), items: [item] });
  }
  return groups.map((group) => new Tuple([group.grouper, group.items], ["grouper", "list"]));
}

function indented(value: Value, given: Given): Value {
  const text = textOf(value);
  if (text === null) {
    if (value instanceof Undefined) throw value.error;
    throw typeError(`can only concatenate ${typeName(value)} (not "str") to ${typeName(value)}`);
  }
  const width = given.get("width");
  const indent = textOf(width) ?? repeated(" ", given.int("width"));
  const lines = splitLines(`${text}\n`);
  spendSize(text.length + lines.length * indent.length);
  const shown = isTrue(given.get("blank"))
    ? lines.join(`\n${indent}`)
    : lines.map((line, i) => (i > 0 && line !== "" ? indent + line : line)).join("\n");
  return isTrue(given.get("first")) ? indent + shown : shown;
}

function entriesOf(value: Value): Value[] {
  if (value instanceof Undefined) return [];
  if (!(value instanceof Dict)) throw typeError("Can only get item pairs from a mapping.");
  return value.entries().map((entry) => new Tuple(entry));
}

function joined(value: Value, given: Given): Value {
  const separator = toText(given.get("d"));
  const get = attributeGetter(given.get("attribute"));
  const parts = listOf(value).map((item) => toText(get(item)));
  spendSize(parts.reduce((length, part) => length + part.length + separator.length, 0));
  return parts.join(separator);
}

function mapped(value: Value, { positional, named }: Arguments, { filter }: Named): Value {
  const path = named.get("attribute");
  if (positional.length === 0 && path !== undefined) {
    const unexpected = [...named.keys()].find((key) => key !== "attribute" && key !== "default");
    if (unexpected !== undefined) {
      throw new JinjaError("FilterArgumentError", `Unexpected keyword argument '${unexpected}'`);
    }
    return mappedBy(value, attributeGetter(path, named.get("default") ?? null));
  }
  const [name, ...more] = positional;
  if (name === undefined) throw new JinjaError("FilterArgumentError", "map requires a filter argument");
  return mappedBy(value, (item) => filter(toText(name), item, { positional: more, named }));
}

function mappedBy(value: Value, map: (item: Value) => Value): Lazy {
  return new Lazy("generator", isTrue(value) ? mapEach(value, map) : []);
}

function* mapEach(value: Value, map: (item: Value) => Value): Generator<Value> {
  for (const item of iterate(value)) {
    spendSteps(1);
    yield map(item);
  }
}

function* filterEach(value: Value, test: (item: Value) => boolean): Generator<Value> {
  for (const item of iterate(value)) {
    spendSteps(1);
    if (test(item)) yield item;
  }
}

function extreme(value: Value, given: Given, sign: number): Value {
  const keyOf = keyGetter(given);
  let best: { readonly item: Value; readonly key: Value } | null = null;
  for (const item of iterate(value)) {
    const key = keyOf(item);
    if (best === null || sign * compare(key, best.key, sign > 0 ? ">" : "<") > 0) best = { item, key };
  }
  return best === null ? Undefined.because("No aggregated item, sequence was empty.") : best.item;
}

function filtered(
  value: Value,
  { positional, named: byName }: Arguments,
  named: Named,
  isKept: boolean,
): Value {
  const [name, ...more] = positional;
  const test = (item: Value): boolean =>
    name === undefined ? isTrue(item) : named.test(toText(name), item, { positional: more, named: byName });
  return new Lazy("generator", isTrue(value) ? filterEach(value, (item) => test(item) === isKept) : []);
}

function filteredByAttribute(value: Value, args: Arguments, named: Named, isKept: boolean): Value {
  const [path, name, ...more] = args.positional;
  if (path === undefined) throw new JinjaError("FilterArgumentError", "Missing parameter for attribute name");
  const get = attributeGetter(path);
  const test = (item: Value): boolean =>
    name === undefined
      ? isTrue(get(item))
      : named.test(toText(name), get(item), { positional: more, named: args.named });
  return new Lazy("generator", isTrue(value) ? filterEach(value, (item) => test(item) === isKept) : []);
}

function replaceFilter(value: Value, given: Given): Value {
  const count = given.get("count") === null ? -1 : given.int("count");
  const text = replaced(toText(value), toText(given.get("old")), toText(given.get("new")), count);
  return text;
}

function rounded(value: Value, given: Given): Value {
  const method = toText(given.get("method"));
  if (!["common", "ceil", "floor"].includes(method)) {
    throw new JinjaError("FilterArgumentError", "method must be common, ceil or floor");
  }
  if (value instanceof Undefined) throw value.error;
  if (!isNumber(value)) throw typeError(`type ${typeName(value)} doesn't define __round__ method`);
  const precision = given.int("precision");
  if (precision < 0 || precision > 15) throw unsupported("A precision like this");
  const scale = 10 ** precision;
  if (method === "ceil") return Math.ceil(Number(value) * scale) / scale;
  if (method === "floor") return Math.floor(Number(value) * scale) / scale;
  return isInt(value) ? BigInt(value) : roundedFloat(value, precision);
}

/** As Python's round: a half goes to the even digit. */
function roundedFloat(value: number, precision: number): number {
  const scale = 10 ** precision;
  const scaled = value * scale;
  const below = Math.floor(scaled);
  const isHalf = scaled - below === 0.5 && scaled / scale === value;
  if (isHalf) return (below % 2 === 0 ? below : below + 1) / scale;
  return Math.abs(value) < 1e21 ? Number(value.toFixed(precision)) : value;
}

function summed(value: Value, given: Given): Value {
  const get = attributeGetter(given.get("attribute"));
  let sum = given.get("start");
  for (const item of iterate(value)) sum = binary("add", sum, get(item));
  return sum;
}

function titled(text: string): string {
  return text
    .split(/([-\s({[<]+)/)
    .map((word) => capitalized(word))
    .join("");
}

function json(value: Value, given: Given): Value {
  const indent = given.get("indent");
  const indentText = isInt(indent) ? repeated(" ", BigInt(indent)) : textOf(indent);
  if (indentText === null && indent !== null)
    throw typeError(`can't multiply sequence by non-int of type '${typeName(indent)}'`);
  const separators = given.get("separators");
  const [item = indentText === null ? ", " : ",", key = ": "] =
    separators === null ? [] : listOf(separators).map((separator) => toText(separator));
  return toJson(value, {
    isAscii: isTrue(given.get("ensure_ascii")),
    indent: indentText,
    itemSeparator: item,
    keySeparator: key,
    sortsKeys: isTrue(given.get("sort_keys")),
  });
}

function truncated(value: Value, given: Given): Value {
  const text = toText(value);
  const end = toText(given.get("end"));
  const length = given.int("length");
  const leeway = given.get("leeway") === null ? 5 : given.int("leeway");
  if (length < lengthOf(end))
    throw new JinjaError("AssertionError", `expected length >= ${lengthOf(end)}, got ${length}`);
  const all = characters(text);
  if (all.length <= length + leeway) return text;
  const part = all.slice(0, length - lengthOf(end));
  const kept = typeof part === "string" ? part : part.join("");
  return (isTrue(given.get("killwords")) ? kept : (splitFromEnd(kept, " ", 1)[0] ?? "")) + end;
}

function* unique(value: Value, given: Given): Generator<Value> {
  const keyOf = keyGetter(given);
  const seen = new Set<string>();
  for (const item of iterate(value)) {
    const hash = hashOf(keyOf(item));
    if (seen.has(hash)) continue;
    seen.add(hash);
    yield item;
  }
}

function urlEncoded(value: Value): Value {
  const quoted = (item: Value, safe: string): string => {
    const text = toText(item);
    spendSize(text.length * 9);
    if (!text.isWellFormed())
      throw new JinjaError(
        "UnicodeEncodeError",
        "'utf-8' codec can't encode characters: surrogates not allowed",
      );
    return encodeURIComponent(text)
      .replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
      .replaceAll("%2F", safe);
  };
  if (textOf(value) !== null || !(value instanceof Dict || isList(value))) return quoted(value, "/");
  const pairs = value instanceof Dict ? value.entries() : value.map((pair) => listOf(pair));
  return pairs
    .map(([key, item]) =>
      [key ?? null, item ?? null].map((part) => quoted(part, "%2F").replaceAll("%20", "+")).join("="),
    )
    .join("&");
}
