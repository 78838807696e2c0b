/** The attributes that values have in Python, and how templates reach them in transformers' sandbox. */
import { lstrip } from "#python-values/strip.ts";
import { repeated } from "../template-budget.ts";
import { Given, type Parameter } from "./arguments.ts";
import { formatFields } from "./format.ts";
import { JinjaError, typeError, unsupported } from "./jinja-error.ts";
import {
  capitalized,
  codePointIndex,
  isLower,
  isUpper,
  replaced,
  splitFromEnd,
  splitFromStart,
  splitLines,
  splitOnSpace,
  stripped,
  strippedEnd,
  strippedStart,
  swappedCase,
  titled,
} from "./text.ts";
import {
  Callable,
  characterList,
  characters,
  Dict,
  equals,
  isInt,
  isList,
  Lazy,
  lengthOf,
  listOf,
  Markup,
  Members,
  repr,
  spendOnReading,
  textOf,
  toText,
  Tuple,
  typeName,
  Undefined,
  type Value,
} from "./value.ts";

/** By type, what changes its object: the sandbox does not give it. */
const CHANGING = new Map([
  ["list", new Set(["append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort"])],
  ["dict", new Set(["clear", "pop", "popitem", "setdefault", "update"])],
]);
/** What Python has and this port does not. */
const KNOWN = new Map([
  [
    "str",
    new Set(
      "casefold encode expandtabs format_map isascii isdecimal isidentifier isnumeric isprintable istitle maketrans translate".split(
        " ",
      ),
    ),
  ],
  ["list", new Set(["copy"])],
  ["dict", new Set(["copy", "fromkeys"])],
  [
    "int",
    new Set(
      "as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag numerator to_bytes".split(
        " ",
      ),
    ),
  ],
  ["float", new Set("as_integer_ratio conjugate fromhex hex imag".split(" "))],
  ["range", new Set(["count", "index", "start", "step", "stop"])],
]);

/** `object.name`, as the sandbox's getattr gives it: an attribute, else an item. */
export function attribute(object: Value, name: string): Value {
  const found = pythonAttribute(object, name);
  if (found !== undefined) return found;
  const item = object instanceof Dict ? object.get(name) : undefined;
  return item === undefined ? missing(object, name) : item;
}

/** `getattr(object, name)`, undefined where there is none. */
export function attributeOnly(object: Value, name: string): Value {
  const found = pythonAttribute(object, name);
  return found === undefined ? missing(object, name) : found;
}

/** `object[key]`: an item, else an attribute. */
export function itemOf(object: Value, key: Value): Value {
  if (object instanceof Undefined) throw object.error;
  const item = pythonItem(object, key);
  if (item !== undefined) return item;
  const name = textOf(key);
  return name === null ? missing(object, key) : attributeOnly(object, name);
}

function pythonItem(object: Value, key: Value): Value | undefined {
  if (object instanceof Dict) return isList(key) || key instanceof Dict ? undefined : object.get(key);
  if (!isInt(key)) return undefined;
  const text = textOf(object);
  const items = text === null ? sequenceItems(object) : characters(text);
  const at = Number(key);
  return items?.[at < 0 ? items.length + at : at];
}

function sequenceItems(object: Value): readonly Value[] | undefined {
  if (isList(object)) return object;
  if (object instanceof Tuple) return object.items;
  return typeName(object) === "range" ? listOf(object) : undefined;
}

function missing(object: Value, key: Value): Undefined {
  const type = object === null ? "None" : `${typeName(object)} object`;
  const name = textOf(key);
  return Undefined.because(
    name === null ? `${type} has no element ${repr(key)}` : `'${type}' has no attribute '${name}'`,
  );
}

function pythonAttribute(object: Value, name: string): Value | undefined {
  const type = object instanceof Markup ? "str" : typeName(object);
  if (object instanceof Undefined) throw object.error;
  if (name.startsWith("__") || CHANGING.get(type)?.has(name) === true) return unsafe(name, type);
  if (object instanceof Callable || object instanceof Members) return object.member(name);
  if (object instanceof Tuple && object.names.includes(name)) return object.items[object.names.indexOf(name)];
  if (typeof object === "number" && name === "real") return object;
  if (isInt(object) && name === "real") return BigInt(object);
  const method = methodsOf(object).get(name);
  if (method !== undefined) {
    const [parameters, run] = method;
    return new Callable(name, (args) => {
      spendOnReading(object);
      return run(Given.of(name, parameters, args));
    });
  }
  if (name === "format" && textOf(object) !== null) {
    return new Callable(name, (args) => formatFields(textOf(object) ?? "", args));
  }
  if (KNOWN.get(type)?.has(name) === true) throw unsupported(`'${name}' of '${type}'`);
  return undefined;
}

function unsafe(name: string, type: string): Undefined {
  return new Undefined(
    new JinjaError("SecurityError", `access to attribute '${name}' of '${type}' object is unsafe.`),
  );
}

type Methods = ReadonlyMap<string, readonly [readonly Parameter[], (given: Given) => Value]>;

const NONE: Methods = new Map();

