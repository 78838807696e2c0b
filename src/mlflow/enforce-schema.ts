/** mlflow/models/utils.py (2.14, 2.22 and 3.17), `_enforce_schema`: what pyfunc's predict makes of JSON-like input before the model sees it. */
import { type DataFrame, frameOfColumns, frameOfList } from "./data-frame.ts";
import { enforceDatatype } from "./enforce-datatype.ts";
import { enforceType } from "./enforce-type.ts";
import { MlflowError } from "./mlflow-error.ts";
import type { MlflowRules } from "./mlflow-rules.ts";
import { type Column, columnOf } from "./pandas-column.ts";
import { pythonRepr } from "#python-values/python-repr.ts";
import {
  type PythonDict,
  type PythonValue,
  dictEntries,
  isDict,
  isList,
  isScalar,
  typeName,
} from "#python-values/python-value.ts";
import type { ColSpec } from "./signature.ts";

/** What predict passes to the model, and what it dropped. */
export interface EnforcedInput {
  /** For each row of the DataFrame: column -> value. An optional column that was not given is absent. */
  readonly rows: readonly ReadonlyMap<string | number, PythonValue>[];
  /** Names of given columns that the signature lacks: MLflow drops them with a warning. */
  readonly ignored: readonly (string | number)[];
}

/** @throws MlflowError with MLflow's message, or pandas's, if predict would raise. */
export function enforceSchema(
  data: PythonValue,
  schema: readonly ColSpec[],
  rules: MlflowRules = "3.17",
): EnforcedInput {
  return enforceFrame(toFrame(data, schema, rules), schema, rules);
}

/** The same for a DataFrame. */
export function enforceFrame(
  frame: DataFrame,
  schema: readonly ColSpec[],
  rules: MlflowRules = "3.17",
): EnforcedInput {
  const isNamed = schema[0]?.name !== null;
  const names = isNamed ? schema.map(({ name }) => name ?? "") : [...frame.keys()].slice(0, schema.length);
  const ignored = isNamed ? checkNames(frame, schema, rules) : checkCount(frame, schema);
  const columns = schema.flatMap((spec, at) => {
    const name = names[at] ?? "";
    const column = frame.get(name);
    // Unnamed columns are all required.
    return column
      ? [
          [
            name,
            enforceColumn(name, column, { ...spec, required: isNamed ? spec.required : true }, rules),
          ] as const,
        ]
      : [];
  });
  const length = columns[0]?.[1].values.length ?? 0;
  const rows = Array.from(
    { length },
    (_, row) => new Map(columns.map(([name, { values }]) => [name, values[row] ?? null])),
  );
  return { rows, ignored };
}

/** The warning that MLflow logs. */
export function ignoredInputsWarning(ignored: readonly (string | number)[]): string {
  return (
    "Found extra inputs in the model input that are not defined in the model signature: " +
    `\`${pythonRepr(ignored)}\`. These inputs will be ignored.`
  );
}

function toFrame(data: PythonValue, schema: readonly ColSpec[], rules: MlflowRules): DataFrame {
  if (isScalar(data)) return frameOfList([data], rules);
  if (isList(data)) return frameOfList(data, rules);
  if (!isDict(data)) throw new MlflowError(`Expected input to be DataFrame. Found: ${typeName(data)}`);
  if (isOneRow(data, schema)) return frameOfList([data], rules);
  try {
    return frameOfColumns(data, rules);
  } catch (thrown) {
    if (!(thrown instanceof MlflowError)) throw thrown;
    throw new MlflowError(
      "This model contains a column-based signature, which suggests a DataFrame input. There was an error casting the input " +
        `data to a DataFrame: ${thrown.message}`,
    );
  }
}

/** Otherwise a dict's lists and dicts are columns. */
function isOneRow(data: PythonDict, schema: readonly ColSpec[]): boolean {
  const holdsLists = schema.some(({ type }) => type.kind === "array" || type.kind === "object");
  const values = dictEntries(data).map(([, value]) => value);
  return (
    holdsLists ||
    values.every((value) =>
      isList(value) ? value.every((item) => typeof item === "string") : !isDict(value),
    )
  );
}

/** @returns the names that the schema lacks. */
function checkNames(
  frame: DataFrame,
  schema: readonly ColSpec[],
  rules: MlflowRules,
): readonly (string | number)[] {
  const missing = schema.filter(({ name, required }) => required && !frame.has(name ?? ""));
  const extra = [...frame.keys()].filter((key) => !schema.some(({ name }) => name === key));
  // 2.14 drops them without a word.
  if (missing.length === 0) return rules === "2.14" ? [] : extra;
  throw new MlflowError(
    `Model is missing inputs ${pythonRepr(missing.map(({ name }) => name))}.` +
      (extra.length > 0
        ? ` Note that there were extra inputs: ${pythonRepr(extra)}${rules === "3.17" ? "." : ""}`
        : ""),
  );
}

/** Extra columns are dropped silently. */
function checkCount(frame: DataFrame, schema: readonly ColSpec[]): readonly [] {
  if (frame.size >= schema.length) return [];
  throw new MlflowError(
    `Model inference is missing inputs. The model signature declares ${schema.length} inputs  but the provided value only has ` +
      `${frame.size} inputs. Note: the inputs were not named in the signature so we can only verify their count.`,
  );
}

function enforceColumn(
  name: string | number,
  column: Column,
  { type, required }: ColSpec,
  rules: MlflowRules,
): Column {
  try {
    if (type.kind === "scalar") return enforceDatatype(name, column, type.dataType, rules);
    return columnOf(
      column.values.map((value) => enforceType(value, type, required, rules)),
      rules,
    );
  } catch (thrown) {
    if (!(thrown instanceof MlflowError)) throw thrown;
    throw new MlflowError(thrown.message, thrown.pythonType, name);
  }
}
