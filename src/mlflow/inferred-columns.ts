/** What the inferences of all MLflow versions end with (mlflow/types/utils.py, mlflow/types/schema.py). */
import { MlflowError } from "./mlflow-error.ts";
import type { ColSpec, SchemaType } from "./signature.ts";

/** The one column of an input that is neither a dict nor a list of dicts. */
export function unnamed(type: SchemaType): ColSpec {
  return { name: null, type, required: true };
}

/** @throws MlflowError if there is no column. */
export function atLeastOne(columns: readonly ColSpec[]): readonly ColSpec[] {
  if (columns.length === 0) throw new MlflowError("Creating Schema with empty inputs is not allowed.");
  return columns;
}
