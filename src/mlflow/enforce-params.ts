/** mlflow/models/utils.py (3.17), `_enforce_params_schema`: the params that pyfunc's predict passes to the model. */
import { isTruthy } from "./enforce-type.ts";
import { MlflowError } from "./mlflow-error.ts";
import type { MlflowRules } from "./mlflow-rules.ts";
import { paramValue } from "./param-value.ts";
import { pythonRepr } from "#python-values/python-repr.ts";
import { type PythonValue, dictEntries, dictGet, isDict, typeName } from "#python-values/python-value.ts";
import type { ParamSpec } from "./signature.ts";

export interface EnforcedParams {
  /** Null only if there is neither a schema nor params. */
  readonly params: ReadonlyMap<string, PythonValue> | null;
  /** MLflow's log message about ignored params. */
  readonly warnings: readonly string[];
}

/** @param schema null for a signature without params. @throws MlflowError naming the params with another type. */
export function enforceParams(
  given: PythonValue,
  schema: readonly ParamSpec[] | null,
  rules: MlflowRules = "3.17",
): EnforcedParams {
  if (schema === null) return ignoreParams(given);
  if (given !== null && !isDict(given)) {
    throw new MlflowError(`Parameters must be a dictionary. Got type '${typeName(given)}'.`);
  }
  const entries = given === null ? [] : dictEntries(given);
  const allowed = schema.map(({ name }) => name);
  const ignored = entries.map(([name]) => name).filter((name) => !allowed.includes(name));
  const params = new Map(entries.filter(([name]) => allowed.includes(name)));
  const invalid: string[] = [];
  for (const spec of schema) {
    const value = given === null ? undefined : dictGet(given, spec.name);
    try {
      params.set(spec.name, paramValue(value === undefined ? spec.default : value, spec, rules));
    } catch (thrown) {
      if (!(thrown instanceof MlflowError) || thrown.pythonType !== "MlflowException") throw thrown;
      invalid.push(`(${pythonRepr(spec.name)}, ${pythonRepr(thrown.message)})`);
    }
  }
  if (invalid.length > 0) {
    throw new MlflowError(`Invalid parameters found: {${invalid.join(", ")}}`);
  }
  return { params, warnings: ignored.length > 0 ? [unrecognized(ignored, allowed)] : [] };
}

function ignoreParams(given: PythonValue): EnforcedParams {
  if (given === null) return { params: null, warnings: [] };
  if (isDict(given) && !isTruthy(given)) return { params: new Map(), warnings: [] };
  const what = isDict(given)
    ? `Ignoring provided params: ${pythonRepr(dictEntries(given).map(([name]) => name))}`
    : "Ignoring invalid params (not a dictionary).";
  const warning =
    "`params` can only be specified at inference time if the model signature defines a params schema. " +
    `This model does not define a params schema. ${what}`;
  return { params: new Map(), warnings: [warning] };
}

function unrecognized(ignored: readonly string[], allowed: readonly string[]): string {
  return (
    `Unrecognized params ${pythonRepr(ignored)} are ignored for inference. ` +
    `Supported params are: {${allowed.map((name) => pythonRepr(name)).join(", ")}}. ` +
    "To enable them, please add corresponding schema in ModelSignature."
  );
}
