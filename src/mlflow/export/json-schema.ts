/**
 * A signature as JSON Schema (draft 2020-12): one row of a model's input or output as JSON.
 * MLflow accepts everything that it accepts, except Python's narrow number types (a server converts to them; `predict` with a plain dict
 * refuses). It is stricter where MLflow converts anything to the type, such as a list to a text.
 */
import { rowShape, scalarOfDtype } from "./tensor-row.ts";
import type { ColSpec, DataType, ParamSpec, SchemaType, Signature } from "../signature.ts";

export type JsonSchema = { readonly [key: string]: unknown };

const DIALECT = "https://json-schema.org/draft/2020-12/schema";

/** The ranges of numpy's int32 and int64, which MLflow checks, or overflows with an error. */
const SCALARS: Readonly<Record<DataType, JsonSchema>> = {
  boolean: { type: "boolean" },
  integer: { type: "integer", minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  long: { type: "integer" },
  float: { type: "number" },
  double: { type: "number" },
  string: { type: "string" },
  // From a JSON text MLflow makes the bytes of its ASCII.
  binary: { type: "string", pattern: "^[\\u0000-\\u007f]*$" },
  datetime: { type: "string", format: "date-time" },
};

/** @returns null if the signature does not describe it. */
export function inputJsonSchema(signature: Signature, title: string): JsonSchema | null {
  return signature.inputs && { $schema: DIALECT, title, ...columnsSchema(signature.inputs) };
}

/** @returns null if the signature does not describe it. */
export function outputJsonSchema(signature: Signature, title: string): JsonSchema | null {
  return signature.outputs && { $schema: DIALECT, title, ...columnsSchema(signature.outputs) };
}

/** One row: an object with the columns by name, or the value itself if the only column has no name. */
export function columnsSchema(columns: readonly ColSpec[]): JsonSchema {
  const [first] = columns;
  if (first?.name === null) {
    if (columns.length === 1) return typeSchema(first.type);
    return {
      type: "array",
      prefixItems: columns.map(({ type }) => typeSchema(type)),
      minItems: columns.length,
    };
  }
  const required = columns.filter((column) => column.required).map(({ name }) => name);
  return {
    type: "object",
    properties: fromPairs(columns.map((column) => [column.name ?? "", orNull(column)])),
    ...(required.length > 0 && { required }),
    // MLflow drops unknown columns with a warning.
    additionalProperties: true,
  };
}

/** The params of predict: an object in which each has its default. */
export function paramsSchema(params: readonly ParamSpec[]): JsonSchema {
  return {
    type: "object",
    properties: fromPairs(
      params.map(({ name, type, shape }) => [
        name,
        shape === null ? typeSchema(type) : { type: "array", items: typeSchema(type) },
      ]),
    ),
    additionalProperties: true,
  };
}

function typeSchema(type: SchemaType): JsonSchema {
  switch (type.kind) {
    case "scalar":
      return SCALARS[type.dataType];
    case "array":
      return { type: "array", items: typeSchema(type.items) };
    case "map":
      return { type: "object", additionalProperties: typeSchema(type.values) };
    case "any":
      return {};
    case "sparkml_vector":
      return { type: "array", items: SCALARS.double };
    case "tensor":
      return tensorSchema(scalarOfDtype(type.dtype), rowShape(type.shape));
    case "object": {
      const required = type.properties.filter((property) => property.required).map(({ name }) => name);
      return {
        type: "object",
        properties: fromPairs(type.properties.map((property) => [property.name, orNull(property)])),
        ...(required.length > 0 && { required }),
        // Inside an object, unlike for columns, MLflow refuses what the signature lacks.
        additionalProperties: false,
      };
    }
  }
}

/** Nested lists; -1 is a dimension of any length. */
function tensorSchema(item: DataType | null, shape: readonly number[]): JsonSchema {
  const [length, ...inner] = shape;
  if (length === undefined) return item === null ? {} : SCALARS[item];
  const exact = length < 0 ? {} : { minItems: length, maxItems: length };
  return { type: "array", items: tensorSchema(item, inner), ...exact };
}

/** numpy types without a null: a null changes the type of the whole column, which is refused. */
const WITHOUT_NULL = new Set<DataType>(["integer", "long", "float"]);

/** MLflow accepts null for most optional members. */
function orNull({ type, required }: { readonly type: SchemaType; readonly required: boolean }): JsonSchema {
  const schema = typeSchema(type);
  if (required || type.kind === "any") return schema;
  if (type.kind === "scalar" && WITHOUT_NULL.has(type.dataType)) return schema;
  return { anyOf: [schema, { type: "null" }] };
}

/** Without Object.fromEntries' trap: a column can be named "__proto__". */
function fromPairs(pairs: readonly (readonly [string, JsonSchema])[]): JsonSchema {
  const properties = Object.create(null) as Record<string, JsonSchema>;
  for (const [name, schema] of pairs) properties[name] = schema;
  return properties;
}
