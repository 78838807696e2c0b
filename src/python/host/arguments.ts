/** Reads what Python sent. A wrong type is a fault of the modules in src/python/modules, not of the person. */
import type { PythonValue } from "../bridge.ts";

export function text(value: PythonValue): string {
  if (typeof value === "string") return value;
  throw new TypeError(`Python should have sent a text; it sent ${typeof value}.`);
}

export function integer(value: PythonValue): number {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw new TypeError(`Python should have sent a whole number; it sent ${typeof value}.`);
}

export function list(value: PythonValue): readonly PythonValue[] {
  if (Array.isArray(value)) return value as readonly PythonValue[];
  throw new TypeError(`Python should have sent a list; it sent ${typeof value}.`);
}

export function dict(value: PythonValue): ReadonlyMap<string, PythonValue> {
  if (value instanceof Map) return value as ReadonlyMap<string, PythonValue>;
  throw new TypeError(`Python should have sent a dict; it sent ${typeof value}.`);
}

/** Token ids are passed as the bytes of int32, little-endian. */
export function tokens(value: PythonValue): Int32Array {
  if (!(value instanceof Uint8Array)) throw new TypeError("Python should have sent the bytes of token ids.");
  return new Int32Array(value.slice().buffer);
}

export function bytesOf(array: Int32Array | Float32Array): Uint8Array {
  return new Uint8Array(array.slice().buffer);
}