function methodsOf(object: Value): Methods {
  const text = textOf(object);
  if (text !== null) return textMethods(text, object instanceof Markup);
  if (object instanceof Dict) return dictMethods(object);
  if (isList(object)) return sequenceMethods(object);
  return object instanceof Tuple ? sequenceMethods(object.items) : NONE;
}

function sequenceMethods(items: readonly Value[]): Methods {
  return new Map([
    [
      "count",
      [[["value"]], (given) => BigInt(items.filter((item) => equals(item, given.get("value"))).length)],
    ],
    [
      "index",
      [
        [["value"]],
        (given) => {
          const at = items.findIndex((item) => equals(item, given.get("value")));
          if (at < 0) throw new JinjaError("ValueError", "the value is not in list");
          return BigInt(at);
        },
      ],
    ],
  ]);
}

function dictMethods(dict: Dict): Methods {
  const pairs = (): Tuple[] => dict.entries().map((entry) => new Tuple(entry));
  const view = (type: string, items: readonly Value[]): Lazy => new Lazy(type, items, items);
  return new Map([
    [
      "get",
      [
        [["key"], ["default", null]],
        (given) => (dict.has(given.get("key")) ? (dict.get(given.get("key")) ?? null) : given.get("default")),
      ],
    ],
    ["items", [[], () => view("dict_items", pairs())]],
    ["keys", [[], () => view("dict_keys", dict.keys())]],
    [
      "values",
      [
        [],
        () =>
          view(
            "dict_values",
            dict.entries().map(([, value]) => value),
          ),
      ],
    ],
  ] as const);
}

const CHARS: readonly Parameter[] = [["chars", null]];
const WIDTH: readonly Parameter[] = [["width"], ["fillchar", " "]];
const SPLIT: readonly Parameter[] = [
  ["sep", null],
  ["maxsplit", -1n],
];
const SEARCH: readonly Parameter[] = [["sub"], ["start", null], ["end", null]];
const REPLACE: readonly Parameter[] = [["old"], ["new"], ["count", -1n]];

function textMethods(text: string, isMarkup: boolean): Methods {
  const marked = (result: string): Value => (isMarkup ? new Markup(result) : result);
  const plain = (run: () => string): readonly [readonly Parameter[], () => Value] => [
    [],
    () => marked(run()),
  ];
  const stripping = (
    run: (value: string, chars: string | null) => string,
  ): readonly [readonly Parameter[], (given: Given) => Value] => [
    CHARS,
    (given) => marked(run(text, given.get("chars") === null ? null : textArgument(given, "chars"))),
  ];
  const question = (pattern: RegExp): readonly [readonly Parameter[], () => Value] => [
    [],
    () => pattern.test(text),
  ];
  return new Map<string, readonly [readonly Parameter[], (given: Given) => Value]>([
    ["upper", plain(() => text.toUpperCase())],
    ["lower", plain(() => text.toLowerCase())],
    ["title", plain(() => titled(text))],
    ["capitalize", plain(() => capitalized(text))],
    ["swapcase", plain(() => swappedCase(text))],
    ["strip", stripping(stripped)],
    ["lstrip", stripping(strippedStart)],
    ["rstrip", stripping(strippedEnd)],
    ["isdigit", question(/^\p{Nd}+$/u)],
    ["isalpha", question(/^\p{L}+$/u)],
    ["isalnum", question(/^[\p{L}\p{N}]+$/u)],
    ["isspace", [[], () => text !== "" && lstrip(text) === ""]],
    ["isupper", [[], () => isUpper(text)]],
    ["islower", [[], () => isLower(text)]],
    [
      "startswith",
      [SEARCH, (given) => matches(part(text, given), given, (whole, some) => whole.startsWith(some))],
    ],
    [
      "endswith",
      [SEARCH, (given) => matches(part(text, given), given, (whole, some) => whole.endsWith(some))],
    ],
    ["removeprefix", [[["prefix"]], (given) => withoutPrefix(text, textArgument(given, "prefix"))]],
    ["removesuffix", [[["suffix"]], (given) => withoutSuffix(text, textArgument(given, "suffix"))]],
    [
      "replace",
      [
        REPLACE,
        (given) =>
          marked(replaced(text, textArgument(given, "old"), textArgument(given, "new"), given.int("count"))),
      ],
    ],
    ["count", [SEARCH, (given) => BigInt(part(text, given).split(textArgument(given, "sub")).length - 1)]],
    ["find", [SEARCH, (given) => found(text, given, (sub) => text.indexOf(sub))]],
    ["rfind", [SEARCH, (given) => found(text, given, (sub) => text.lastIndexOf(sub))]],
    ["index", [SEARCH, (given) => needed(found(text, given, (sub) => text.indexOf(sub)))]],
    ["rindex", [SEARCH, (given) => needed(found(text, given, (sub) => text.lastIndexOf(sub)))]],
    ["split", [SPLIT, (given) => splitBy(text, given, splitFromStart)]],
    ["rsplit", [SPLIT, (given) => splitBy(text, given, splitFromEnd)]],
    ["splitlines", [[["keepends", false]], () => splitLines(text)]],
    ["partition", [[["sep"]], (given) => partition(text, given, text.indexOf(textArgument(given, "sep")))]],
    [
      "rpartition",
      [[["sep"]], (given) => partition(text, given, text.lastIndexOf(textArgument(given, "sep")))],
    ],
    ["join", [[["iterable"]], (given) => joined(text, given.get("iterable"))]],
    ["zfill", [[["width"]], (given) => repeated("0", given.int("width") - lengthOf(text)) + text]],
    ["center", [WIDTH, (given) => centered(text, given.int("width"), textArgument(given, "fillchar"))]],
    ["ljust", [WIDTH, (given) => text + fill(text, given)]],
    ["rjust", [WIDTH, (given) => fill(text, given) + text]],
  ]);
}

