/** Converts a request's values as MLflow's scoring server does before predict: mlflow/utils/proto_json_utils.py, 3.17. */
import { enforceType, isTruthy } from "#mlflow/enforce-type.ts";
import { MlflowError } from "#mlflow/mlflow-error.ts";
import type { MlflowRules } from "#mlflow/mlflow-rules.ts";
import { intDtype } from "#mlflow/numpy-dtype.ts";
import { numpyShape } from "#mlflow/numpy-shape.ts";
import { pythonRepr, pythonStr } from "#python-values/python-repr.ts";
import {
  type PythonValue,
  floatOf,
  isFloat,
  isInt,
  isList,
  pythonFloat,
  typeName,
} from "#python-values/python-value.ts";
import type { ColSpec, DataType } from "#mlflow/signature.ts";
import { invalidInput } from "./serving-error.ts";

/**
 * `convert_data_type`: by numpy, so anything becomes a text, and digits become a number.
 * @throws ServingError.
 */
export function convertValue(value: PythonValue, spec: ColSpec | undefined, rules: MlflowRules): PythonValue {
  if (spec === undefined) return value;
  const { type, required } = spec;
  try {
    if (type.kind === "scalar") {
      if (isList(value)) numpyShape(value);
      return castAll(value, type.dataType);
    }
    const enforced = enforceType(value, type, required, rules);
    if (type.kind === "array" && isList(enforced)) numpyShape(enforced);
    return enforced;
  } catch (error) {
    if (error instanceof MlflowError) throw invalidInput(error.message);
    throw error;
  }
}

/** `numpy.array(value, dtype)`. */
function castAll(value: PythonValue, dataType: DataType): PythonValue {
  return isList(value) ? value.map((item) => castAll(item, dataType)) : castScalar(value, dataType);
}

/** As `Series.astype(dtype)` does with a cell. @throws MlflowError as pandas would. */
export function castCell(value: PythonValue, dataType: DataType): PythonValue {
  if (!isList(value)) return castScalar(value, dataType);
  if (dataType === "boolean") return value.length > 0;
  if (dataType === "long" || dataType === "integer") return toNumber(value, "int");
  if (dataType !== "double" && dataType !== "float") return value;
  throw new MlflowError("setting an array element with a sequence.", "ValueError");
}

/** As `numpy.array([value], dtype)`. Nested lists are left to schema enforcement. @throws MlflowError as numpy would. */
function castScalar(value: PythonValue, dataType: DataType): PythonValue {
  if (isList(value)) return value;
  switch (dataType) {
    case "string":
      return pythonStr(value);
    case "double":
    case "float":
      return pythonFloat(toNumber(value, "float"));
    case "long":
    case "integer":
      return inInt64(isInt(value) ? value : toInt(value));
    case "boolean":
      return isTruthy(value);
    case "binary":
    case "datetime":
      return value;
  }
}

function inInt64(value: PythonValue): PythonValue {
  if (typeof value === "bigint" && intDtype([value]) !== "int64")
    throw new MlflowError("Python int too large to convert to C long", "OverflowError");
  return value;
}

function toInt(value: PythonValue): PythonValue {
  if (typeof value === "string" && INTEGER.test(value)) {
    const int = BigInt(value.trim().replace("+", ""));
    return Number.isSafeInteger(Number(int)) ? Number(int) : int;
  }
  return Math.trunc(toNumber(value, "int"));
}

const INTEGER = /^\s*[+-]?\d+\s*$/;
const FLOAT = /^\s*[+-]?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i;
const NAMED_FLOAT = /^\s*([+-]?)(nan|inf(?:inity)?)\s*$/i;

function toNumber(value: PythonValue, kind: "float" | "int"): number {
  if (typeof value === "boolean") return Number(value);
  if (isInt(value)) return Number(value);
  if (isFloat(value) && kind === "int" && !Number.isFinite(floatOf(value))) {
    throw new MlflowError(
      "Cannot convert non-finite values (NA or inf) to integer. Replace or remove non-finite values or cast to an integer type that supports these values (e.g. 'Int64')",
      "IntCastingNaNError",
    );
  }
  if (isFloat(value)) return floatOf(value);
  if (value === null && kind === "float") return Number.NaN;
  const text = typeof value === "string" ? value : "";
  if ((kind === "float" ? FLOAT : INTEGER).test(text)) return Number(text);
  const named = kind === "float" ? NAMED_FLOAT.exec(text) : null;
  if (named) return named[2]?.toLowerCase() === "nan" ? Number.NaN : named[1] === "-" ? -Infinity : Infinity;
  if (typeof value !== "string") {
    const argument =
      kind === "float"
        ? "float() argument must be a string or"
        : "int() argument must be a string, a bytes-like object or";
    throw new MlflowError(`${argument} a real number, not '${typeName(value)}'`, "TypeError");
  }
  throw new MlflowError(
    kind === "float"
      ? `could not convert string to float: ${pythonRepr(value)}`
      : `invalid literal for int() with base 10: ${pythonRepr(value)}`,
    "ValueError",
  );
}
