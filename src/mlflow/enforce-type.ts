/** mlflow/models/utils.py (3.17), `_enforce_type` and what it calls: checks and converts a value to a type. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { enforceDatatype } from "./enforce-datatype.ts";
import { MlflowError } from "./mlflow-error.ts";
import type { MlflowRules } from "./mlflow-rules.ts";
import { columnOf, toFloat } from "./pandas-column.ts";
import { pythonRepr, pythonStr } from "#python-values/python-repr.ts";
import {
  type PythonValue,
  PythonBytes,
  PythonFloat,
  dictEntries,
  dictGet,
  isDict,
  isList,
  isNoneOrNaN,
  isScalar,
  typeName,
} from "#python-values/python-value.ts";
import { printType } from "./signature-print.ts";
import type { DataType, Property, SchemaType } from "./signature.ts";

type Of<K extends SchemaType["kind"]> = Extract<SchemaType, { kind: K }>;

/** @returns the value as the model gets it. @throws MlflowError if MLflow raises. */
export function enforceType(
  value: PythonValue,
  type: SchemaType,
  required: boolean,
  rules: MlflowRules = "3.17",
): PythonValue {
  if (rules === "2.14") return enforceOlder(value, type, required);
  switch (type.kind) {
    case "any":
      return value;
    case "scalar":
      return enforceScalar(value, type.dataType, required, rules);
    case "array":
      return enforceArray(value, type, required, rules);
    case "map":
      return enforceMap(value, type, required, rules);
    case "object":
      return enforceObject(value, type, required, rules);
    case "sparkml_vector":
      return enforceArray(
        value,
        { kind: "array", items: { kind: "scalar", dataType: "double" } },
        required,
        rules,
      );
    case "tensor":
      throw new AppError("unsupported", message`A model with a tensor signature does not run here.`);
  }
}

/** 2.14 checks each item of a list by itself, and what stands inside of something as if it were required. */
function enforceOlder(value: PythonValue, type: SchemaType, required: boolean): PythonValue {
  if (!required && value === null) return null;
  switch (type.kind) {
    case "scalar":
      return enforceScalar(value, type.dataType, true, "2.14");
    case "array":
      if (!isList(value)) throw notAList(value);
      return value.map((item) => enforceOlder(item, type.items, true));
    case "object":
      return enforceObject(value, type, true, "2.14");
    case "map":
      if (!isDict(value)) return enforceType(value, type, true);
      return mapDict(value, (item) => enforceOlder(item, type.values, true));
    case "any":
    case "sparkml_vector":
    case "tensor":
      return enforceType(value, type, true);
  }
}

function notAList(value: PythonValue): MlflowError {
  return new MlflowError(`Expected data to be list or numpy array, got ${typeName(value)}`);
}

function enforceScalar(
  value: PythonValue,
  dataType: DataType,
  required: boolean,
  rules: MlflowRules,
): PythonValue {
  if (!required && isNoneOrNaN(value)) return null;
  if (!isScalar(value)) throw new MlflowError(`Expected data to be scalar, got ${typeName(value)}`);
  try {
    return enforceDatatype("", columnOf([value], rules), dataType, rules).values[0] ?? null;
  } catch (thrown) {
    if (!(thrown instanceof MlflowError)) throw thrown;
    throw new MlflowError(
      `Failed to enforce schema of data \`${pythonStr(value)}\` with dtype \`${dataType}\``,
    );
  }
}

function enforceArray(
  value: PythonValue,
  { items }: Of<"array">,
  required: boolean,
  rules: MlflowRules,
): PythonValue {
  const mayBeEmpty = !required || items.kind === "any";
  if (mayBeEmpty && (value === null || (isList(value) && value.length === 0))) return value;
  if (!isList(value)) throw notAList(value);
  if (items.kind !== "scalar") return value.map((item) => enforceType(item, items, required, rules));
  if (value.length === 0) return value;
  return toNumpy(
    enforceDatatype("", columnOf(value, rules), items.dataType, rules).values,
    items.dataType,
    rules,
  );
}

function enforceMap(
  value: PythonValue,
  { values }: Of<"map">,
  required: boolean,
  rules: MlflowRules,
): PythonValue {
  const mayBeEmpty = !required || values.kind === "any";
  if (mayBeEmpty && (value === null || isEmptyDict(value))) return value;
  if (!isDict(value)) throw new MlflowError(`Expected data to be a dict, got ${typeName(value)}`);
  return mapDict(value, (item) => enforceType(item, values, required, rules));
}

