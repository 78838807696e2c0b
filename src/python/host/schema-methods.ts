/** MLflow's signatures for Python: infers them, and enforces them on predict's input. Values are passed as JSON texts. */
import { chatSignature } from "#mlflow/chat-signature.ts";
import {
  enforceFrame,
  enforceSchema,
  ignoredInputsWarning,
  type EnforcedInput,
} from "#mlflow/enforce-schema.ts";
import { enforceParams } from "#mlflow/enforce-params.ts";
import { inferSignature } from "#mlflow/infer-signature.ts";
import { MlflowError } from "#mlflow/mlflow-error.ts";
import type { MlflowRules } from "#mlflow/mlflow-rules.ts";
import { type Column, columnOf } from "#mlflow/pandas-column.ts";
import { paramValue } from "#mlflow/param-value.ts";
import { parseSignature } from "#mlflow/parse-signature.ts";
import { pythonJson } from "#python-values/python-json.ts";
import { isList, type PythonValue as Value } from "#python-values/python-value.ts";
import { readPythonJson } from "#python-values/read-python-json.ts";
import { rulesOf } from "#mlflow/rules-of-profile.ts";
import { printSignature, signatureToJson } from "#mlflow/signature-print.ts";
import type { Signature } from "#mlflow/signature.ts";
import type { VersionProfile } from "#wrapper/version-profile.ts";
import { type HostMethod, PythonError, type PythonValue as HostValue } from "../bridge.ts";
import { text } from "./arguments.ts";

/** The methods "mlflow.schema.…". */
export function schemaMethods(profile: VersionProfile): Record<string, HostMethod> {
  const rules = rulesOf(profile);
  const methods: Record<string, HostMethod> = {
    /** Input, output and params as JSON texts. @returns the signature in MLmodel's form. */
    "mlflow.schema.infer"([input, output, params]) {
      const read = (json: HostValue): Value => readPythonJson(text(json));
      return {
        ...signatureToJson(inferSignature(read(input), read(output), read(params), rules), rules),
      };
    },
    "mlflow.schema.chat": () => ({ ...signatureToJson(chatSignature(profile)) }),
    "mlflow.schema.print": ([inputs, outputs, params]) => printSignature(signature(inputs, outputs, params)),
    /** @returns as a JSON text: the columns, as [name, values], and MLflow's warnings. */
    "mlflow.schema.enforce"([inputs, kind, data]) {
      const schema = signature(inputs, null, null).inputs ?? [];
      const value = readPythonJson(text(data));
      const enforced =
        kind === "frame"
          ? enforceFrame(frameOf(value, rules), schema, rules)
          : enforceSchema(value, schema, rules);
      return pythonJson({ columns: columnsOf(enforced), warnings: warningsOf(enforced) });
    },
    /** The schema of one param and its default: the default as MLflow stores it. */
    "mlflow.schema.param"([params, value]) {
      const [spec] = signature(null, null, params).params ?? [];
      if (spec === undefined) throw new TypeError("Python should have sent one param.");
      return pythonJson({ value: paramValue(readPythonJson(text(value)), spec, rules) });
    },
    "mlflow.schema.params"([params, given]) {
      const { params: enforced, warnings } = enforceParams(
        readPythonJson(text(given)),
        signature(null, null, params).params,
        rules,
      );
      return pythonJson({ params: enforced, warnings });
    },
  };
  return inMlflowWords(methods);
}

function signature(inputs: unknown, outputs: unknown, params: unknown): Signature {
  return parseSignature({ inputs, outputs, params });
}

/** Of [[name, values], …]. */
function frameOf(value: Value, rules: MlflowRules): ReadonlyMap<string | number, Column> {
  const columns = (isList(value) ? value : []) as readonly (readonly [string | number, readonly Value[]])[];
  return new Map(columns.map(([name, values]) => [name, columnOf(values, rules)]));
}

function columnsOf({ rows }: EnforcedInput): Value {
  const names = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return names.map((name) => [name, rows.map((row) => row.get(name) ?? null)]);
}

function warningsOf({ ignored }: EnforcedInput): Value {
  return ignored.length > 0 ? [ignoredInputsWarning(ignored)] : [];
}

/** Raises in Python what MLflow would raise. */
function inMlflowWords(methods: Record<string, HostMethod>): Record<string, HostMethod> {
  return Object.fromEntries(
    Object.entries(methods).map(([name, method]): [string, HostMethod] => [
      name,
      async (args, context) => {
        try {
          return await method(args, context);
        } catch (error) {
          if (!(error instanceof MlflowError)) throw error;
          const { pythonType } = error;
          const type = pythonType === "MlflowException" ? "mlflow.exceptions.MlflowException" : pythonType;
          throw new PythonError(type, error.message);
        }
      },
    ]),
  );
}