function textArgument(given: Given, name: string): string {
  const value = given.get(name);
  const text = textOf(value);
  if (text === null) throw typeError(`must be str, not ${typeName(value)}`);
  return text;
}

/** Between `start` and `end`. */
function part(text: string, given: Given): string {
  const [start, end] = ["start", "end"].map((name) =>
    given.get(name) === null ? undefined : given.int(name),
  );
  if (start === undefined && end === undefined) return text;
  return characterList(text).slice(start, end).join("");
}

function matches(text: string, given: Given, test: (text: string, some: string) => boolean): boolean {
  const some = given.get("sub");
  if (!(some instanceof Tuple)) return test(text, textArgument(given, "sub"));
  return some.items.some((each) => test(text, textOf(each) ?? "\u0000"));
}

function withoutPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

function withoutSuffix(text: string, suffix: string): string {
  return suffix !== "" && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
}

function found(text: string, given: Given, find: (sub: string) => number): bigint {
  if (given.get("start") !== null) throw unsupported("A search that begins within the text");
  return codePointIndex(text, find(textArgument(given, "sub")));
}

function needed(index: bigint): bigint {
  if (index < 0n) throw new JinjaError("ValueError", "substring not found");
  return index;
}

function splitBy(
  text: string,
  given: Given,
  split: (text: string, separator: string, most: number) => string[],
): string[] {
  const most = given.int("maxsplit");
  if (given.get("sep") === null) {
    if (split === splitFromEnd && most >= 0) throw unsupported("rsplit on white space with a limit");
    return splitOnSpace(text, most);
  }
  const separator = textArgument(given, "sep");
  if (separator === "") throw new JinjaError("ValueError", "empty separator");
  return split(text, separator, most);
}

function partition(text: string, given: Given, at: number): Tuple {
  const separator = textArgument(given, "sep");
  if (separator === "") throw new JinjaError("ValueError", "empty separator");
  if (at < 0) return new Tuple([text, "", ""]);
  return new Tuple([text.slice(0, at), separator, text.slice(at + separator.length)]);
}

function joined(separator: string, items: Value): string {
  const parts = listOf(items).map((item, i) => {
    const text = textOf(item);
    if (text === null) throw typeError(`sequence item ${i}: expected str instance, ${typeName(item)} found`);
    return text;
  });
  return parts.join(separator);
}

function fill(text: string, given: Given): string {
  return repeated(textArgument(given, "fillchar"), given.int("width") - lengthOf(text));
}

export function centered(text: string, width: number, filling = " "): string {
  const missingWidth = Math.max(width - lengthOf(text), 0);
  const left = Math.floor(missingWidth / 2) + (missingWidth & width & 1);
  return repeated(filling, left) + text + repeated(filling, missingWidth - left);
}

/** `object[start:stop:step]`. */
export function sliced(object: Value, bounds: readonly Value[]): Value {
  if (object instanceof Undefined) throw object.error;
  const text = textOf(object);
  const items: readonly Value[] | undefined = text === null ? sequenceItems(object) : characterList(text);
  if (items === undefined) return Undefined.because(`${typeName(object)} object has no slice`);
  const [start = null, stop = null, step = null] = bounds.map((bound) => {
    if (bound === null || isInt(bound)) return bound === null ? null : Number(bound);
    throw typeError("slice indices must be integers or None or have an __index__ method");
  });
  if (step === 0) throw new JinjaError("ValueError", "slice step cannot be zero");
  const picked = pick(items, start, stop, step ?? 1);
  if (text !== null) return picked.map((char) => toText(char)).join("");
  return object instanceof Tuple ? new Tuple(picked) : picked;
}

function pick(items: readonly Value[], start: number | null, stop: number | null, step: number): Value[] {
  const { length } = items;
  const lowest = step < 0 ? -1 : 0;
  const highest = step < 0 ? length - 1 : length;
  const bounded = (bound: number): number =>
    Math.min(Math.max(bound < 0 ? bound + length : bound, lowest), highest);
  const from = start === null ? (step < 0 ? highest : lowest) : bounded(start);
  const to = stop === null ? (step < 0 ? lowest : highest) : bounded(stop);
  const picked: Value[] = [];
  for (let i = from; step < 0 ? i > to : i < to; i += step) {
    const item = items[i];
    if (item !== undefined) picked.push(item);
  }
  return picked;
}