function enforceObject(
  value: PythonValue,
  type: Of<"object">,
  required: boolean,
  rules: MlflowRules,
): PythonValue {
  if (!required && (value === null || isEmptyDict(value))) return value;
  if (!isDict(value)) {
    throw new MlflowError(
      `Failed to enforce schema of '${pythonStr(value)}' with type '${printType(type)}'. ` +
        `Expected data to be dictionary, got ${typeName(value)}`,
    );
  }
  const { properties } = type;
  const missing = properties.filter(
    ({ name, required: needed }) => needed && dictGet(value, name) === undefined,
  );
  if (missing.length > 0) {
    throw new MlflowError(`Missing required properties: ${set(missing.map(({ name }) => name))}`);
  }
  const invalid = dictEntries(value).filter(([key]) => !properties.some(({ name }) => name === key));
  if (invalid.length > 0) {
    throw new MlflowError(
      `Invalid properties not defined in the schema found: ${set(invalid.map(([key]) => key))}`,
    );
  }
  return mapDict(value, (item, key) => {
    const property = properties.find(({ name }) => name === key) as Property;
    return enforceProperty(item, property, rules);
  });
}

function enforceProperty(
  value: PythonValue,
  { name, type, required }: Property,
  rules: MlflowRules,
): PythonValue {
  try {
    return enforceType(value, type, required || rules === "2.14", rules);
  } catch (thrown) {
    if (!(thrown instanceof MlflowError) || thrown.pythonType !== "MlflowException") throw thrown;
    const expected = type.kind === "scalar" ? type.dataType : type.kind;
    throw new MlflowError(
      `Failed to enforce schema for key \`${name}\`. Expected type ${expected}, received type ${typeName(value)}`,
    );
  }
}

/** `series.to_numpy(dtype).tolist()`, which turns None into the text "None", or False. */
function toNumpy(values: readonly PythonValue[], dataType: DataType, rules: MlflowRules): PythonValue {
  if (dataType === "boolean") return values.map(isTruthy);
  if (dataType === "string") {
    const isCut = isCutShort(values, rules);
    return values.map((value) => toText(value, isCut));
  }
  if (dataType === "binary") {
    const isCut = isCutShort(values, rules);
    return values.map((value) => toBytes(toText(value, isCut)));
  }
  return dataType === "double" ? values.map(toFloat) : values;
}

/** If a column of texts has a missing value, numpy keeps one character of each text: pandas 3.1 requests `<U1`. */
function isCutShort(values: readonly PythonValue[], rules: MlflowRules): boolean {
  return columnOf(values, rules).dtype === "str" && values.some(isNoneOrNaN);
}

function toText(value: PythonValue, isCut: boolean): string {
  if (isList(value)) throw new MlflowError("setting an array element with a sequence", "ValueError");
  const text = pythonStr(value);
  return isCut ? (Array.from(text)[0] ?? "") : text;
}

function toBytes(text: string): PythonBytes {
  const beyond = /[\u0080-\u{10ffff}]+/u.exec(text)?.[0];
  if (beyond === undefined) return new PythonBytes(text);
  const characters = Array.from(beyond);
  const at = Array.from(text.slice(0, text.indexOf(beyond))).length;
  const what =
    characters.length === 1
      ? `character ${escaped(beyond)} in position ${at}`
      : `characters in position ${at}-${at + characters.length - 1}`;
  throw new MlflowError(
    `'ascii' codec can't encode ${what}: ordinal not in range(128)`,
    "UnicodeEncodeError",
  );
}

/** How a codec's error shows a character: `ascii(character)`. */
function escaped(character: string): string {
  const digits = (character.codePointAt(0) ?? 0).toString(16);
  if (digits.length <= 2) return `'\\x${digits}'`;
  return digits.length <= 4 ? `'\\u${digits.padStart(4, "0")}'` : `'\\U${digits.padStart(8, "0")}'`;
}

/** `bool(value)`. */
export function isTruthy(value: PythonValue): boolean {
  if (isList(value)) return value.length > 0;
  if (isDict(value)) return !isEmptyDict(value);
  if (Number.isNaN(value)) return true;
  return value instanceof PythonFloat ? value.value !== 0 : Boolean(value);
}

function isEmptyDict(value: PythonValue): boolean {
  return isDict(value) && dictEntries(value).length === 0;
}

function mapDict(
  value: Parameters<typeof dictEntries>[0],
  enforce: (item: PythonValue, key: string) => PythonValue,
): PythonValue {
  const entries = dictEntries(value).map(([key, item]) => [key, enforce(item, key)] as const);
  return value instanceof Map ? new Map(entries) : Object.fromEntries(entries);
}

/** Python's order is random here; ours is that of the signature, or of the data. */
function set(names: readonly string[]): string {
  return `{${names.map((name) => pythonRepr(name)).join(", ")}}`;
}
