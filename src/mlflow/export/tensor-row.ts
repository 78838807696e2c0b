/** One row of a tensor as JSON. */
import type { DataType } from "../signature.ts";

/** A first dimension of any length counts the rows, so one row does not have it. */
export function rowShape(shape: readonly number[]): readonly number[] {
  return shape[0] === -1 ? shape.slice(1) : shape;
}

/** @returns null for types without a single JSON form, such as `object` and `complex64`. */
export function scalarOfDtype(dtype: string): DataType | null {
  if (dtype === "bool") return "boolean";
  if (dtype === "int8" || dtype === "int16" || dtype === "int32" || dtype === "uint8" || dtype === "uint16") {
    return "integer";
  }
  if (dtype === "int64" || dtype === "uint32" || dtype === "uint64") return "long";
  if (dtype === "float16" || dtype === "float32" || dtype === "float64") return "double";
  if (dtype === "str" || dtype === "bytes") return "string";
  return dtype.startsWith("datetime64") ? "datetime" : null;
}
