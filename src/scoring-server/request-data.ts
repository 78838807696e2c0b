/** The model's input in a request's JSON: mlflow/pyfunc/scoring_server and proto_json_utils.py, 3.17. */
import { type DataFrame, frameOfColumns, frameOfList } from "#mlflow/data-frame.ts";
import { enforceType } from "#mlflow/enforce-type.ts";
import { MlflowError } from "#mlflow/mlflow-error.ts";
import type { MlflowRules } from "#mlflow/mlflow-rules.ts";
import type { Dtype } from "#mlflow/numpy-dtype.ts";
import { numpyShape } from "#mlflow/numpy-shape.ts";
import { columnOf } from "#mlflow/pandas-column.ts";
import { pythonRepr, pythonStr } from "#python-values/python-repr.ts";
import {
  type PythonDict,
  type PythonValue,
  dictEntries,
  dictGet,
  isDict,
  isList,
  isNoneOrNaN,
  isScalar,
  typeName,
} from "#python-values/python-value.ts";
import { LLM_KEYS } from "#mlflow/llm-keys.ts";
import { printColumn, printType } from "#mlflow/signature-print.ts";
import type { ColSpec, DataType, SchemaType } from "#mlflow/signature.ts";
import { castCell, convertValue } from "./convert-value.ts";
import { invalidInput, ServingError } from "./serving-error.ts";

const FORMATS = ["dataframe_records", "dataframe_split", "inputs", "instances"] as const;

const REQUIRED_FORMAT = `The input must be a JSON dictionary with exactly one of the input fields {${FORMATS.map((name) => `'${name}'`).join(", ")}}`;
export const PROTOCOL_CHANGE =
  "IMPORTANT: The MLflow Model scoring protocol has changed in MLflow version 2.0. If you are seeing this error, you are likely using an outdated scoring request format. To resolve the error, either update your request format or adjust your MLflow Model's requirements file to specify an older version of MLflow (for example, change the 'mlflow' requirement specifier to 'mlflow==1.30.0'). If you are making a request using the MLflow client (e.g. via `mlflow.pyfunc.spark_udf()`), upgrade your MLflow client to a version >= 2.0 in order to use the new request format. For more information about the updated MLflow Model scoring protocol in MLflow 2.0, see https://mlflow.org/docs/latest/models.html#deploy-mlflow-models.";

/** The columns of the model's signature, and the MLflow that serves it. */
export interface ServedSchema {
  readonly columns: readonly ColSpec[];
  readonly rules: MlflowRules;
}

export type RequestData =
  /** A DataFrame; `labels` are its index. */
  | { readonly kind: "frame"; readonly frame: DataFrame; readonly labels: readonly PythonValue[] }
  /** What predict turns into a DataFrame. In `cast` values, lists are numpy arrays, as schema enforcement and models see them. */
  | { readonly kind: "value"; readonly value: PythonValue; readonly isCast: boolean };

export interface ParsedRequest {
  readonly data: RequestData;
  /** For messages about it. */
  readonly shown: PythonValue;
  readonly isUnified: boolean;
  /** The payload's value for predict's `params`; null if there is none. */
  readonly params: PythonValue;
}

/**
 * @param paramNames of the model's signature: in a language model's payload, its params are among the data.
 * @throws ServingError.
 */
export function parseRequest(
  json: PythonValue,
  schema: ServedSchema,
  paramNames: readonly string[] = [],
): ParsedRequest {
  if (isList(json)) throw invalidInput(`${REQUIRED_FORMAT}. Received a list.`);
  if (!isDict(json)) {
    throw invalidInput(`${REQUIRED_FORMAT}. Received unexpected input type '<class '${typeName(json)}'>.`);
  }
  if (LLM_KEYS.some((key) => dictGet(json, key) !== undefined)) {
    const entries = dictEntries(json);
    const params = new Map(entries.filter(([name]) => paramNames.includes(name)));
    const value = params.size === 0 ? json : new Map(entries.filter(([name]) => !params.has(name)));
    return {
      data: { kind: "value", value, isCast: false },
      shown: value,
      isUnified: true,
      params: params.size === 0 ? null : params,
    };
  }
  const given = dictEntries(json).flatMap(([key, value]) => {
    const format = FORMATS.find((name) => name === key);
    return format ? [{ format, value }] : [];
  });
  const [only] = given;
  if (only === undefined || given.length !== 1) {
    throw new ServingError(
      "bad-request",
      `${REQUIRED_FORMAT}. Received dictionary with input fields: ${pythonRepr(given.map(({ format }) => format))}. ${PROTOCOL_CHANGE}`,
    );
  }
  return {
    data: parseFormat(only.format, only.value, schema),
    shown: only.value,
    isUnified: false,
    params: dictGet(json, "params") ?? null,
  };
}

