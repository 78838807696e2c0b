import {
  type ColSpec,
  DATA_TYPES,
  type Property,
  type SchemaType,
  type Signature,
} from "#mlflow/signature.ts";
import type { JupyterJson } from "../cell-base.ts";
import { damagedOutput, list, record, text } from "../kept-fields.ts";

/** Signatures of this page have no params. */
export function parseKeptSignature({ inputs, outputs }: JupyterJson): Signature {
  return {
    inputs: list(inputs, parseColumn),
    outputs: outputs === null ? null : list(outputs, parseColumn),
    params: null,
  };
}

function parseColumn(value: unknown): ColSpec {
  const column = record(value);
  return {
    name: column["name"] === null ? null : text(column["name"]),
    type: parseType(column["type"]),
    required: column["required"] === true,
  };
}

function parseType(value: unknown): SchemaType {
  const type = record(value);
  switch (type["kind"]) {
    case "scalar": {
      const dataType = DATA_TYPES.find((each) => each === type["dataType"]);
      if (dataType === undefined) throw damagedOutput();
      return { kind: "scalar", dataType };
    }
    case "array":
      return { kind: "array", items: parseType(type["items"]) };
    case "object":
      return { kind: "object", properties: list(type["properties"], parseProperty) };
    case "map":
      return { kind: "map", values: parseType(type["values"]) };
    case "any":
      return { kind: "any" };
    default:
      throw damagedOutput();
  }
}

function parseProperty(value: unknown): Property {
  const property = record(value);
  return {
    name: text(property["name"]),
    type: parseType(property["type"]),
    required: property["required"] === true,
  };
}
