/**
 * A served model's interface as OpenAPI 3.1: POST /invocations of `mlflow models serve` in every form of its payload
 * (mlflow/pyfunc/scoring_server, 3.17).
 */
import { LLM_KEYS } from "../llm-keys.ts";
import type { ColSpec, Signature } from "../signature.ts";
import { columnsSchema, type JsonSchema, paramsSchema } from "./json-schema.ts";

export function openApi(signature: Signature, name: string): JsonSchema {
  const input = columnsSchema(signature.inputs ?? []);
  const isAny = signature.inputs === null;
  const row = isAny ? {} : input;
  const isBare = (signature.inputs ?? []).some((column) => LLM_KEYS.includes(column.name ?? ""));
  const output = signature.outputs === null ? {} : columnsSchema(signature.outputs);
  const params = signature.params === null ? [] : [["params", paramsSchema(signature.params)] as const];
  const wrapped = (key: string, value: JsonSchema): JsonSchema => ({
    type: "object",
    properties: Object.fromEntries([[key, value], ...params]),
    required: [key],
  });
  const ref = (schema: string) => ({ $ref: `#/components/schemas/${schema}` });
  const rows = { type: "array", items: ref("InputRow") };
  const forms: Record<string, JsonSchema> = {
    DataframeSplit: wrapped("dataframe_split", split(signature.inputs)),
    DataframeRecords: wrapped("dataframe_records", rows),
    Instances: wrapped("instances", rows),
    Inputs: wrapped("inputs", { anyOf: [ref("InputRow"), rows, columnLists(signature.inputs)] }),
  };
  const answer = { anyOf: [ref("Output"), { type: "array", items: ref("Output") }] };
  const wrappedAnswer = { type: "object", properties: { predictions: answer }, required: ["predictions"] };
  return {
    openapi: "3.1.0",
    info: { title: name, version: "1", description: "An MLflow model, as `mlflow models serve` offers it." },
    paths: {
      "/invocations": {
        post: {
          operationId: "invoke",
          summary: "Ask the model",
          requestBody: {
            required: true,
            content: {
              "application/json": {
                schema: { anyOf: [...(isBare ? [ref("InputRow")] : []), ...Object.keys(forms).map(ref)] },
              },
            },
          },
          responses: {
            200: {
              description: isBare
                ? "The answer: bare for a bare row, under predictions otherwise"
                : "The answer",
              content: {
                "application/json": { schema: isBare ? { anyOf: [answer, wrappedAnswer] } : wrappedAnswer },
              },
            },
            400: { description: "The input does not fit the signature", content: errorContent() },
            415: { description: "The content type is not one that the server reads" },
          },
        },
      },
      "/ping": {
        get: {
          operationId: "ping",
          summary: "Whether the model is loaded",
          responses: { 200: { description: "It is" } },
        },
      },
    },
    components: { schemas: { InputRow: row, Output: output, Error: errorSchema(), ...forms } },
  };
}

function split(columns: readonly ColSpec[] | null): JsonSchema {
  const names = (columns ?? []).flatMap(({ name }) => (name === null ? [] : [name]));
  return {
    type: "object",
    properties: {
      columns: { type: "array", items: names.length > 0 ? { type: "string", enum: names } : {} },
      index: { type: "array", items: {} },
      data: { type: "array", items: { type: "array", items: {} } },
    },
    required: ["data"],
  };
}

/** `inputs` can hold a list for each column. */
function columnLists(columns: readonly ColSpec[] | null): JsonSchema {
  const named = (columns ?? []).filter(({ name }) => name !== null);
  return {
    type: "object",
    properties: Object.fromEntries(
      named.map((column) => [
        column.name ?? "",
        { type: "array", items: columnsSchema([{ ...column, name: null }]) },
      ]),
    ),
  };
}

function errorSchema(): JsonSchema {
  return {
    type: "object",
    properties: {
      error_code: { type: "string" },
      message: { type: "string" },
      stack_trace: { type: "string" },
    },
    required: ["error_code", "message"],
  };
}

function errorContent(): JsonSchema {
  return { "application/json": { schema: { $ref: "#/components/schemas/Error" } } };
}