function parseFormat(
  format: (typeof FORMATS)[number],
  value: PythonValue,
  schema: ServedSchema,
): RequestData {
  switch (format) {
    case "dataframe_records":
      return parseRecords(value, schema);
    case "dataframe_split":
      return parseSplit(value, schema);
    case "inputs":
      return castValue(value, schema);
    case "instances":
      return parseInstances(value, schema);
  }
}

function parseRecords(value: PythonValue, schema: ServedSchema): RequestData {
  if (!isList(value)) {
    throw invalidInput(
      `Dataframe records format must be a list of records. Got ${isDict(value) ? "dictionary" : classText(value)}.`,
    );
  }
  const frame = orInvalid(
    () => frameOfList(value, schema.rules),
    (reason) =>
      `Provided dataframe_records field is not a valid dataframe representation in 'records' format. Error: '${reason}'`,
  );
  return frameData(frame, value.length, null, schema);
}

function parseSplit(value: PythonValue, schema: ServedSchema): RequestData {
  if (!isDict(value)) {
    throw invalidInput(
      `Dataframe split format must be a dictionary. Got ${isList(value) ? "list" : classText(value)}.`,
    );
  }
  const keys = dictEntries(value).map(([key]) => key);
  if (!keys.includes("data") || keys.some((key) => !["columns", "data", "index"].includes(key))) {
    const shown = keys.toSorted().map((key) => pythonRepr(key));
    throw invalidInput(
      `Dataframe split format must have 'data' field and optionally 'columns' and 'index' fields. Got {${shown.join(", ")}}.'`,
    );
  }
  return parseSplitParts(value, schema);
}

/** pandas.DataFrame(index=…, columns=…, data=…). */
export function parseSplitParts(value: PythonDict, schema: ServedSchema): RequestData {
  const rows = dictGet(value, "data") ?? null;
  const names = dictGet(value, "columns") ?? null;
  const labels = dictGet(value, "index") ?? null;
  const frame = orInvalid(
    () => splitFrame(rows, names, schema.rules),
    (reason) =>
      `Provided dataframe_split field is not a valid dataframe representation in 'split' format. Error: '${reason}'`,
  );
  refuseDoubled(isList(names) ? names.map(nameOf) : [], schema.columns, value);
  const length = isList(rows) ? rows.length : 0;
  return frameData(frame, length, isList(labels) ? labels : null, schema);
}

/** For a repeated name, pandas returns a DataFrame where MLflow expects a column. */
function refuseDoubled(
  names: readonly (string | number)[],
  columns: readonly ColSpec[],
  shown: PythonValue,
): void {
  const doubled = columns.filter(({ name }) => names.filter((each) => each === name).length > 1);
  const noDtype = "'DataFrame' object has no attribute 'dtype'";
  for (const { name, type } of doubled) {
    if (type.kind === "scalar" && type.dataType === "string") {
      throw invalidInput(
        `Data is not compatible with model signature. Failed to convert column ${name} to type '<class 'object'>'. Error: 'AttributeError("${noDtype}")'`,
      );
    }
  }
  // A missing column is reported first.
  if (columns.some(({ name, required }) => required && name !== null && !names.includes(name))) return;
  const [first] = doubled;
  if (first === undefined) return;
  // Iterating over that DataFrame gives its names, which are texts.
  throw new SchemaProblem(
    first.type.kind === "scalar" ? noDtype : "Expected data to be list or numpy array, got str",
    shown,
  );
}

function splitFrame(rows: PythonValue, names: PythonValue, rules: MlflowRules): DataFrame {
  if (!isList(rows)) throw new MlflowError("DataFrame constructor not properly called!", "ValueError");
  const frame = frameOfList(rows, rules);
  if (!isList(names)) return frame;
  if (rows.length === 0) return new Map(names.map((name) => [nameOf(name), { dtype: "object", values: [] }]));
  if (isDict(rows[0] ?? null)) {
    return new Map(
      names.map((name) => [nameOf(name), frame.get(nameOf(name)) ?? columnOf(rows.map(() => null))]),
    );
  }
  if (names.length !== frame.size) {
    throw new MlflowError(
      `${names.length} columns passed, passed data had ${frame.size} columns`,
      "ValueError",
    );
  }
  return new Map([...frame.values()].map((column, at) => [nameOf(names[at] ?? null), column]));
}

