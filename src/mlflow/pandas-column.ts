/** How pandas stores a column of JSON-like values: its dtype, and the converted values. */
import { type Dtype, intDtype } from "./numpy-dtype.ts";
import { hasPandas3, type MlflowRules } from "./mlflow-rules.ts";
import { type PythonValue, isFloat, isInt, isNoneOrNaN, pythonFloat } from "#python-values/python-value.ts";

export interface Column {
  readonly dtype: Dtype;
  readonly values: readonly PythonValue[];
}

/** `pandas.Series(values)`: None becomes NaN beside numbers, and in pandas 3 beside texts, an int becomes a float beside floats or NaN. */
export function columnOf(values: readonly PythonValue[], rules: MlflowRules = "3.17"): Column {
  const known = values.filter((value) => !isNoneOrNaN(value));
  const complete = known.length === values.length;
  const every = (of: (value: PythonValue) => boolean) => known.every(of);
  if (known.length === 0) {
    const allNone = values.length > 0 && values.every((value) => value === null);
    return allNone ? { dtype: "object", values } : { dtype: "float64", values: values.map(() => Number.NaN) };
  }
  if (every((value) => typeof value === "boolean")) return { dtype: complete ? "bool" : "object", values };
  if (every((value) => typeof value === "string"))
    return hasPandas3(rules)
      ? { dtype: "str", values: values.map((value) => value ?? Number.NaN) }
      : { dtype: "object", values };
  if (every((value) => isInt(value) || isFloat(value))) {
    const ints = intDtype(known.filter(isInt));
    if (complete && every(isInt)) return { dtype: ints, values };
    if (ints !== "object") return { dtype: "float64", values: values.map(toFloat) };
  }
  return { dtype: "object", values };
}

/** `float(value)` of a number, a bool or None. */
export function toFloat(value: PythonValue): PythonValue {
  if (value === null) return Number.NaN;
  return isInt(value) ? pythonFloat(Number(value)) : value;
}
