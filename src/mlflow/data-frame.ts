/** How pandas makes a DataFrame of JSON-like data: `pandas.DataFrame(data)`. */
import { MlflowError } from "./mlflow-error.ts";
import type { MlflowRules } from "./mlflow-rules.ts";
import { type Column, columnOf } from "./pandas-column.ts";
import {
  type PythonDict,
  type PythonValue,
  dictEntries,
  dictGet,
  isDict,
  isList,
  typeName,
} from "#python-values/python-value.ts";

/** Columns by name, or by number if the data has no names. */
export type DataFrame = ReadonlyMap<string | number, Column>;

/** From a list: dicts are rows with names, lists are rows without, scalars are rows of one column. @throws MlflowError as pandas. */
export function frameOfList(rows: readonly PythonValue[], rules: MlflowRules = "3.17"): DataFrame {
  const [first = null] = rows;
  if (isDict(first)) return frameOfDicts(rows.map(toDict), rules);
  if (isList(first)) return frameOfLists(rows.map(toItems), rules);
  return rows.length === 0 ? new Map() : new Map([[0, columnOf(rows, rules)]]);
}

function frameOfDicts(rows: readonly PythonDict[], rules: MlflowRules): DataFrame {
  const names = new Set(rows.flatMap((row) => dictEntries(row).map(([name]) => name)));
  return new Map(
    [...names].map((name) => [
      name,
      columnOf(
        rows.map((row) => dictGet(row, name) ?? absent(row, name)),
        rules,
      ),
    ]),
  );
}

function absent(row: PythonDict, name: string): PythonValue {
  return dictGet(row, name) === null ? null : Number.NaN;
}

function frameOfLists(rows: readonly (readonly PythonValue[])[], rules: MlflowRules): DataFrame {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return new Map(
    Array.from({ length: width }, (_, at) => [
      at,
      columnOf(
        rows.map((row) => row[at] ?? null),
        rules,
      ),
    ]),
  );
}

/** `dict(row)`, which also accepts a list of pairs. */
function toDict(row: PythonValue): PythonDict {
  if (isDict(row)) return row;
  if (!isList(row) && typeof row !== "string") {
    throw new MlflowError(`'${typeName(row)}' object is not iterable`, "TypeError");
  }
  return new Map(
    toItems(row).map((pair, at): [string, PythonValue] => {
      if (!isList(pair) && !isDict(pair) && typeof pair !== "string") {
        throw new MlflowError(
          `cannot convert dictionary update sequence element #${at} to a sequence`,
          "TypeError",
        );
      }
      const [key = "", value = null, ...more] = toItems(pair);
      const { length } = toItems(pair);
      if (length !== 2 || more.length > 0 || typeof key !== "string") {
        throw new MlflowError(
          `dictionary update sequence element #${at} has length ${length}; 2 is required`,
          "ValueError",
        );
      }
      return [key, value];
    }),
  );
}

/** `list(row)`: a text gives its characters, a dict its keys. */
function toItems(row: PythonValue): readonly PythonValue[] {
  if (isList(row)) return row;
  if (isDict(row)) return dictEntries(row).map(([key]) => key);
  if (typeof row === "string") return Array.from(row);
  throw new MlflowError(`object of type '${typeName(row)}' has no len()`, "TypeError");
}

/** From a dict of columns: lists of one length, or dicts joined by their keys; scalars fill. @throws MlflowError as pandas. */
export function frameOfColumns(data: PythonDict, rules: MlflowRules = "3.17"): DataFrame {
  const entries = dictEntries(data);
  const lists = entries.flatMap(([, value]) => (isList(value) ? [value] : []));
  const dicts = entries.flatMap(([, value]) => (isDict(value) ? [value] : []));
  if (lists.length + dicts.length === 0) {
    throw new MlflowError("If using all scalar values, you must pass an index", "ValueError");
  }
  if (lists.some((list) => list.length !== lists[0]?.length)) {
    throw new MlflowError("All arrays must be of the same length", "ValueError");
  }
  if (lists.length > 0 && dicts.length > 0) {
    throw new MlflowError("Mixing dicts with non-Series may lead to ambiguous ordering.", "ValueError");
  }
  const index = [...new Set(dicts.flatMap((dict) => dictEntries(dict).map(([key]) => key)))];
  const length = lists[0]?.length ?? index.length;
  return new Map(
    entries.map(([name, value]) => {
      if (isList(value)) return [name, columnOf(value, rules)];
      if (isDict(value))
        return [
          name,
          columnOf(
            index.map((key) => dictGet(value, key) ?? absent(value, key)),
            rules,
          ),
        ];
      return [name, { ...columnOf([value], rules), values: Array.from({ length }, () => value) }];
    }),
  );
}
