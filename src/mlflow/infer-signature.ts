/** mlflow.models.infer_signature for JSON-like data (mlflow/models/signature.py, 2.14, 2.22 and 3.17). */
import { inferParams } from "./infer-params.ts";
import { inferColumns } from "./infer-type.ts";
import { inferColumnsWithoutAny } from "./infer-type-without-any.ts";
import type { MlflowRules } from "./mlflow-rules.ts";
import { MlflowError } from "./mlflow-error.ts";
import type { PythonValue } from "#python-values/python-value.ts";
import type { ColSpec, Signature } from "./signature.ts";

/**
 * A whole `number` is an int, as in Python's JSON; a whole float is a PythonFloat.
 * @throws MlflowError if MLflow raises: params without a type, or nothing to infer from.
 */
export function inferSignature(
  input: PythonValue,
  output: PythonValue = null,
  params: PythonValue = null,
  rules: MlflowRules = "3.17",
): Signature {
  const signature = {
    inputs: inferSchema(input, rules),
    outputs: inferSchema(output, rules),
    params: inferParams(params, rules),
  };
  if (Object.values(signature).every((part) => part === null)) {
    throw new MlflowError("At least one of inputs, outputs or params must be provided", "ValueError");
  }
  return signature;
}

/** If it cannot infer, MLflow warns and uses one column of Any. */
function inferSchema(value: PythonValue, rules: MlflowRules): readonly ColSpec[] | null {
  if (value === null) return null;
  // That version has no Any, and lets its error through.
  if (rules === "2.14") return inferColumnsWithoutAny(value);
  try {
    return inferColumns(value, rules);
  } catch (thrown) {
    if (!(thrown instanceof MlflowError)) throw thrown;
    return [{ name: null, type: { kind: "any" }, required: true }];
  }
}