function nameOf(name: PythonValue): string | number {
  return typeof name === "string" || typeof name === "number" ? name : pythonRepr(name);
}

/** `cast_df_types_according_to_schema`. */
function frameData(
  frame: DataFrame,
  length: number,
  labels: readonly PythonValue[] | null,
  { columns, rules }: ServedSchema,
): RequestData {
  const cast = new Map(frame);
  const places = [...frame.keys()];
  for (const [at, { name: ofColumn, type, required }] of columns.entries()) {
    // Columns without names count by place.
    const name = ofColumn ?? places[at];
    const column = name === undefined ? undefined : cast.get(name);
    if (name === undefined || !column || type.kind === "any") continue;
    if (type.kind === "scalar" && type.dataType === "string") {
      // `astype(object)`: everything passes as a text, and the model has to cope.
      if (column.dtype !== "str") cast.set(name, { ...column, dtype: "object" });
      continue;
    }
    try {
      if (column.dtype === "str" && type.kind === "scalar" && CAST[type.dataType] === "int64")
        refuseMissing(column.values);
      const values = column.values.map((value) =>
        type.kind === "scalar" ? castCell(value, type.dataType) : enforceType(value, type, required, rules),
      );
      const dtype = type.kind === "scalar" ? CAST[type.dataType] : undefined;
      cast.set(name, dtype === undefined ? columnOf(values, rules) : { dtype, values });
    } catch (error) {
      if (!(error instanceof MlflowError)) throw error;
      throw invalidInput(
        `Data is not compatible with model signature. Failed to convert column ${name} to type '${typeText(type)}'. Error: '${error.repr}'`,
      );
    }
  }
  return { kind: "frame", frame: cast, labels: labels ?? Array.from({ length }, (_, at) => at) };
}

/** `_cast_schema_type`, and what predict makes of the result. */
function castValue(value: PythonValue, { columns, rules }: ServedSchema): RequestData {
  const specs = new Map(columns.map((spec) => [spec.name, spec]));
  const [first] = columns;
  const isOneColumn = columns.length === 1 && first?.name !== null && isList(value) && !value.some(isDict);
  if (first !== undefined && first.name === null && !isList(value) && !isScalar(value)) {
    throw invalidInput(
      `Failed to parse input data. This model contains an un-named  model signature which expects a single n-dimensional array or a single value as input, however, an input of type <class '${typeName(value)}'> was found.`,
    );
  }
  const data: PythonValue = isOneColumn ? { [first?.name ?? ""]: value } : value;
  if (isDict(data)) return arranged(castEntries(data, specs, rules), specs, rules);
  if (isList(data) && data.every(isDict)) {
    const rows = data.map((row) => castEntries(row, specs, rules));
    return { kind: "value", value: rows, isCast: true };
  }
  try {
    return { kind: "value", value: convertValue(data, first, rules), isCast: true };
  } catch (error) {
    if (isList(data) || !(error instanceof ServingError) || first === undefined) throw error;
    throw invalidInput(
      `Failed to convert data \`${pythonStr(data)}\` to type \`${printColumn(first)}\` defined in the model signature.`,
    );
  }
}

function castEntries(
  dict: PythonDict,
  specs: ReadonlyMap<string | null, ColSpec>,
  rules: MlflowRules,
): PythonDict {
  return new Map(dictEntries(dict).map(([name, item]) => [name, convertValue(item, specs.get(name), rules)]));
}

