/** Converts a request's values as MLflow's scoring server does before predict: mlflow/utils/proto_json_utils.py, 3.17. */
import { enforceType } from "#mlflow/enforce-type.ts";
import { MlflowError } from "#mlflow/mlflow-error.ts";
import { pythonRepr, pythonStr } from "#python-values/python-repr.ts";
import {
  type PythonValue,
  floatOf,
  isFloat,
  isInt,
  isList,
  pythonFloat,
} from "#python-values/python-value.ts";
import type { ColSpec, DataType } from "#mlflow/signature.ts";
import { invalidInput } from "./serving-error.ts";

/**
 * `convert_data_type`: by numpy, so anything becomes a text, and digits become a number.
 * @throws ServingError.
 */
export function convertValue(value: PythonValue, spec: ColSpec | undefined): PythonValue {
  if (spec === undefined) return value;
  const { type, required } = spec;
  try {
    if (type.kind !== "scalar") return enforceType(value, type, required);
    return isList(value)
      ? value.map((item) => castScalar(item, type.dataType))
      : castScalar(value, type.dataType);
  } catch (error) {
    if (error instanceof MlflowError) throw invalidInput(error.message);
    throw error;
  }
}

/** As `numpy.array([value], dtype)`. Nested lists are left to schema enforcement. @throws MlflowError as numpy would. */
export function castScalar(value: PythonValue, dataType: DataType): PythonValue {
  if (isList(value)) return value;
  switch (dataType) {
    case "string":
      return pythonStr(value);
    case "double":
    case "float":
      return pythonFloat(toNumber(value, "float"));
    case "long":
    case "integer":
      return Math.trunc(toNumber(value, "int"));
    case "boolean":
      return value !== null && value !== false && value !== "" && value !== 0;
    case "binary":
    case "datetime":
      return value;
  }
}

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
  const form = kind === "float" ? /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i : /^\s*[+-]?\d+\s*$/;
  if (typeof value === "string" && form.test(value)) return Number(value);
  throw new MlflowError(
    kind === "float"
      ? `could not convert string to float: ${pythonRepr(value)}`
      : `invalid literal for int() with base 10: ${pythonRepr(value)}`,
    "ValueError",
  );
}
