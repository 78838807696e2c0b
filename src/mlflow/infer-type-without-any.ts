/** mlflow/types/utils.py of 2.14, before Any: `_infer_datatype` and `_infer_schema`, for JSON-like data. */
import { atLeastOne, unnamed } from "./inferred-columns.ts";
import { mergeTypes, sameType } from "./merge-types.ts";
import { MlflowError } from "./mlflow-error.ts";
import { pythonStr } from "#python-values/python-repr.ts";
import {
  type PythonDict,
  type PythonValue,
  PythonBytes,
  dictEntries,
  dictGet,
  isDict,
  isInt,
  isList,
  isNoneOrNaN,
} from "#python-values/python-value.ts";
import type { ColSpec, SchemaType } from "./signature.ts";

const NOTHING = "A column of nested array type must include at least one non-empty array.";
const DIFFERENT = "Expected all values in list to be of same type";
const EXPECTED = [
  "pandas.DataFrame",
  "pandas.Series",
  "numpy.ndarray",
  "dictionary of (name -> numpy.ndarray)",
  "pyspark.sql.DataFrame",
  "scipy.sparse.csr_matrix",
  "scipy.sparse.csc_matrix",
  "DataType",
  "List[DataType]",
  "Dict[str, Union[DataType, List, Dict]]",
  "List[Dict[str, Union[DataType, List, Dict]]]",
];

/**
 * A dict gives a column per key; a list of dicts a column per key over all rows; anything else one unnamed column.
 * @throws MlflowError where a value has no type: None, and lists and dicts that hold nothing.
 */
export function inferColumnsWithoutAny(value: PythonValue): readonly ColSpec[] {
  if (isList(value) && value.length === 0) return [unnamed({ kind: "scalar", dataType: "string" })];
  if (isList(value) && value.every(isDict)) return atLeastOne(inferRows(value.filter(isDict)));
  if (isDict(value)) {
    return atLeastOne(
      dictEntries(value).map(([name, item]) => ({
        name,
        type: known(inferType(item)),
        required: isList(item) ? !item.some(isNoneOrNaN) : !isNoneOrNaN(item),
      })),
    );
  }
  if (isList(value)) return [unnamed(itemsOf(value))];
  try {
    return [unnamed(known(inferType(value)))];
  } catch (thrown) {
    if (!(thrown instanceof MlflowError)) throw thrown;
    throw new MlflowError(
      `Failed to infer schema. Expected one of the following types:\n${EXPECTED.map((type) => `- ${type}\n`).join("")}` +
        `but got '${pythonStr(value)}'.\nError: ${thrown.message}`,
    );
  }
}

function inferRows(rows: readonly PythonDict[]): readonly ColSpec[] {
  const columns = new Map<string, PythonValue[]>();
  for (const [name, value] of rows.flatMap(dictEntries)) {
    const values = columns.get(name);
    if (values) values.push(value);
    else columns.set(name, [value]);
  }
  return [...columns].map(([name, values]) => ({
    name,
    type: itemsOf(values),
    required: rows.every((row) => dictGet(row, name) !== undefined),
  }));
}

/** null for a list that holds nothing. */
function inferType(value: PythonValue): SchemaType | null {
  if (isList(value)) {
    const items = inferItems(value);
    return items && { kind: "array", items };
  }
  if (isDict(value)) {
    const properties = dictEntries(value).map(([name, item]) => {
      const type = inferType(item);
      if (type === null) throw new MlflowError("Dictionary value must not be an empty list.");
      return { name, type, required: true };
    });
    if (properties.length === 0)
      throw new MlflowError("Creating Object with empty properties is not allowed.");
    return { kind: "object", properties };
  }
  if (typeof value === "string") return { kind: "scalar", dataType: "string" };
  if (typeof value === "boolean") return { kind: "scalar", dataType: "boolean" };
  if (value instanceof PythonBytes) return { kind: "scalar", dataType: "binary" };
  if (value === null) throw new MlflowError("Data None is not one of the supported DataType");
  return { kind: "scalar", dataType: isInt(value) ? "long" : "double" };
}

function inferItems(items: readonly PythonValue[]): SchemaType | null {
  let found: SchemaType | null = null;
  for (const item of items) {
    const type = isNoneOrNaN(item) ? null : inferType(item);
    if (type === null) continue;
    if (found === null) {
      found = type;
      continue;
    }
    if (found.kind === "scalar") {
      if (!sameType(found, type)) throw new MlflowError(DIFFERENT);
      continue;
    }
    try {
      found = mergeTypes(found, type, "2.14");
    } catch (cause) {
      throw cause instanceof MlflowError ? new MlflowError(DIFFERENT) : cause;
    }
  }
  return found;
}

function itemsOf(items: readonly PythonValue[]): SchemaType {
  return known(inferItems(items));
}

function known(type: SchemaType | null): SchemaType {
  if (type === null) throw new MlflowError(NOTHING);
  return type;
}
