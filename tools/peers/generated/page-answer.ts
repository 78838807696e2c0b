/** What the page makes of a generated case, in the form in which generated_schemas.py tells what MLflow makes of it. */
import { enforceParams } from "#mlflow/enforce-params.ts";
import { enforceFrame, enforceSchema, ignoredInputsWarning } from "#mlflow/enforce-schema.ts";
import { inferSignature } from "#mlflow/infer-signature.ts";
import { MlflowError } from "#mlflow/mlflow-error.ts";
import { parseSignature } from "#mlflow/parse-signature.ts";
import { rulesOf } from "#mlflow/rules-of-profile.ts";
import { printSignature, signatureToJson } from "#mlflow/signature-print.ts";
import type { ColSpec, ParamSpec } from "#mlflow/signature.ts";
import { untagged } from "#mlflow/testing/mlflow-fixture.ts";
import {
  dictEntries,
  isDict,
  isList,
  PythonBytes,
  PythonFloat,
  type PythonValue,
} from "#python-values/python-value.ts";
import { pythonStr } from "#python-values/python-repr.ts";
import { answerRequest } from "#scoring-server/scoring-server.ts";
import type { RequestData } from "#scoring-server/request-data.ts";
import { PROFILES, type VersionProfile } from "#wrapper/version-profile.ts";
import { type Case, jsonOf, type Tagged } from "./generate.ts";

export type Answer = Readonly<Record<string, unknown>>;

export async function pageAnswer(each: Case, profile: VersionProfile): Promise<Answer> {
  try {
    return await answered(each, profile);
  } catch (thrown) {
    if (thrown instanceof MlflowError) return { error: { type: thrown.pythonType, message: thrown.message } };
    // Neither writes bytes into MLmodel.
    if (thrown instanceof TypeError && thrown.message === "Bytes have no JSON.")
      return { error: { type: "TypeError", message: "Object of type bytes is not JSON serializable" } };
    throw thrown;
  }
}

async function answered(each: Case, profile: VersionProfile): Promise<Answer> {
  switch (each.kind) {
    case "infer": {
      const [input, output, params] = [each.input, each.output, each.params].map((value) => untagged(value));
      const signature = inferSignature(input ?? null, output, params, rulesOf(profile));
      return { printed: printSignature(signature), dict: signatureToJson(signature, rulesOf(profile)) };
    }
    case "enforce": {
      const { rows, ignored } = enforceSchema(untagged(each.data), columnsOf(each.schema), rulesOf(profile));
      return {
        rows: rows.map((row) => tagRow(row)),
        warnings: ignored.length > 0 ? [ignoredInputsWarning(ignored)] : [],
      };
    }
    case "params": {
      const { params, warnings } = enforceParams(
        untagged(each.params),
        paramsOf(each.schema),
        rulesOf(profile),
      );
      return { params: params === null ? null : tag(params), warnings };
    }
    case "request":
      return requestAnswer(each, profile);
  }
}

async function requestAnswer(
  { schema, params, contentType, body }: Extract<Case, { kind: "request" }>,
  profile: VersionProfile,
): Promise<Answer> {
  const columns = columnsOf(schema);
  const rules = rulesOf(profile);
  const specs = params.length === 0 ? null : paramsOf(params);
  let told: Answer = {};
  const response = await answerRequest(
    { route: "invocations", method: "POST", contentType, body: new TextEncoder().encode(body).buffer },
    {
      option: "class",
      columns,
      mlflowVersion: PROFILES[profile].packages["mlflow"] ?? "",
      hasSchema: true,
      params: specs,
      predict: (data: RequestData, given) => {
        // As the class does in Python, with the page's own methods.
        const { rows } =
          data.kind === "frame"
            ? enforceFrame(data.frame, columns, rules)
            : enforceSchema(data.value, columns, rules);
        try {
          const enforced = enforceParams(given, specs, rules).params;
          told = { rows: rows.map((row) => tagRow(row)), params: enforced === null ? null : tag(enforced) };
        } catch (thrown) {
          if (!(thrown instanceof MlflowError)) throw thrown;
          // As predict.ts says it of a class that the form wrote.
          if (thrown.pythonType !== "MlflowException") throw thrown;
          told = { error: { type: thrown.pythonType, message: thrown.message, status: 400 } };
        }
        return Promise.resolve("said");
      },
    },
    new AbortController().signal,
  );
  if (response.status === 200) return told;
  const isJson = response.contentType === "application/json";
  const message = isJson ? (JSON.parse(response.body) as { message: string }).message : response.body;
  return {
    error: { type: isJson ? "MlflowException" : "response", message, status: response.status },
  };
}

function columnsOf(schema: readonly Tagged[]): readonly ColSpec[] {
  return parseSignature({ inputs: jsonOf(schema), outputs: null, params: null }).inputs ?? [];
}

function paramsOf(schema: readonly Tagged[]): readonly ParamSpec[] {
  return parseSignature({ inputs: null, outputs: null, params: jsonOf(schema) }).params ?? [];
}

function tagRow(row: ReadonlyMap<string | number, PythonValue>): unknown {
  return [...row].map(([name, value]) => [name, tag(value)]);
}

function tag(value: PythonValue): unknown {
  if (isList(value)) return value.map(tag);
  if (value instanceof PythonBytes) return { $bytes: value.ascii };
  if (value instanceof PythonFloat) return { $float: pythonStr(value) };
  if (typeof value === "bigint") return tagInt(value);
  if (typeof value === "number") {
    if (Number.isNaN(value)) return { $number: "NaN" };
    if (!Number.isFinite(value)) return { $number: String(value) };
    return Number.isInteger(value) ? tagInt(BigInt(value)) : value;
  }
  if (isDict(value)) return { $dict: dictEntries(value).map(([name, item]) => [name, tag(item)]) };
  return value;
}

function tagInt(value: bigint): unknown {
  const isSmall = value < 2n ** 53n && value > -(2n ** 53n);
  return isSmall ? Number(value) : { $int: String(value) };
}
