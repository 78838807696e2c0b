/** mlflow/types/utils.py (2.22 and 3.17), `_infer_param_schema`. */
import { isTruthy } from "./enforce-type.ts";
import { inferColumns } from "./infer-type.ts";
import type { MlflowRules } from "./mlflow-rules.ts";
import { MlflowError } from "./mlflow-error.ts";
import { type Dtype, numpyDtype } from "./numpy-dtype.ts";
import { type ParamShape, paramValue } from "./param-value.ts";
import { pythonRepr, pythonStr } from "#python-values/python-repr.ts";
import {
  type PythonValue,
  dictEntries,
  isDict,
  isList,
  isScalar,
  typeName,
} from "#python-values/python-value.ts";
import type { DataType, ParamSpec, SchemaType } from "./signature.ts";

/** @throws MlflowError naming every param without a type. */
export function inferParams(params: PythonValue, rules: MlflowRules): readonly ParamSpec[] | null {
  if (!isTruthy(params)) return null;
  if (!isDict(params)) {
    throw new MlflowError(`Expected parameters to be dict, got ${typeName(params)}`);
  }
  const specs: ParamSpec[] = [];
  const invalid: string[] = [];
  for (const [name, value] of dictEntries(params)) {
    try {
      const { type, shape } = typeAndShape(value, rules);
      if (type.kind !== "scalar" && type.kind !== "object") {
        throw new MlflowError("'dtype' must be DataType, Object or str, got Any", "TypeError");
      }
      if (type.kind === "scalar" && type.dataType === "binary") {
        throw new MlflowError(
          `Binary type is not supported for parameters, ParamSpec '${name}'has dtype 'binary'`,
        );
      }
      const spec = { name, type, default: value, shape };
      specs.push({ ...spec, default: paramValue(value, spec, rules) });
    } catch (thrown) {
      if (!(thrown instanceof MlflowError)) throw thrown;
      invalid.push(`(${pythonRepr(name)}, ${pythonRepr(value)}, ${thrown.repr})`);
    }
  }
  if (invalid.length > 0) {
    throw new MlflowError(`Failed to infer schema for parameters: [${invalid.join(", ")}]`);
  }
  return specs;
}

function typeAndShape(
  value: PythonValue,
  rules: MlflowRules,
): { readonly type: SchemaType; readonly shape: ParamShape } {
  if (isList(value)) {
    const depth = arrayDepth(value);
    if (depth !== 1) {
      throw new MlflowError(`Expected parameters to be 1D array or scalar, got ${depth}D array`);
    }
    // MLflow first asks whether all items are dates, which is true of no items.
    const dataType = value.length === 0 ? "datetime" : dataTypeOf(numpyDtype(value));
    return { type: { kind: "scalar", dataType }, shape: [-1] };
  }
  if (isScalar(value)) {
    try {
      return { type: { kind: "scalar", dataType: dataTypeOf(numpyDtype([value])) }, shape: null };
    } catch (thrown) {
      if (!(thrown instanceof MlflowError)) throw thrown;
      throw new MlflowError(`Failed to infer schema for parameter ${pythonStr(value)}: ${thrown.repr}`);
    }
  }
  if (isDict(value) && rules !== "2.14") {
    const [column] = inferColumns({ value }, rules);
    return { type: column?.type ?? { kind: "any" }, shape: null };
  }
  throw new MlflowError(`Expected parameters to be 1D array or scalar, got ${typeName(value)}`);
}

function arrayDepth(value: PythonValue): number {
  return isList(value) ? Math.max(0, ...value.map(arrayDepth)) + 1 : 0;
}

function dataTypeOf(dtype: Dtype): DataType {
  switch (dtype) {
    case "bool":
      return "boolean";
    case "int64":
      return "long";
    case "float64":
      return "double";
    case "str":
      return "string";
    case "bytes":
      return "binary";
    case "uint64":
      throw new MlflowError("Unsupported numpy data type 'uint64', kind 'u'");
    case "object":
      throw new MlflowError(
        "Can not infer object without looking at the values, call _map_numpy_array instead.",
        "Exception",
      );
  }
}
