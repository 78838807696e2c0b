import { type PythonValue, isFloat, isInt } from "./python-value.ts";

/** What numpy and pandas hold JSON-like values as; "str" is numpy's `<U` and pandas 3's StringDtype. */
export type Dtype = "bool" | "int64" | "uint64" | "float64" | "str" | "object";

/** The dtype of `numpy.array(items)`, for a flat, not empty list (numpy 2). */
export function numpyDtype(items: readonly PythonValue[]): Dtype {
  const isOf = (...names: Kind[]) => items.every((item) => names.includes(kind(item)));
  if (isOf("bool")) return "bool";
  if (isOf("bool", "int")) return intDtype(items.filter(isInt));
  if (isOf("bool", "int", "float")) return "float64";
  return isOf("bool", "int", "float", "str") ? "str" : "object";
}

type Kind = "bool" | "int" | "float" | "str" | "other";

function kind(value: PythonValue): Kind {
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "str";
  if (isInt(value)) return "int";
  return isFloat(value) ? "float" : "other";
}

/** The narrowest of numpy's dtypes that holds all of these ints. */
export function intDtype(ints: readonly (number | bigint)[]): "int64" | "uint64" | "object" {
  const big = ints.map(BigInt);
  if (big.every((int) => int === BigInt.asIntN(64, int))) return "int64";
  return big.every((int) => int === BigInt.asUintN(64, int)) ? "uint64" : "object";
}
