/** A signature as TypeScript types: `Input`, `Output` and `Params`. */
import { rowShape, scalarOfDtype } from "./tensor-row.ts";
import type { DataType, Property, SchemaType, Signature } from "../signature.ts";

const SCALARS: Readonly<Record<DataType, string>> = {
  boolean: "boolean",
  integer: "number",
  long: "number",
  float: "number",
  double: "number",
  string: "string",
  binary: "string",
  datetime: "string",
};

interface Member {
  readonly name: string | null;
  readonly type: SchemaType;
  readonly required: boolean;
  readonly isList?: boolean;
}

export function typescriptTypes({ inputs, outputs, params }: Signature): string {
  const types = [
    `/** One row of what the model takes. */\nexport type Input = ${inputs === null ? "unknown" : rowType(inputs)};`,
    `/** What it gives for a row. */\nexport type Output = ${outputs === null ? "unknown" : rowType(outputs)};`,
  ];
  if (params !== null) {
    const members = params.map(({ name, type, shape }) => ({
      name,
      type,
      required: false,
      isList: shape !== null,
    }));
    types.push(
      `/** Parameters of predict; each has a default. */\nexport type Params = ${objectType(members, 0)};`,
    );
  }
  return `${types.join("\n\n")}\n`;
}

function rowType(columns: readonly Member[]): string {
  const [first, ...more] = columns;
  if (first?.name !== null) return objectType(columns, 0);
  return more.length === 0
    ? typeText(first.type, 0)
    : `[${columns.map(({ type }) => typeText(type, 0)).join(", ")}]`;
}

function objectType(members: readonly Member[], depth: number): string {
  if (members.length === 0) return "Record<string, never>";
  const indent = "  ".repeat(depth + 1);
  const lines = members.map(({ name, type, required, isList }) => {
    const text = typeText(type, depth + 1);
    const list = isList === true ? `${grouped(text)}[]` : text;
    return `${indent}${key(name ?? "")}${required ? "" : "?"}: ${required ? list : `${list} | null`};`;
  });
  return `{\n${lines.join("\n")}\n${"  ".repeat(depth)}}`;
}

function typeText(type: SchemaType, depth: number): string {
  switch (type.kind) {
    case "scalar":
      return SCALARS[type.dataType];
    case "array":
      return `${grouped(typeText(type.items, depth))}[]`;
    case "map":
      return `Record<string, ${typeText(type.values, depth)}>`;
    case "object":
      return objectType(type.properties satisfies readonly Property[], depth);
    case "any":
      return "unknown";
    case "sparkml_vector":
      return "number[]";
    case "tensor": {
      const scalar = scalarOfDtype(type.dtype);
      return `${scalar === null ? "unknown" : SCALARS[scalar]}${"[]".repeat(rowShape(type.shape).length)}`;
    }
  }
}

/** No type here is a union by itself; only members have a union with null. */
function grouped(text: string): string {
  return text.includes(" | ") && !text.startsWith("{") ? `(${text})` : text;
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
