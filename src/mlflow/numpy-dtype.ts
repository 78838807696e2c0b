import { type PythonValue, PythonBytes, isFloat, isInt } from "#python-values/python-value.ts";

/** The dtypes of numpy and pandas for JSON-like values; "str" is numpy's `<U` and pandas 3's StringDtype. */
export type Dtype = "bool" | "int64" | "uint64" | "float64" | "str" | "bytes" | "object";

/** The dtype of `numpy.array(items)`, for a flat list that is not empty (numpy 2). */
export function numpyDtype(items: readonly PythonValue[]): Dtype {
  const isOf = (...names: Kind[]) => items.every((item) => names.includes(kind(item)));
  if (isOf("bool")) return "bool";
  const ints = new Set(items.filter(isInt).map((int) => intDtype([int])));
  if (ints.has("object")) return "object";
  if (isOf("bool", "int") && ints.size === 1) return [...ints][0] ?? "int64";
  // int64 and uint64 together promote to float64.
  if (isOf("bool", "int", "float")) return "float64";
  if (isOf("bool", "int", "float", "bytes")) return "bytes";
  return isOf("bool", "int", "float", "bytes", "str") ? "str" : "object";
}

type Kind = "bool" | "int" | "float" | "bytes" | "str" | "other";

function kind(value: PythonValue): Kind {
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "str";
  if (value instanceof PythonBytes) return "bytes";
  if (isInt(value)) return "int";
  return isFloat(value) ? "float" : "other";
}

/** The narrowest numpy dtype that holds all of these ints. */
export function intDtype(ints: readonly (number | bigint)[]): "int64" | "uint64" | "object" {
  const big = ints.map(BigInt);
  if (big.every((int) => int === BigInt.asIntN(64, int))) return "int64";
  return big.every((int) => int === BigInt.asUintN(64, int)) ? "uint64" : "object";
}
