/** mlflow.models.infer_signature for JSON-like data (mlflow/models/signature.py, 2.22 and 3.17). */
import { inferParams } from "./infer-params.ts";
import { inferColumns } from "./infer-type.ts";
import type { MlflowRules } from "./merge-types.ts";
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
  try {
    return inferColumns(value, rules);
  } catch (thrown) {
    if (!(thrown instanceof MlflowError)) throw thrown;
    return [{ name: null, type: { kind: "any" }, required: true }];
  }
}
