/** MLflow's own print forms: `str(signature)` and, for MLmodel, `signature.to_dict()` (mlflow/types/schema.py, 3.17). */
import { pythonJson } from "#python-values/python-json.ts";
import type { MlflowRules } from "./mlflow-rules.ts";
import { dateRepr, isoFormat, type PythonDate, readPythonDate } from "./python-date.ts";
import { pythonRepr, pythonStr } from "#python-values/python-repr.ts";
import { isList, type PythonValue } from "#python-values/python-value.ts";
import {
  type ColSpec,
  isNoSignature,
  type ParamSpec,
  type Property,
  type SchemaType,
  type Signature,
} from "./signature.ts";

/** `str(ModelSignature)`, with its trailing newline; "None" for a model without one. */
export function printSignature(signature: Signature): string {
  const { inputs, outputs, params } = signature;
  if (isNoSignature(signature)) return "None\n";
  return (
    `inputs: \n  ${inputs === null ? "None" : printColumns(inputs)}\n` +
    `outputs: \n  ${outputs === null ? "None" : printColumns(outputs)}\n` +
    `params: \n  ${params === null ? "None" : `[${params.map(printParam).join(", ")}]`}\n`
  );
}

export function printType(type: SchemaType): string {
  switch (type.kind) {
    case "scalar":
      return type.dataType;
    case "array":
      return `Array(${printType(type.items)})`;
    case "map":
      // MLflow prints the values with str(), which names the enum of a scalar.
      return `Map(str -> ${type.values.kind === "scalar" ? "DataType." : ""}${printType(type.values)})`;
    case "object":
      return `{${sorted(type.properties)
        .map(({ name, type: of, required }) => `${name}: ${printType(of)} ${printRequired(required)}`)
        .join(", ")}}`;
    case "any":
      return "Any";
    case "sparkml_vector":
      return "SparkML vector";
    case "tensor":
      return `Tensor(${pythonRepr(type.dtype)}, ${tuple(type.shape)})`;
  }
}

/** `repr` of a tuple of ints. */
function tuple(items: readonly number[]): string {
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
}

/** `str(Schema)`. */
export function printColumns(columns: readonly ColSpec[]): string {
  return `[${columns.map(printColumn).join(", ")}]`;
}

/** `str(ColSpec)`, or for a tensor `str(TensorSpec)`, which is always required. */
export function printColumn({ name, type, required }: ColSpec): string {
  const label = name === null ? "" : `${pythonRepr(name)}: `;
  return `${label}${printType(type)}${type.kind === "tensor" ? "" : ` ${printRequired(required)}`}`;
}

/** `repr(ParamSpec)`, where a text has no quotes. */
export function printParam({ name, type, default: value, shape }: ParamSpec): string {
  const ofShape = shape === null ? "" : " (shape: (-1,))";
  const isDate = type.kind === "scalar" && type.dataType === "datetime";
  return `${pythonRepr(name)}: ${printType(type)} (default: ${isDate ? dateStr(value) : pythonStr(value)})${ofShape}`;
}

/** `str` of a date, or of a list of dates, given in ISO form. */
function dateStr(value: PythonValue): string {
  if (isList(value)) {
    const items = value.map((item) => dateOf(item, dateRepr) ?? pythonRepr(item));
    return `[${items.join(", ")}]`;
  }
  return dateOf(value, (date) => isoFormat(date, " ")) ?? pythonStr(value);
}

function dateOf(value: PythonValue, print: (date: PythonDate) => string): string | null {
  const date = typeof value === "string" ? readPythonDate(value) : null;
  return date && print(date);
}

function printRequired(required: boolean): string {
  return required ? "(required)" : "(optional)";
}

/** The signature in MLmodel: each schema is a JSON text inside the YAML. */
export interface SignatureJson {
  readonly inputs: string | null;
  readonly outputs: string | null;
  readonly params: string | null;
}

export function signatureToJson(
  { inputs, outputs, params }: Signature,
  rules: MlflowRules = "3.17",
): SignatureJson {
  return {
    inputs: inputs === null ? null : pythonJson(inputs.map(columnJson)),
    outputs: outputs === null ? null : pythonJson(outputs.map(columnJson)),
    params: params === null ? null : pythonJson(params.map((param) => paramJson(param, rules))),
  };
}

type JsonObject = Readonly<Record<string, PythonValue>>;

function columnJson({ name, type, required }: ColSpec): JsonObject {
  if (type.kind === "tensor") return { ...(name === null ? {} : { name }), ...typeJson(type) };
  return { ...typeJson(type), ...(name === null ? {} : { name }), required };
}

/** 2.14 writes the type before the default. */
function paramJson({ name, type, default: value, shape }: ParamSpec, rules: MlflowRules): JsonObject {
  return rules === "2.14"
    ? { name, ...typeJson(type), default: value, shape }
    : { name, default: value, shape, ...typeJson(type) };
}

function typeJson(type: SchemaType): JsonObject {
  switch (type.kind) {
    case "scalar":
      return { type: type.dataType };
    case "array":
      return { type: "array", items: typeJson(type.items) };
    case "map":
      return { type: "map", values: typeJson(type.values) };
    case "object":
      return {
        type: "object",
        // A Map: an object would put keys such as "10" first.
        properties: new Map(
          sorted(type.properties).map(({ name, type: of, required }) => [
            name,
            { ...typeJson(of), required },
          ]),
        ),
      };
    case "any":
      return { type: "any" };
    case "sparkml_vector":
      return { type: "sparkml_vector" };
    case "tensor":
      return { type: "tensor", "tensor-spec": { dtype: type.dtype, shape: type.shape } };
  }
}

/** MLflow sorts an object's properties by name: by code points, not by UTF-16 units. */
function sorted(properties: readonly Property[]): Property[] {
  return properties.toSorted((a, b) => compareCodePoints(a.name, b.name));
}

function compareCodePoints(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const at = left.findIndex((character, index) => character !== right[index]);
  if (at === -1) return left.length - right.length;
  return (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? -1);
}
