/** What is done with values, in the words of nlohmann::json and minja. */
import { nested, repeated, spendSize, spendSteps } from "../template-budget.ts";
import {
  type Arguments,
  Callable,
  type Context,
  type Dictionary,
  type Primitive,
  type Value,
} from "./value.ts";

export function dictionaryOf(value: Value): Dictionary | undefined {
  if (value instanceof Callable) return value.members;
  return value instanceof Map ? value : undefined;
}

export function isPrimitive(value: Value): value is Primitive {
  return typeof value !== "object" || value === null;
}

/** `none` or undefined. */
export function isNull(value: Value): value is null | undefined {
  return value === null || value === undefined;
}

export function isNumber(value: Value): value is bigint | number {
  return typeof value === "bigint" || typeof value === "number";
}

export function isIterable(value: Value): boolean {
  return typeof value === "string" || Array.isArray(value) || dictionaryOf(value) !== undefined;
}

export function callWith(value: Value, args: Arguments, context: Context): Value {
  if (!(value instanceof Callable)) throw new Error(`Value is not callable: ${dump(value)}`);
  return value.call(args, context);
}

export function sizeOf(value: Value): number {
  const dictionary = dictionaryOf(value);
  if (dictionary !== undefined) return dictionary.size;
  if (Array.isArray(value) || typeof value === "string") return value.length;
  throw new Error(`Value is not an array or object: ${dump(value)}`);
}

/** The value under a key of a container; a string has none. */
export function itemOf(container: Value, key: Value): Value {
  if (Array.isArray(container)) {
    return typeof key === "bigint" ? container.at(Number(key)) : undefined;
  }
  return dictionaryOf(container)?.get(keyOf(key, container));
}

export function elementAt(array: readonly Value[], index: number): Value {
  if (index >= 0 && index < array.length) return array[index]!;
  const unsigned = BigInt.asUintN(64, BigInt(index));
  throw new Error(
    `vector::_M_range_check: __n (which is ${unsigned}) >= this->size() (which is ${array.length})`,
  );
}

export function keyOf(key: Value, container: Value): Primitive {
  if (isPrimitive(key)) return key;
  throw new Error(`Unashable type: ${dump(container)}`);
}

/** The characters of a string, the keys of a dictionary, the items of an array. */
export function itemsOf(value: Value): Value[] {
  if (isNull(value)) throw new Error("Undefined value or reference");
  if (isIterable(value)) spendSize(sizeOf(value));
  if (Array.isArray(value)) return [...value];
  const dictionary = dictionaryOf(value);
  if (dictionary !== undefined) return [...dictionary.keys()];
  if (typeof value === "string") return value.split("");
  throw new Error(`Value is not iterable: ${dump(value)}`);
}

export function toBool(value: Value): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** What `~` and `join` write. */
export function toText(value: Value): string {
  if (typeof value === "string") return value;
  if (isNull(value)) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "number" ? value.toFixed(6) : dump(value);
}

export function asText(value: Value): string {
  if (typeof value === "string") return value;
  throw mismatch("string", value);
}

export function asNumber(value: Value): number {
  if (isNumber(value)) return Number(value);
  throw mismatch("number", value);
}

export function asInteger(value: Value): bigint {
  // A number that does not fit 64 bits becomes the lowest one, as in C++.
  if (typeof value === "number") return Number.isFinite(value) ? BigInt(Math.trunc(value)) : -(2n ** 63n);
  if (isNumber(value)) return value;
  throw mismatch("number", value);
}

export function asBool(value: Value): boolean {
  if (typeof value === "boolean") return value;
  throw mismatch("boolean", value);
}

function mismatch(expected: string, value: Value): Error {
  if (!isPrimitive(value)) return new Error(`get<T> not defined for this value type: ${dump(value)}`);
  const found = isNull(value) ? "null" : isNumber(value) ? "number" : typeof value;
  return new Error(`[json.exception.type_error.302] type must be ${expected}, but is ${found}`);
}

export function equals(a: Value, b: Value): boolean {
  return isPrimitive(a) ? areEqual(a, b) : nested(() => areEqual(a, b));
}

