/** Values of a template, as Python has them. A bigint is an int, a number a float, an array a list; lists never change. */
import { pythonRepr, reprFloat } from "#python-values/python-repr.ts";
import { nested, spendSize, spendSteps } from "../template-budget.ts";
import { JinjaError, typeError } from "./jinja-error.ts";

export type Value =
  | null
  | boolean
  | bigint
  | number
  | string
  | readonly Value[]
  | Tuple
  | Dict
  | Range
  | Lazy
  | Markup
  | Undefined
  | Callable
  | Members;

export interface Arguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

export class Tuple {
  readonly items: readonly Value[];
  /** The names of a named tuple. */
  readonly names: readonly string[];

  constructor(items: readonly Value[], names: readonly string[] = []) {
    this.items = items;
    this.names = names;
  }
}

/** Keys that are equal in Python, such as 1, 1.0 and True, are one. */
export class Dict {
  readonly #entries = new Map<string, readonly [Value, Value]>();

  constructor(entries: Iterable<readonly [Value, Value]> = []) {
    for (const [key, value] of entries) {
      const hash = hashOf(key);
      this.#entries.set(hash, [this.#entries.get(hash)?.[0] ?? key, value]);
    }
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: Value): Value | undefined {
    return this.#entries.get(hashOf(key))?.[1];
  }

  has(key: Value): boolean {
    return this.#entries.has(hashOf(key));
  }

  entries(): (readonly [Value, Value])[] {
    return [...this.#entries.values()];
  }

  keys(): Value[] {
    return this.entries().map(([key]) => key);
  }
}

/** The sandbox makes none longer than this. */
const MAX_RANGE = 100_000;

export class Range {
  readonly start: bigint;
  readonly stop: bigint;
  readonly step: bigint;

  /** @throws JinjaError "ValueError", "OverflowError". */
  constructor(start: bigint, stop: bigint, step: bigint) {
    if (step === 0n) throw new JinjaError("ValueError", "range() arg 3 must not be zero");
    this.start = start;
    this.stop = stop;
    this.step = step;
    if (this.#length > MAX_RANGE) {
      throw new JinjaError(
        "OverflowError",
        `Range too big. The sandbox blocks ranges larger than MAX_RANGE (${MAX_RANGE}).`,
      );
    }
  }

  get #length(): bigint {
    const span = this.step > 0n ? this.stop - this.start : this.start - this.stop;
    const step = this.step > 0n ? this.step : -this.step;
    return span <= 0n ? 0n : (span + step - 1n) / step;
  }