/** A dict of numpy values, which predict takes for columns or for one row. */
function arranged(
  value: PythonDict,
  specs: ReadonlyMap<string | null, ColSpec>,
  rules: MlflowRules,
): RequestData {
  const holdsLists = [...specs.values()].some(({ type }) => type.kind === "array" || type.kind === "object");
  const entries = dictEntries(value);
  const lists = entries.filter(([, item]) => isList(item));
  // What the signature does not name becomes a numpy array without dimensions.
  const bare = entries.filter(([name, item]) => !isList(item) && !specs.has(name));
  const isRow =
    lists.length === 0 &&
    (bare.length === 0 ||
      (bare.length === entries.length && bare.every(([, item]) => typeof item === "string")));
  if (holdsLists || isRow) return { kind: "value", value: holdsLists ? value : [value], isCast: true };
  try {
    const frame = new Map(frameOfColumns(value, rules));
    for (const [name, column] of frame) {
      const type = specs.get(String(name))?.type;
      // numpy has made texts of them; a missing value is still not a text.
      if (type?.kind === "scalar" && type.dataType === "string") frame.set(name, { ...column, dtype: "str" });
      const dtype = type?.kind === "scalar" ? CAST[type.dataType] : undefined;
      if (dtype !== undefined && !column.values.some(isList)) frame.set(name, { ...column, dtype });
    }
    const length = [...frame.values()][0]?.values.length ?? 0;
    return { kind: "frame", frame, labels: Array.from({ length }, (_, at) => at) };
  } catch (error) {
    if (!(error instanceof MlflowError)) throw error;
    throw new SchemaProblem(
      "This model contains a column-based signature, which suggests a DataFrame input. There was an error casting the input " +
        `data to a DataFrame: ${error.message}`,
      value,
    );
  }
}

/** Faults that predict finds only when it enforces the schema. */
export class SchemaProblem extends Error {
  readonly shown: PythonValue;

  constructor(message: string, shown: PythonValue) {
    super(message);
    this.shown = shown;
  }
}

/** `parse_instances_data`: rows become columns. */
function parseInstances(value: PythonValue, schema: ServedSchema): RequestData {
  if (!isList(value) || !isDict(value[0] ?? null)) return castValue(value, schema);
  const specs = new Map(schema.columns.map((spec) => [spec.name, spec]));
  const lists = new Map<string, PythonValue[]>();
  for (const row of value) {
    if (!isDict(row)) {
      throw invalidInput(
        `Ensure that the input is a valid JSON-formatted string.\nError: AttributeError("'${typeName(row)}' object has no attribute 'items'")`,
      );
    }
    for (const [name, item] of dictEntries(row)) {
      const list = lists.get(name) ?? [];
      list.push(convertValue(item, specs.get(name), schema.rules));
      lists.set(name, list);
    }
  }
  checkLengths(lists, schema.columns);
  return arranged(lists, specs, schema.rules);
}

/** Of the required columns that hold no lists; all columns, if they have no names. */
function checkLengths(lists: ReadonlyMap<string, readonly PythonValue[]>, columns: readonly ColSpec[]): void {
  for (const list of lists.values()) {
    try {
      numpyShape(list);
    } catch (error) {
      if (!(error instanceof MlflowError)) throw error;
      throw invalidInput(
        `Ensure that the input is a valid JSON-formatted string.\nError: ValueError('${error.message}')`,
      );
    }
  }
  const checked = new Set(
    columns.flatMap(({ name, type, required }) => (required && type.kind !== "array" ? [name] : [])),
  );
  const isNamed = columns[0]?.name !== null;
  const lengths = [...lists].flatMap(([name, list]) => (!isNamed || checked.has(name) ? [list.length] : []));
  if (new Set(lengths).size > 1)
    throw invalidInput("The length of values for each input/column name are not the same");
}

function orInvalid(make: () => DataFrame, message: (reason: string) => string): DataFrame {
  try {
    return make();
  } catch (error) {
    if (error instanceof MlflowError) throw invalidInput(message(error.message));
    throw error;
  }
}

/** What pandas has made of a column, even of one without rows. */
const CAST: Partial<Record<DataType, Dtype>> = { double: "float64", long: "int64", boolean: "bool" };

/** pandas looks for missing texts before it reads ints. */
function refuseMissing(values: readonly PythonValue[]): void {
  if (values.some(isNoneOrNaN)) throw new MlflowError("cannot convert float NaN to integer", "ValueError");
}

function classText(value: PythonValue): string {
  return `type <class '${typeName(value)}'>`;
}

const DTYPES: Partial<Record<DataType, string>> = {
  double: "float64",
  float: "float32",
  long: "int64",
  integer: "int32",
  boolean: "bool",
};

/** The type's name in numpy, or MLflow's name if numpy has none. */
function typeText(type: SchemaType): string {
  return (type.kind === "scalar" ? DTYPES[type.dataType] : undefined) ?? printType(type);
}
