/** `pandas.to_numeric(series, errors="raise")` (pandas 3) for a column of mixed values, with which MLflow makes doubles. */
import { MlflowError } from "./mlflow-error.ts";
import { hasPandas3, type MlflowRules } from "./mlflow-rules.ts";
import { intDtype } from "./numpy-dtype.ts";
import { type Column, columnOf } from "./pandas-column.ts";
import {
  type PythonValue,
  PythonBytes,
  dictEntries,
  isDict,
  isList,
  pythonFloat,
} from "#python-values/python-value.ts";

const INTEGER = /^\s*[+-]?\d+\s*$/;
const NUMBER = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*$/i;
const INFINITY = /^([+-]?)inf(?:inity)?$/i;

/** Bools count as 1 and 0; None, "", [] and {} as NaN. @throws MlflowError "ValueError" for a text, "TypeError" for a list or dict. */
export function toNumeric(values: readonly PythonValue[], rules: MlflowRules): Column {
  const numbers = values.map((value, position) => {
    const number = numberOf(value, position);
    // pandas 2 makes floats of ints that no int64 and no uint64 holds.
    const isLong = typeof number === "bigint" && intDtype([number]) === "object";
    return isLong && !hasPandas3(rules) ? pythonFloat(Number(number)) : number;
  });
  return numbers.every((value) => value === null)
    ? { dtype: "float64", values: numbers.map(() => Number.NaN) }
    : columnOf(numbers);
}

function numberOf(value: PythonValue, position: number): PythonValue {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "string") return parse(value, position);
  if (value instanceof PythonBytes && value.ascii === "") return null;
  const isEmpty = (isList(value) && value.length === 0) || (isDict(value) && dictEntries(value).length === 0);
  if (isEmpty) return null;
  if (isList(value) || isDict(value) || value instanceof PythonBytes) {
    throw new MlflowError(`Invalid object type at position ${position}`, "TypeError");
  }
  return value;
}

function parse(text: string, position: number): PythonValue {
  if (text === "") return null;
  if (INTEGER.test(text)) return BigInt(text.trim().replace("+", ""));
  if (NUMBER.test(text)) return pythonFloat(Number(text));
  const infinity = INFINITY.exec(text);
  if (infinity) return infinity[1] === "-" ? -Infinity : Infinity;
  throw new MlflowError(`Unable to parse string '${text}' at position ${position}`, "ValueError");
}
