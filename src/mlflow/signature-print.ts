/** MLflow's own print forms: `str(signature)` and, for MLmodel, `signature.to_dict()` (mlflow/types/schema.py, 3.17). */
import { pythonJson } from "./python-json.ts";
import { pythonRepr, pythonStr } from "./python-repr.ts";
import type { PythonValue } from "./python-value.ts";
import type { ColSpec, ParamSpec, Property, SchemaType, Signature } from "./signature.ts";

/** `str(ModelSignature)`, with its trailing newline. */
export function printSignature({ inputs, outputs, params }: Signature): string {
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
      return `Map(str -> ${printType(type.values)})`;
    case "object":
      return `{${sorted(type.properties)
        .map(({ name, type: of, required }) => `${name}: ${printType(of)} ${printRequired(required)}`)
        .join(", ")}}`;
    case "any":
      return "Any";
  }
}

/** `str(Schema)`. */
export function printColumns(columns: readonly ColSpec[]): string {
  return `[${columns.map(printColumn).join(", ")}]`;
}

/** `str(ColSpec)`. */
export function printColumn({ name, type, required }: ColSpec): string {
  const label = name === null ? "" : `${pythonRepr(name)}: `;
  return `${label}${printType(type)} ${printRequired(required)}`;
}

/** `repr(ParamSpec)`; a text stands there without quotes. */
export function printParam({ name, type, default: value, shape }: ParamSpec): string {
  const ofShape = shape === null ? "" : " (shape: (-1,))";
  return `${pythonRepr(name)}: ${printType(type)} (default: ${pythonStr(value)})${ofShape}`;
}

function printRequired(required: boolean): string {
  return required ? "(required)" : "(optional)";
}

/** How a signature stands in MLmodel: each schema is a JSON text inside the YAML. */
export interface SignatureJson {
  readonly inputs: string | null;
  readonly outputs: string | null;
  readonly params: string | null;
}

export function signatureToJson({ inputs, outputs, params }: Signature): SignatureJson {
  return {
    inputs: inputs === null ? null : pythonJson(inputs.map(columnJson)),
    outputs: outputs === null ? null : pythonJson(outputs.map(columnJson)),
    params: params === null ? null : pythonJson(params.map(paramJson)),
  };
}

type JsonObject = Readonly<Record<string, PythonValue>>;

function columnJson({ name, type, required }: ColSpec): JsonObject {
  return { ...typeJson(type), ...(name === null ? {} : { name }), required };
}

function paramJson({ name, type, default: value, shape }: ParamSpec): JsonObject {
  return { name, default: value, shape, ...typeJson(type) };
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
  }
}

/** MLflow keeps an object's properties sorted by name: by code points, not by UTF-16 units. */
function sorted(properties: readonly Property[]): Property[] {
  return properties.toSorted((a, b) => compareCodePoints(a.name, b.name));
}

function compareCodePoints(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const at = left.findIndex((character, index) => character !== right[index]);
  if (at === -1) return left.length - right.length;
  return (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? -1);
}
