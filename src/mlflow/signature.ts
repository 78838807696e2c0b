/** MLflow's type system for JSON-like data (mlflow/types/schema.py). */
export type DataType = "boolean" | "integer" | "long" | "float" | "double" | "string" | "binary" | "datetime";

export type SchemaType =
  | { readonly kind: "scalar"; readonly dataType: DataType }
  | { readonly kind: "array"; readonly items: SchemaType }
  | { readonly kind: "object"; readonly properties: readonly Property[] }
  | { readonly kind: "map"; readonly values: SchemaType }
  | { readonly kind: "any" };

/** A named, maybe optional, member of an object. */
export interface Property {
  readonly name: string;
  readonly type: SchemaType;
  readonly required: boolean;
}

/** A column; `name` is null where the schema has unnamed columns, as a plain string output has. */
export interface ColSpec {
  readonly name: string | null;
  readonly type: SchemaType;
  readonly required: boolean;
}

export interface ParamSpec {
  readonly name: string;
  readonly dataType: DataType;
  readonly default: string | number | boolean | null;
  readonly shape: readonly number[] | null;
}

export interface Signature {
  readonly inputs: readonly ColSpec[];
  readonly outputs: readonly ColSpec[] | null;
  readonly params: readonly ParamSpec[] | null;
}
