/** mlflow/types/utils.py (2.22 and 3.17): `_infer_datatype`, `_infer_schema`, for JSON-like data. */
import { atLeastOne, unnamed } from "./inferred-columns.ts";
import { mergeTypes, sameType } from "./merge-types.ts";
import type { MlflowRules } from "./mlflow-rules.ts";
import { MlflowError } from "./mlflow-error.ts";
import {
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

const ANY: SchemaType = { kind: "any" };

const MULTIPLE_TYPES =
  "Expected all values in the list to be of the same type. To specify a model signature with a list containing elements of " +
  "multiple types, define the signature manually using the Array(AnyType()) type from mlflow.models.schema.";

/**
 * A dict gives a column per key; a list of dicts a column per key over all rows; anything else one unnamed column.
 * @throws MlflowError if items of a list have no type in common, or there is no column.
 */
export function inferColumns(value: PythonValue, rules: MlflowRules): readonly ColSpec[] {
  if (isList(value) && value.length > 0 && value.every(isDict)) return inferRows(value.filter(isDict), rules);
  if (isDict(value)) {
    return atLeastOne(
      dictEntries(value).map(([name, item]) => ({
        name,
        type: inferType(item, rules),
        required: isList(item) ? !item.some(isNoneOrNaN) : !isNoneOrNaN(item),
      })),
    );
  }
  if (!isList(value)) return [unnamed(inferType(value, rules))];
  return [unnamed(value.length === 0 ? { kind: "scalar", dataType: "string" } : inferItems(value, rules))];
}

/** A column is required if every row has it and none has None; NaN is allowed. */
function inferRows(rows: readonly PythonDictRow[], rules: MlflowRules): readonly ColSpec[] {
  const columns = new Map<string, PythonValue[]>();
  for (const [name, value] of rows.flatMap(dictEntries)) {
    const values = columns.get(name);
    if (values) values.push(value);
    else columns.set(name, [value]);
  }
  return atLeastOne(
    [...columns].map(([name, values]) => ({
      name,
      type: inferItems(values, rules),
      required: rows.every((row) => (dictGet(row, name) ?? null) !== null),
    })),
  );
}

type PythonDictRow = Parameters<typeof dictEntries>[0];

/** None, NaN, [] and {} fit any type. */
function inferType(value: PythonValue, rules: MlflowRules): SchemaType {
  if (isNoneOrNaN(value)) return ANY;
  if (isList(value)) return value.length === 0 ? ANY : { kind: "array", items: inferItems(value, rules) };
  if (isDict(value)) {
    const entries = dictEntries(value);
    if (entries.length === 0) return ANY;
    const properties = entries.map(([name, item]) => {
      const type = inferType(item, rules);
      return { name, type, required: type.kind !== "any" };
    });
    return { kind: "object", properties };
  }
  if (typeof value === "string") return { kind: "scalar", dataType: "string" };
  if (typeof value === "boolean") return { kind: "scalar", dataType: "boolean" };
  if (value instanceof PythonBytes) return { kind: "scalar", dataType: "binary" };
  return { kind: "scalar", dataType: isInt(value) ? "long" : "double" };
}

function inferItems(items: readonly PythonValue[], rules: MlflowRules): SchemaType {
  return items
    .map((item) => inferType(item, rules))
    .reduce((known, type) => {
      if (known.kind === "scalar") {
        if (type.kind === "any" || sameType(known, type)) return known;
        throw new MlflowError(MULTIPLE_TYPES);
      }
      try {
        return mergeTypes(known, type, rules);
      } catch (cause) {
        throw cause instanceof MlflowError ? new MlflowError(MULTIPLE_TYPES) : cause;
      }
    });
}
