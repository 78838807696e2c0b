/** MLflow's own print forms: `str(signature)` and, for MLmodel, `signature.to_dict()` (mlflow/types/schema.py, 3.17). */
import { pythonJson } from "./python-json.ts";
import { pythonRepr } from "./python-repr.ts";
import type { ColSpec, ParamSpec, Property, SchemaType, Signature } from "./signature.ts";

/** `str(ModelSignature)`, with its trailing newline. */
export function printSignature({ inputs, outputs, params }: Signature): string {
  return (
    `inputs: \n  ${printColumns(inputs)}\n` +
    `outputs: \n  ${outputs === null ? "None" : printColumns(outputs)}\n` +
    `params: \n  ${params === null ? "None" : printParams(params)}\n`
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

function printColumns(columns: readonly ColSpec[]): string {
  const printed = columns.map(({ name, type, required }) => {
    const label = name === null ? "" : `${pythonRepr(name)}: `;
    return `${label}${printType(type)} ${printRequired(required)}`;
  });
  return `[${printed.join(", ")}]`;
}

function printParams(params: readonly ParamSpec[]): string {
  const printed = params.map(({ name, dataType, default: value, shape }) => {
    const ofShape = shape === null ? "" : ` (shape: (${shape.join(", ")},))`;
    return `'${name}': ${dataType} (default: ${printPython(value)})${ofShape}`;
  });
  return `[${printed.join(", ")}]`;
}

function printPython(value: ParamSpec["default"]): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "string" ? `'${value}'` : String(value);
}

function printRequired(required: boolean): string {
  return required ? "(required)" : "(optional)";
}

/** How a signature stands in MLmodel: each schema is a JSON text inside the YAML. */
export interface SignatureJson {
  readonly inputs: string;
  readonly outputs: string | null;
  readonly params: string | null;
}

export function signatureToJson({ inputs, outputs, params }: Signature): SignatureJson {
  return {
    inputs: pythonJson(inputs.map(columnJson)),
    outputs: outputs === null ? null : pythonJson(outputs.map(columnJson)),
    params:
      params === null
        ? null
        : pythonJson(
            params.map(({ name, dataType, default: value, shape }) => ({
              name,
              type: dataType,
              default: value,
              shape,
            })),
          ),
  };
}

function columnJson({ name, type, required }: ColSpec): object {
  return { ...typeJson(type), ...(name === null ? {} : { name }), required };
}

function typeJson(type: SchemaType): object {
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

/** MLflow keeps an object's properties sorted by name. */
function sorted(properties: readonly Property[]): Property[] {
  return properties.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
