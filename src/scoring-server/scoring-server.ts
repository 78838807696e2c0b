/**
 * MLflow's scoring server (mlflow/pyfunc/scoring_server, 3.17) for the model in the page, with the same routes, status codes and JSON. It
 * differs in three ways: messages show data as Python prints the JSON, not as pandas or numpy do; it sends no traceback; and it does not
 * read Parquet.
 */
import { messageOf } from "#base/errors.ts";
import { pythonJson } from "#python-values/python-json.ts";
import type { PythonValue } from "#python-values/python-value.ts";
import { predict, schemaOf, type ServedModel } from "./predict.ts";
import { readJson } from "./read-json.ts";
import { parseCsv } from "./csv-request.ts";
import { parseRequest, PROTOCOL_CHANGE } from "./request-data.ts";
import { readInputData } from "./score-data.ts";
import type { ServedRequest, ServedResponse } from "./served.ts";
import { invalidInput, ServingError } from "./serving-error.ts";

/** @throws an abort; everything else is an answer. */
export async function answerRequest(
  request: ServedRequest,
  model: ServedModel,
  signal: AbortSignal,
): Promise<ServedResponse> {
  try {
    switch (request.route) {
      case "ping":
      case "health":
        return request.method === "GET" ? json(200, "\n") : methodNotAllowed();
      case "version":
        return request.method === "GET" ? json(200, model.mlflowVersion) : methodNotAllowed();
      case "invocations":
        return request.method === "POST" ? await invocations(request, model, signal) : methodNotAllowed();
      case "score":
        return request.method === "POST" ? await score(request, model, signal) : methodNotAllowed();
    }
  } catch (error) {
    if (error instanceof ServingError) return error.toResponse();
    throw error;
  }
}

async function invocations(
  request: ServedRequest,
  model: ServedModel,
  signal: AbortSignal,
): Promise<ServedResponse> {
  const format = formatOf(request.contentType);
  if (typeof format !== "string") return format;
  const body = decode(request.body);
  const parse = () =>
    format === "csv"
      ? parseCsv(body, schemaOf(model))
      : parseRequest(parseBody(body), schemaOf(model), paramNames(model));
  const { prediction, isUnified } = await predict(parse, model, signal);
  const answer = prediction as PythonValue;
  return json(200, pythonJson(isUnified ? answer : { predictions: answer }));
}

/** As Azure ML's scoring script for MLflow models: takes `input_data`, returns the bare prediction. */
async function score(
  request: ServedRequest,
  model: ServedModel,
  signal: AbortSignal,
): Promise<ServedResponse> {
  const body = decode(request.body);
  const { prediction } = await predict(() => readInputData(parseBody(body), schemaOf(model)), model, signal);
  return json(200, pythonJson(prediction as PythonValue));
}

const FORMATS: ReadonlyMap<string, "json" | "csv"> = new Map([
  ["application/json", "json"],
  ["text/csv", "csv"],
]);
const CONTENT_TYPES = "['text/csv', 'application/json', 'application/vnd.apache.parquet']";

/** @returns the answer if the content type is refused. */
function formatOf(contentType: string | null): "json" | "csv" | ServedResponse {
  // As in MLflow, a request without a content type fails.
  if (contentType === null) return text(500, "Internal Server Error");
  const [mimeType = "", ...rest] = contentType.split(";").map((part) => part.trim());
  const parameters = new Map(
    rest.map((part): [string, string] => {
      const at = part.indexOf("=");
      return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
    }),
  );
  if ((parameters.get("charset") ?? "utf-8").toLowerCase() !== "utf-8") {
    return text(415, "The scoring server only supports UTF-8");
  }
  const unexpected = [...parameters.keys()].filter((name) => name !== "charset");
  if (unexpected.length > 0) {
    return text(415, `Unrecognized content type parameters: ${unexpected.join(", ")}. ${PROTOCOL_CHANGE}`);
  }
  const format = FORMATS.get(mimeType);
  if (format !== undefined) return format;
  if (mimeType === "application/vnd.apache.parquet") {
    return text(415, "The page's local endpoint does not read Parquet. Send application/json or text/csv.");
  }
  return text(
    415,
    `This predictor only supports the following content types: Types: ${CONTENT_TYPES}. Got '${contentType}'.`,
  );
}

function paramNames(model: ServedModel): readonly string[] {
  return model.option === "transformers" ? [] : (model.params ?? []).map(({ name }) => name);
}

function decode(body: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch (error) {
    throw invalidInput(
      `Ensure that input is a valid JSON formatted string. Error: 'UnicodeDecodeError(${messageOf(error)})'\nInput: \n…\n`,
    );
  }
}

function parseBody(body: string): PythonValue {
  try {
    return readJson(body);
  } catch (error) {
    throw invalidInput(
      `Ensure that input is a valid JSON formatted string. Error: 'JSONDecodeError(${messageOf(error)})'\nInput: \n${body}\n`,
    );
  }
}

function methodNotAllowed(): ServedResponse {
  return json(405, '{"detail":"Method Not Allowed"}');
}

function json(status: number, body: string): ServedResponse {
  return { status, contentType: "application/json", body };
}

function text(status: number, body: string): ServedResponse {
  return { status, contentType: "text/plain; charset=utf-8", body };
}
