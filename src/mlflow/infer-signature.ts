/**
 * mlflow.models.infer_signature for JSON-like data (mlflow/types/utils.py, 3.17): what a wrapper's input example can be.
 */
import type { ColSpec, DataType, Property, SchemaType, Signature } from "./signature.ts";

const ANY: SchemaType = { kind: "any" };

/** Thrown inside where types clash; the whole inference then ends in Any, as MLflow's does. */
class Clash extends Error {}

/** JSON cannot tell the Python float 3.0 from the int 3: it infers as long. */
export function inferSignature(input: unknown, output?: unknown): Signature {
  return {
    inputs: inferSchema(input),
    outputs: output === undefined || output === null ? null : inferSchema(output),
    params: null,
  };
}

/** MLflow warns and takes one column of Any where it cannot infer. */
function inferSchema(value: unknown): readonly ColSpec[] {
  try {
    return inferColumns(value);
  } catch (thrown) {
    if (!(thrown instanceof Clash)) throw thrown;
    return [{ name: null, type: ANY, required: true }];
  }
}

/** A dict is a column a key; a list of dicts a column a key over all rows; anything else one unnamed column. */
function inferColumns(value: unknown): readonly ColSpec[] {
  if (isRecord(value)) {
    const columns = Object.entries(value);
    if (columns.length === 0) throw new Clash();
    return columns.map(([name, item]) => ({ name, type: inferType(item), required: !isMissing(item) }));
  }
  if (Array.isArray(value) && value.length > 0 && value.every(isRecord)) {
    return mergeRows(value);
  }
  if (Array.isArray(value)) {
    return [{ name: null, type: value.length === 0 ? scalar("string") : inferItems(value), required: true }];
  }
  return [{ name: null, type: inferType(value), required: true }];
}

function inferType(value: unknown): SchemaType {
  if (typeof value === "string") return scalar("string");
  if (typeof value === "boolean") return scalar("boolean");
  if (typeof value === "number")
    return Number.isNaN(value) ? ANY : scalar(Number.isInteger(value) ? "long" : "double");
  if (Array.isArray(value)) return inferArray(value);
  if (!isRecord(value) || Object.keys(value).length === 0) return ANY;
  const properties = Object.entries(value).map(([name, item]) => ({
    name,
    type: inferType(item),
    required: !isMissing(item),
  }));
  return { kind: "object", properties };
}

/** A list of nulls is a list of Any; an empty list, or one of empty lists, is Any. */
function inferArray(items: readonly unknown[]): SchemaType {
  const type = inferItems(items);
  const isKnown = type.kind !== "any" || (items.length > 0 && items.every((item) => item === null));
  return isKnown ? { kind: "array", items: type } : ANY;
}

/** @throws Clash where items have no type in common. */
function inferItems(items: readonly unknown[]): SchemaType {
  const [first = ANY, ...rest] = items.map(inferType);
  return rest.reduce(mergeTypes, first);
}

function mergeTypes(a: SchemaType, b: SchemaType): SchemaType {
  if (a.kind === "any") return withOptionalProperties(b);
  if (b.kind === "any") return withOptionalProperties(a);
  if (a.kind === "array" && b.kind === "array") return { kind: "array", items: mergeTypes(a.items, b.items) };
  if (a.kind === "object" && b.kind === "object")
    return { kind: "object", properties: mergeProperties(a.properties, b.properties) };
  if (a.kind === "scalar" && b.kind === "scalar" && a.dataType === b.dataType) return a;
  throw new Clash();
}

/** Beside an item that is null or {}, every property of the others may be absent. */
function withOptionalProperties(type: SchemaType): SchemaType {
  if (type.kind !== "object") return type;
  return {
    kind: "object",
    properties: type.properties.map((property) => ({ ...property, required: false })),
  };
}

function mergeProperties(a: readonly Property[], b: readonly Property[]): Property[] {
  const names = [...new Set([...a, ...b].map((property) => property.name))];
  return names.map((name) => {
    const [left, right] = [a, b].map((list) => list.find((property) => property.name === name));
    if (!left || !right) return { ...((left ?? right) as Property), required: false };
    return {
      name,
      type: mergeTypes(left.type, right.type),
      required: [left, right].every((side) => side.required && side.type.kind !== "any"),
    };
  });
}

function mergeRows(rows: readonly Record<string, unknown>[]): readonly ColSpec[] {
  const merged = inferItems(rows);
  if (merged.kind !== "object") throw new Clash();
  return merged.properties.map(({ name, type }) => ({
    name,
    type,
    required: rows.every((row) => !isMissing(row[name])),
  }));
}

function scalar(dataType: DataType): SchemaType {
  return { kind: "scalar", dataType };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isMissing(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    Number.isNaN(value) ||
    (Array.isArray(value) && value.some(isMissing))
  );
}
