import type { PythonValue } from "#python-values/python-value.ts";

/** MLflow's type system for JSON-like data (mlflow/types/schema.py). */
export const DATA_TYPES = [
  "boolean",
  "integer",
  "long",
  "float",
  "double",
  "string",
  "binary",
  "datetime",
] as const;
export type DataType = (typeof DATA_TYPES)[number];

export type SchemaType =
  | { readonly kind: "scalar"; readonly dataType: DataType }
  | { readonly kind: "array"; readonly items: SchemaType }
  | { readonly kind: "object"; readonly properties: readonly Property[] }
  | { readonly kind: "map"; readonly values: SchemaType }
  | { readonly kind: "any" }
  /** Spark's own vector of doubles. */
  | { readonly kind: "sparkml_vector" }
  /** A numpy array, only as the type of a column (`TensorSpec`). In `shape`, -1 means any length. */
  | { readonly kind: "tensor"; readonly dtype: string; readonly shape: readonly number[] };

/** A named member of an object, required or optional. */
export interface Property {
  readonly name: string;
  readonly type: SchemaType;
  readonly required: boolean;
}

/** A column. `name` is null if the schema has unnamed columns, as for a plain string output. */
export interface ColSpec {
  readonly name: string | null;
  readonly type: SchemaType;
  readonly required: boolean;
}

export interface ParamSpec {
  readonly name: string;
  readonly type: Extract<SchemaType, { kind: "scalar" | "object" }>;
  readonly default: PythonValue;
  /** [-1] for a list of any length. */
  readonly shape: readonly [-1] | null;
}

export interface Signature {
  readonly inputs: readonly ColSpec[] | null;
  readonly outputs: readonly ColSpec[] | null;
  readonly params: readonly ParamSpec[] | null;
}

/** For a model that is logged without one. */
export const NO_SIGNATURE: Signature = { inputs: null, outputs: null, params: null };

/** MLflow's own signatures have at least one part. */
export function isNoSignature({ inputs, outputs, params }: Signature): boolean {
  return inputs === null && outputs === null && params === null;
}