function areEqual(a: Value, b: Value): boolean {
  if ((a instanceof Callable || b instanceof Callable) && a !== b) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, i) => equals(item, b[i]));
  }
  const dictionary = dictionaryOf(a);
  if (dictionary !== undefined) {
    const other = dictionaryOf(b);
    if (other?.size !== dictionary.size) return false;
    return Array.from(dictionary).every(([key, item]) => other.has(key) && equals(item, other.get(key)));
  }
  const right = isPrimitive(b) ? b : null;
  return isNumber(a) && isNumber(right) ? Number(a) === Number(right) : a === right;
}

export function isLess(a: Value, b: Value, sign: "<" | ">" = "<"): boolean {
  if (isNull(a)) throw new Error("Undefined value or reference");
  if (isNumber(a) && isNumber(b)) return sign === "<" ? Number(a) < Number(b) : Number(a) > Number(b);
  if (typeof a === "string" && typeof b === "string") return sign === "<" ? a < b : a > b;
  throw new Error(`Cannot compare values: ${dump(a)} ${sign} ${dump(b)}`);
}

export function contains(container: Value, value: Value): boolean {
  if (Array.isArray(container)) {
    spendSteps(container.length / itemsPerStep);
    return container.some((item) => equals(item, value));
  }
  const dictionary = dictionaryOf(container);
  if (dictionary !== undefined) return dictionary.has(keyOf(value, value));
  throw new Error(
    isNull(container)
      ? "Undefined value or reference"
      : `contains can only be called on arrays and objects: ${dump(container)}`,
  );
}

/** Comparing numbers is much cheaper than a step. */
const itemsPerStep = 16;

/** A value as Python writes it, or as JSON. A negative indent puts everything on one line. */
export function dump(value: Value, indent = -1, isJson = false, level = 0): string {
  const text = nested(() => dumped(value, indent, isJson, level));
  spendSize(text.length);
  return text;
}

function dumped(value: Value, indent: number, isJson: boolean, level: number): string {
  const lineEnd = (at: number): string => (indent > 0 ? `\n${repeated(" ", at * indent)}` : "");
  const enclosed = (open: string, items: readonly string[], close: string): string => {
    const separator = `,${indent < 0 ? " " : lineEnd(level + 1)}`;
    return `${open}${lineEnd(level + 1)}${items.join(separator)}${lineEnd(level)}${close}`;
  };
  const inner = (item: Value): string => dump(item, indent, isJson, level + 1);
  if (Array.isArray(value)) return enclosed("[", value.map(inner), "]");
  const dictionary = dictionaryOf(value);
  if (dictionary !== undefined) {
    const entries = Array.from(dictionary, ([key, item]) => `${dumpKey(key, isJson)}: ${inner(item)}`);
    return enclosed("{", entries, "}");
  }
  if (typeof value === "string") return isJson ? quoted(value) : pythonQuoted(value);
  if (typeof value === "boolean" && !isJson) return value ? "True" : "False";
  if (typeof value === "number") return dumpFloat(value);
  return isPrimitive(value) && !isNull(value) ? value.toString() : "null";
}

function dumpKey(key: Primitive, isJson: boolean): string {
  if (typeof key === "string") return isJson ? quoted(key) : pythonQuoted(key);
  const quote = isJson ? '"' : "'";
  return quote + dump(key, -1, true) + quote;
}

/** In single quotes; as JSON if the text contains one. */
function pythonQuoted(text: string): string {
  const json = quoted(text);
  return json.includes("'") ? json : `'${json.slice(1, -1).replaceAll('\\"', '"')}'`;
}

function quoted(text: string): string {
  // Bytes from 0x80 are parts of characters and stay unchanged, like everything that JSON.stringify leaves alone.
  return JSON.stringify(text);
}

/** As nlohmann::json writes doubles. */
function dumpFloat(value: number): string {
  if (!Number.isFinite(value)) return "null";
  const [digits = "", power = "0"] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 15) {
    const sign = exponent < 0 ? "-" : "+";
    return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  const plain = Object.is(value, -0) ? "-0" : String(value);
  return Number.isInteger(value) ? `${plain}.0` : plain;
}
