/** mlflow/models/utils.py (3.17), `_enforce_mlflow_datatype`: the dtypes that a column of a scalar type may have. */
import { MlflowError } from "./mlflow-error.ts";
import type { MlflowRules } from "./mlflow-rules.ts";
import type { Dtype } from "./numpy-dtype.ts";
import { type Column, toFloat } from "./pandas-column.ts";
import { type PythonValue, PythonFloat, isNoneOrNaN, typeName } from "#python-values/python-value.ts";
import type { DataType } from "./signature.ts";
import { toNumeric } from "./to-numeric.ts";

const NUMPY_NAMES: Readonly<Record<DataType, string>> = {
  boolean: "bool",
  integer: "int32",
  long: "int64",
  float: "float32",
  double: "float64",
  string: "<U0",
  binary: "|S0",
  datetime: "datetime64[ns]",
};

/** Dtypes that pass unchanged. JSON has no narrow numbers to widen. */
const PASSING: Readonly<Record<DataType, readonly Dtype[]>> = {
  boolean: ["bool", "object"],
  integer: [],
  long: ["int64"],
  float: [],
  double: ["float64"],
  string: ["str", "object"],
  binary: ["str", "object"],
  datetime: [],
};

/** @param name of the column, "" inside objects. @throws MlflowError if the column cannot be converted safely. */
export function enforceDatatype(
  name: string | number,
  column: Column,
  dataType: DataType,
  rules: MlflowRules,
): Column {
  const { dtype, values } = column;
  if (PASSING[dataType].includes(dtype)) return column;
  if (dtype === "object" && dataType === "datetime") return orFailed(name, column, dataType, toDates);
  // In numpy, "object" is the type of decimals, which MLflow turns into doubles.
  if (dtype === "object" && dataType === "double")
    return orFailed(name, column, dataType, (values) => toNumeric(values, rules));
  const toFloats = dataType === "float" || dataType === "double";
  if (
    rules !== "2.14" &&
    toFloats &&
    dtype === "int64" &&
    values.every((value) => Number(value) === 0 || Number(value) === 1)
  ) {
    return { dtype: "float64", values: values.map(toFloat) };
  }
  throw new MlflowError(
    `Incompatible input types for column ${name}. Can not safely convert ${dtype} to ${NUMPY_NAMES[dataType]}.${hint(column, dataType)}`,
  );
}

/** MLflow rewords a ValueError of pandas, and lets a TypeError through. */
function orFailed(
  name: string | number,
  { dtype, values }: Column,
  dataType: DataType,
  convert: (values: readonly PythonValue[]) => Column,
): Column {
  try {
    return convert(values);
  } catch (thrown) {
    if (!(thrown instanceof MlflowError) || thrown.pythonType !== "ValueError") throw thrown;
    throw new MlflowError(`Failed to convert column ${name} from type ${dtype} to DataType.${dataType}.`);
  }
}

/** JSON has no dates, so only None is one. pandas would read dates from texts beside numbers; this refuses them. */
function toDates(values: readonly PythonValue[]): Column {
  for (const value of values) {
    if (typeof value === "string") {
      throw new MlflowError(`Given date string "${value}" not likely a datetime`, "ValueError");
    }
    if (!isNoneOrNaN(value)) {
      throw new MlflowError(`<class '${typeName(value)}'> is not convertible to datetime`, "TypeError");
    }
  }
  return { dtype: "object", values: values.map(() => null) };
}

const MISSING_INTS =
  " Hint: the type mismatch is likely caused by missing values. Integer columns in python can not represent missing values " +
  "and are therefore encoded as floats. The best way to avoid this problem is to infer the model schema based on a realistic " +
  "data sample (training dataset) that includes missing values. Alternatively, you can declare integer columns as doubles " +
  "(float64) whenever these columns may have missing values. See `Handling Integers With Missing Values " +
  "<https://www.mlflow.org/docs/latest/models.html#handling-integers-with-missing-values>`_ for more details.";

function hint({ dtype, values }: Column, dataType: DataType): string {
  if (dtype !== "float64" || (dataType !== "integer" && dataType !== "long")) return "";
  const hasMissing = values.some(isNoneOrNaN);
  const allWhole = values.every((value) => isNoneOrNaN(value) || value instanceof PythonFloat);
  return hasMissing && allWhole ? MISSING_INTS : "";
}
