/** mlflow/types/schema.py (3.17), `ParamSpec.validate_type_and_shape`, and mlflow/models/utils.py, `_enforce_param_datatype`. */
import { enforceType } from "./enforce-type.ts";
import { MlflowError } from "./mlflow-error.ts";
import type { MlflowRules } from "./mlflow-rules.ts";
import { numpyShape } from "./numpy-shape.ts";
import { isoFormat, readPythonDate } from "./python-date.ts";
import { pythonStr } from "#python-values/python-repr.ts";
import {
  type PythonValue,
  isInt,
  isList,
  isScalar,
  pythonFloat,
  typeName,
} from "#python-values/python-value.ts";
import { printParam } from "./signature-print.ts";
import type { DataType, ParamSpec } from "./signature.ts";

export type ParamShape = ParamSpec["shape"];

/** @returns the value as predict gets it. @throws MlflowError if it does not have the param's type or shape. */
export function paramValue(value: PythonValue, spec: ParamSpec, rules: MlflowRules = "3.17"): PythonValue {
  const { type, shape } = spec;
  const dimensions = shape === null ? null : numpyShape(value).length;
  if (dimensions !== null && dimensions !== 1) {
    throw new MlflowError(
      `Value must be a 1D array with shape (-1,) for param ${printParam(spec)}, received ${typeName(value)} with ndim ${dimensions}`,
    );
  }
  if (rules === "2.14" && type.kind === "scalar") return olderValue(value, type.dataType, spec);
  try {
    if (type.kind === "object") {
      enforceType(value, type, true);
      return value;
    }
    return shape !== null && isList(value)
      ? value.map((item) => paramScalar(item, type.dataType))
      : paramScalar(value, type.dataType);
  } catch (thrown) {
    if (!(thrown instanceof MlflowError)) throw thrown;
    throw new MlflowError(
      `Failed to validate type and shape for ${printParam(spec)}, error: ${thrown.message}`,
    );
  }
}

/** In the words of 2.14: `ParamSpec.enforce_param_datatype`. */
function olderValue(value: PythonValue, dataType: DataType, spec: ParamSpec): PythonValue {
  const of = `${printParam(spec)} ${spec.shape === null ? "with shape None" : "internal values"}`;
  const scalar = (item: PythonValue): PythonValue => {
    try {
      return paramScalar(item, dataType);
    } catch (thrown) {
      if (!(thrown instanceof MlflowError)) throw thrown;
      if (dataType === "datetime")
        throw new MlflowError(
          `Failed to convert value ${pythonStr(item)} from type ${typeName(item)} to DataType.datetime for param ${of}`,
        );
      throw new MlflowError(
        isScalar(item)
          ? `Incompatible types for param ${of}. Can not safely convert ${typeName(item)} to DataType.${dataType}.`
          : `Value should be a scalar for param ${of}, got ${pythonStr(item)}`,
      );
    }
  };
  return spec.shape !== null && isList(value) ? value.map(scalar) : scalar(value);
}

/** Ints pass as floats; no other type passes as another. A date is read from its ISO form. */
function paramScalar(value: PythonValue, dataType: DataType): PythonValue {
  if (value === null) return null;
  if (dataType === "datetime") return paramDate(value);
  if (!isScalar(value)) {
    throw new MlflowError(
      `Value must be a scalar for type \`DataType.${dataType}\`, got \`${pythonStr(value)}\``,
    );
  }
  const wanted = PYTHON_TYPES[dataType];
  if (typeName(value) === wanted) return value;
  if (wanted === "float" && isInt(value)) return pythonFloat(Number(value));
  throw new MlflowError(
    `Can not safely convert \`<class '${typeName(value)}'>\` to \`DataType.${dataType}\` for value \`${pythonStr(value)}\``,
  );
}

const PYTHON_TYPES: Readonly<Record<Exclude<DataType, "datetime">, string>> = {
  boolean: "bool",
  integer: "int",
  long: "int",
  float: "float",
  double: "float",
  string: "str",
  binary: "bytes",
};

/** The date in its ISO form, as in JSON. */
function paramDate(value: PythonValue): PythonValue {
  const date = typeof value === "string" ? readPythonDate(value) : null;
  if (date !== null) return isoFormat(date);
  throw new MlflowError(
    `Failed to convert value \`${pythonStr(value)}\` from type \`<class '${typeName(value)}'>\` to \`DataType.datetime\``,
  );
}