  items(): bigint[] {
    return Array.from({ length: Number(this.#length) }, (_, i) => this.start + BigInt(i) * this.step);
  }
}

/** A generator or a view: what is read once, or has no length. */
export class Lazy {
  readonly type: string;
  readonly iterator: Iterator<Value>;
  /** For a view of a dict, which has a length and is shown: its items. */
  readonly view: readonly Value[] | null;

  constructor(type: string, items: Iterable<Value>, view: readonly Value[] | null = null) {
    this.type = type;
    this.iterator = items[Symbol.iterator]();
    this.view = view;
  }
}

/** Text that counts as escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What is not there. It can be printed, as nothing, and tested; for all else it throws. */
export class Undefined {
  readonly error: JinjaError;

  constructor(error: JinjaError) {
    this.error = error;
  }

  static named(name: string): Undefined {
    return Undefined.because(`'${name}' is undefined`);
  }

  static because(text: string): Undefined {
    return new Undefined(new JinjaError("UndefinedError", text));
  }
}

export class Callable {
  readonly name: string;
  readonly call: (args: Arguments) => Value;
  readonly #members: ReadonlyMap<string, Value>;

  constructor(
    name: string,
    call: (args: Arguments) => Value,
    members: ReadonlyMap<string, Value> = new Map(),
  ) {
    this.name = name;
    this.call = call;
    this.#members = members;
  }

  member(name: string): Value | undefined {
    return this.#members.get(name);
  }
}

/** An object with attributes: a namespace, a loop, a cycler. */
export class Members {
  readonly type: string;
  readonly values: Map<string, Value>;
  readonly call: ((args: Arguments) => Value) | null;

  constructor(type: string, values: Map<string, Value>, call: ((args: Arguments) => Value) | null = null) {
    this.type = type;
    this.values = values;
    this.call = call;
  }

  member(name: string): Value | undefined {
    return this.values.get(name);
  }
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** The characters of a text, also of one that counts as escaped. */
export function textOf(value: Value): string | null {
  if (typeof value === "string") return value;
  return value instanceof Markup ? value.text : null;
}

export function typeName(value: Value): string {
  if (value === null) return "NoneType";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "bigint") return "int";
  if (typeof value === "number") return "float";
  return typeof value === "string" ? "str" : objectTypeName(value);
}

function objectTypeName(value: Exclude<Value, null | boolean | bigint | number | string>): string {
  if (isList(value)) return "list";
  if (value instanceof Tuple) return "tuple";
  if (value instanceof Dict) return "dict";
  if (value instanceof Range) return "range";
  if (value instanceof Markup) return "Markup";
  if (value instanceof Undefined) return "Undefined";
  return value instanceof Callable ? "function" : value.type;
}

export function isTrue(value: Value): boolean {
  if (value === null || value instanceof Undefined) return false;
  if (typeof value === "boolean") return value;
  if (typeof value === "bigint") return value !== 0n;
  if (typeof value === "number") return value !== 0;
  return (
    value instanceof Lazy || value instanceof Callable || value instanceof Members || lengthOf(value) > 0
  );
}

/** @throws JinjaError "TypeError" where there is none. */
export function lengthOf(value: Value): number {
  const text = textOf(value);
  if (text !== null) return characters(text).length;
  if (isList(value)) return value.length;
  if (value instanceof Tuple) return value.items.length;
  if (value instanceof Dict) return value.size;
  if (value instanceof Range) return value.items().length;
  if (value instanceof Undefined) return 0;
  if (value instanceof Lazy && value.view !== null) return value.view.length;
  throw typeError(`object of type '${typeName(value)}' has no len()`);
}

/** Code points; the text itself where each is one unit, which creates nothing. */
export function characters(text: string): string | string[] {
  spendSize(text.length);
  return /[\ud800-\udbff]/.test(text) ? characterList(text) : text;
}

/** A list takes far more time and memory than its text. */
export function characterList(text: string): string[] {
  spendSize(text.length * 16);
  return Array.from(text);
}

/** Counts an argument of a function, which may read all of it. */
export function spendOnReading(value: Value): void {
  const text = textOf(value);
  if (text !== null) spendSize(text.length);
}

/** @throws JinjaError "TypeError" where there are none. */
export function iterate(value: Value): Iterable<Value> {
  const text = textOf(value);
  if (text !== null) return text;
  if (isList(value)) return value;
  if (value instanceof Tuple) return value.items;
  if (value instanceof Dict) return value.keys();
  if (value instanceof Range) return value.items();
  if (value instanceof Undefined) return [];
  if (value instanceof Lazy) return value.view ?? { [Symbol.iterator]: () => value.iterator };
  throw typeError(`'${typeName(value)}' object is not iterable`);
}

export function listOf(value: Value): Value[] {
  const items: Value[] = [];
  for (const item of iterate(value)) {
    spendSteps(1);
    items.push(item);
  }
  return items;
}

/** The same for values that are equal. @throws JinjaError "TypeError" for what can be no key. */
export function hashOf(value: Value): string {
  const text = textOf(value);
  if (text !== null) {
    spendSize(text.length);
    return `s${text}`;
  }
  if (value === null) return "none";
  if (isNumber(value)) return `n${Number(value)}`;
  if (value instanceof Tuple) return `t${JSON.stringify(value.items.map((item) => hashOf(item)))}`;
  if (value instanceof Undefined) return "undefined";
  if (isList(value) || value instanceof Dict) throw typeError(`unhashable type: '${typeName(value)}'`);
  throw typeError(`'${typeName(value)}' is no key here`);
}

export function isNumber(value: Value): value is boolean | bigint | number {
  return typeof value === "boolean" || typeof value === "bigint" || typeof value === "number";
}

export function isInt(value: Value): value is boolean | bigint {
  return typeof value === "boolean" || typeof value === "bigint";
}

export function equals(a: Value, b: Value): boolean {
  spendSteps(1);
  if (isNumber(a) && isNumber(b)) return comparable(a) == comparable(b);
  const text = textOf(a);
  if (text !== null) {
    const other = textOf(b);
    if (text.length === other?.length) spendSize(text.length);
    return text === other;
  }
  if (a instanceof Undefined) return b instanceof Undefined;
  if (isList(a)) return isList(b) && haveSameItems(a, b);
  if (a instanceof Tuple) return b instanceof Tuple && haveSameItems(a.items, b.items);
  if (a instanceof Dict) return b instanceof Dict && nested(() => haveSameEntries(a, b));
  if (a instanceof Range && b instanceof Range) return haveSameItems(a.items(), b.items());
  return a === b;
}

function haveSameItems(a: readonly Value[], b: readonly Value[]): boolean {
  return (
    a.length === b.length && nested(() => a.every((item, i) => item === b[i] || equals(item, b[i] ?? null)))
  );
}

function haveSameEntries(a: Dict, b: Dict): boolean {
  return (
    a.size === b.size && a.entries().every(([key, value]) => b.has(key) && equals(value, b.get(key) ?? null))
  );
}

function comparable(value: boolean | bigint | number): bigint | number {
  return typeof value === "boolean" ? BigInt(value) : value;
}

/** Below 0 where `a` comes first. @throws JinjaError "TypeError" where they have no order. */
export function compare(a: Value, b: Value, sign = "<"): number {
  spendSteps(1);
  if (isNumber(a) && isNumber(b)) {
    const [left, right] = [comparable(a), comparable(b)];
    return left < right ? -1 : left > right ? 1 : left == right ? 0 : NaN;
  }
  const texts = [textOf(a), textOf(b)];
  if (texts[0] != null && texts[1] != null) return compareTexts(texts[0], texts[1]);
  const items = (value: Value): readonly Value[] | null => (value instanceof Tuple ? value.items : null);
  const [left, right] = isList(a) && isList(b) ? [a, b] : [items(a), items(b)];
  if (left === null || right === null) {
    for (const side of [a, b]) if (side instanceof Undefined) throw side.error;
    throw typeError(`'${sign}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
  }
  return nested(() => {
    const at = left.findIndex((item, i) => i >= right.length || !equals(item, right[i] ?? null));
    if (at < 0) return left.length - right.length;
    return at >= right.length ? 1 : compare(left[at] ?? null, right[at] ?? null, sign);
  });
}

/** By code points. */
function compareTexts(a: string, b: string): number {
  const [left, right] = [characters(a), characters(b)];
  if (typeof left === "string" && typeof right === "string") return left < right ? -1 : Number(left > right);
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** `str(value)`. */
export function toText(value: Value): string {
  const text = textOf(value);
  if (text !== null) return text;
  if (value instanceof Undefined) return "";
  const shown = repr(value);
  spendSize(shown.length);
  return shown;
}

/** Python reads and writes no int that is longer. */
export const MAX_DIGITS = 4300;

export function tooManyDigits(): JinjaError {
  return new JinjaError(
    "ValueError",
    `Exceeds the limit (${MAX_DIGITS} digits) for integer string conversion`,
  );
}

/** `repr(value)`. @throws JinjaError "NotImplementedError" where Python would show an address. */
export function repr(value: Value): string {
  spendSteps(1);
  if (value === null || typeof value === "boolean" || typeof value === "string") return pythonRepr(value);
  if (typeof value === "bigint") return digitsOf(value);
  if (typeof value === "number") return reprFloat(value);
  if (isList(value)) return `[${reprs(value)}]`;
  if (value instanceof Tuple) return `(${reprs(value.items)}${value.items.length === 1 ? "," : ""})`;
  if (value instanceof Dict) return `{${reprsOfEntries(value.entries())}}`;
  if (value instanceof Range) {
    const step = value.step === 1n ? "" : `, ${value.step}`;
    return `range(${value.start}, ${value.stop}${step})`;
  }
  if (value instanceof Markup) return `Markup(${pythonRepr(value.text)})`;
  if (value instanceof Undefined) return "Undefined";
  if (value instanceof Lazy && value.view !== null) return `${value.type}([${reprs(value.view)}])`;
  if (value instanceof Members && value.type === "Namespace") {
    return `<Namespace {${reprsOfEntries([...value.values])}}>`;
  }
  throw new JinjaError("NotImplementedError", `'${typeName(value)}' objects have no text here`);
}

function digitsOf(int: bigint): string {
  const digits = int.toString();
  if (digits.length > MAX_DIGITS) throw tooManyDigits();
  return digits;
}

function reprs(items: readonly Value[]): string {
  const parts = nested(() => items.map((item) => repr(item)));
  spendSize(parts.reduce((length, part) => length + part.length, 0));
  return parts.join(", ");
}

function reprsOfEntries(entries: readonly (readonly [Value, Value])[]): string {
  const parts = nested(() => entries.map(([key, item]) => `${repr(key)}: ${repr(item)}`));
  spendSize(parts.reduce((length, part) => length + part.length, 0));
  return parts.join(", ");
}

/** What the page gives, such as messages, as a template sees it. JSON's whole numbers are ints. */
export function valueOf(json: unknown): Value {
  if (json === null || typeof json === "string" || typeof json === "boolean") return json;
  if (typeof json === "bigint") return json;
  if (typeof json === "number") return Number.isSafeInteger(json) ? BigInt(json) : json;
  if (Array.isArray(json)) return nested(() => json.map((item) => valueOf(item)));
  if (typeof json !== "object") return Undefined.because("This is no value of a template");
  return nested(() => {
    const entries = Object.entries(json).filter(([, value]) => value !== undefined);
    return new Dict(entries.map(([key, value]) => [key, valueOf(value)]));
  });
}
