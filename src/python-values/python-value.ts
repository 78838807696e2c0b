/** JSON as Python's `json.loads` returns it. JavaScript's own values lack three things: whole floats, ints of any size, and key order. */
import { own } from "#base/own.ts";

/** A Python float; needed if it is whole, because a whole `number` stands for an int. */
export class PythonFloat {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** Python bytes, ASCII: MLflow's value for a text in an array of binary. */
export class PythonBytes {
  readonly ascii: string;

  constructor(ascii: string) {
    this.ascii = ascii;
  }
}

/** A Map if keys such as "10" must keep their place. */
export type PythonDict = ReadonlyMap<string, PythonValue> | { readonly [key: string]: PythonValue };

export type PythonValue =
  | null
  | boolean
  | string
  | number
  | bigint
  | PythonFloat
  | PythonBytes
  | readonly PythonValue[]
  | PythonDict;

/** The float in its simplest form: a `number` unless it is whole. */
export function pythonFloat(value: number): number | PythonFloat {
  return Number.isInteger(value) ? new PythonFloat(value) : value;
}

/** Typed, unlike Array.isArray, which leaves readonly arrays in the other branch. */
export function isList(value: PythonValue): value is readonly PythonValue[] {
  return Array.isArray(value);
}

export function isDict(value: PythonValue): value is PythonDict {
  return (
    typeof value === "object" &&
    value !== null &&
    !isList(value) &&
    !(value instanceof PythonFloat) &&
    !(value instanceof PythonBytes)
  );
}

export function dictEntries(dict: PythonDict): [string, PythonValue][] {
  return dict instanceof Map ? [...(dict as ReadonlyMap<string, PythonValue>)] : Object.entries(dict);
}

/** @returns undefined if the key is absent. */
export function dictGet(dict: PythonDict, key: string): PythonValue | undefined {
  if (dict instanceof Map) return (dict as ReadonlyMap<string, PythonValue>).get(key);
  return own(dict as Readonly<Record<string, PythonValue>>, key);
}

export function isFloat(value: PythonValue): value is number | PythonFloat {
  return value instanceof PythonFloat || (typeof value === "number" && !Number.isInteger(value));
}

export function floatOf(float: number | PythonFloat): number {
  return typeof float === "number" ? float : float.value;
}

export function isInt(value: PythonValue): value is number | bigint {
  return typeof value === "bigint" || Number.isInteger(value);
}

export function isNoneOrNaN(value: PythonValue): boolean {
  return value === null || Number.isNaN(value);
}

/** `type(value).__name__`. */
export function typeName(value: PythonValue): string {
  if (value === null) return "NoneType";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "str";
  if (isInt(value)) return "int";
  if (isFloat(value)) return "float";
  if (value instanceof PythonBytes) return "bytes";
  return isList(value) ? "list" : "dict";
}

/** `numpy.isscalar`. */
export function isScalar(value: PythonValue): boolean {
  return value !== null && !isList(value) && !isDict(value);
}
