/** Reads the schemas of an MLmodel file, as the fixtures hold them. */
import type { ColSpec, DataType, ParamSpec, SchemaType } from "../signature.ts";
import { untagged } from "./mlflow-fixture.ts";

interface TypeJson {
  readonly type: string;
  readonly items?: TypeJson;
  readonly values?: TypeJson;
  readonly properties?: Readonly<Record<string, TypeJson>>;
  readonly required?: boolean;
}

export type ColumnJson = TypeJson & { readonly name?: string };
export type ParamJson = TypeJson & {
  readonly name: string;
  readonly default: unknown;
  readonly shape: [-1] | null;
};

export function columnsOf(columns: readonly ColumnJson[]): ColSpec[] {
  return columns.map((column) => ({
    name: column.name ?? null,
    type: typeOf(column),
    required: column.required ?? true,
  }));
}

export function paramsOf(params: readonly ParamJson[]): ParamSpec[] {
  return params.map((param) => ({
    name: param.name,
    type: typeOf(param) as ParamSpec["type"],
    default: untagged(param.default),
    shape: param.shape,
  }));
}

function typeOf({ type, items, values, properties }: TypeJson): SchemaType {
  if (items) return { kind: "array", items: typeOf(items) };
  if (values) return { kind: "map", values: typeOf(values) };
  if (properties) {
    const members = Object.entries(properties);
    return {
      kind: "object",
      properties: members.map(([name, of]) => ({ name, type: typeOf(of), required: of.required ?? true })),
    };
  }
  return type === "any" ? { kind: "any" } : { kind: "scalar", dataType: type as DataType };
}
