/** From a request's data to the model and back: PyFuncModel.predict, and then each option's own predict (MLflow 3.17). */
import { isAbort } from "#base/errors.ts";
import { type EnforcedInput, enforceFrame, enforceSchema } from "#mlflow/enforce-schema.ts";
import { enforceParams } from "#mlflow/enforce-params.ts";
import { MlflowError } from "#mlflow/mlflow-error.ts";
import { type MlflowRules, rulesOfVersion } from "#mlflow/mlflow-rules.ts";
import { pythonStr } from "#python-values/python-repr.ts";
import {
  type PythonValue,
  dictEntries,
  floatOf,
  isDict,
  isFloat,
  isList,
  isNoneOrNaN,
} from "#python-values/python-value.ts";
import { printColumns } from "#mlflow/signature-print.ts";
import type { ColSpec, ParamSpec } from "#mlflow/signature.ts";
import type { ChatRequestJson } from "#pipeline/chat-completion.ts";
import type { PipelineAnswer, PromptRequestJson } from "#pipeline/text-completion.ts";
import type { TransformersTask } from "#wrapper/wrapper.ts";
import { type ParsedRequest, type RequestData, SchemaProblem, type ServedSchema } from "./request-data.ts";
import { ServingError } from "./serving-error.ts";

/** The model in the page. An exception of it that is not a ServingError becomes "an unexpected error". */
export type ServedModel = {
  readonly columns: readonly ColSpec[];
  /** MLflow's version, for GET /version. */
  readonly mlflowVersion: string;
} & (
  | {
      readonly option: "transformers";
      readonly task: TransformersTask;
      readonly predict: (
        request: ChatRequestJson | PromptRequestJson,
        signal: AbortSignal,
      ) => Promise<PipelineAnswer>;
    }
  | {
      readonly option: "pyfunc";
      readonly params: readonly ParamSpec[] | null;
      readonly predict: (prompt: string, params: PythonValue, signal: AbortSignal) => Promise<string>;
    }
  /** A wrapper's class that runs itself, and enforces the schema itself: `hasSchema` is false if it has none. */
  | {
      readonly option: "class";
      readonly hasSchema: boolean;
      readonly params: readonly ParamSpec[] | null;
      readonly predict: (data: RequestData, params: PythonValue, signal: AbortSignal) => Promise<PythonValue>;
    }
);

export function schemaOf({ columns, mlflowVersion }: ServedModel): ServedSchema {
  return { columns, rules: rulesOfVersion(mlflowVersion) };
}

/** Fields of the signature that transformers' pipeline refuses, whatever their value. */
const REFUSED: ReadonlySet<string> = new Set([
  "n",
  "stream",
  "frequency_penalty",
  "presence_penalty",
  "custom_inputs",
]);

/** The pipeline of transformers 5, which goes with MLflow 3, takes `tools`. */
function isRefused(name: string, mlflowVersion: string): boolean {
  return REFUSED.has(name) || (name === "tools" && Number.parseInt(mlflowVersion, 10) < 3);
}

/** @throws ServingError; an abort unchanged. */
export async function predict(
  parse: () => ParsedRequest,
  model: ServedModel,
  signal: AbortSignal,
): Promise<{ readonly prediction: unknown; readonly isUnified: boolean }> {
  const isUnchecked = model.option === "class" && !model.hasSchema;
  const { request, input } = isUnchecked
    ? { request: parse(), input: { rows: [], ignored: [] } }
    : enforce(parse, schemaOf(model));
  const { data, isUnified } = request;
  try {
    if (model.option === "class")
      return { prediction: await model.predict(data, request.params, signal), isUnified };
    if (model.option === "pyfunc") {
      const enforced = checkedParams(request, model.params, schemaOf(model).rules);
      const labels = data.kind === "frame" ? data.labels : input.rows.map((_, at) => at);
      return { prediction: await model.predict(promptOf(input, labels), enforced, signal), isUnified };
    }
    const isCast = data.kind === "value" && data.isCast;
    const prediction: PipelineAnswer[] = [];
    for (const asked of requestsOf(input, isCast, model)) prediction.push(await model.predict(asked, signal));
    return { prediction, isUnified };
  } catch (error) {
    if (error instanceof ServingError) throw failedToPredict(error, request);
    if (isAbort(error)) throw error;
    throw unexpected();
  }
}

function unexpected(): ServingError {
  return new ServingError(
    "bad-request",
    "Encountered an unexpected error while evaluating the model. Verify that the serialized input Dataframe is compatible with the model for inference.",
  );
}

/** @throws ServingError in MLflow's words. */
function checkedParams(
  { params }: ParsedRequest,
  specs: readonly ParamSpec[] | null,
  rules: MlflowRules,
): PythonValue {
  try {
    return enforceParams(params, specs, rules).params;
  } catch (error) {
    if (!(error instanceof MlflowError)) throw error;
    throw error.pythonType === "MlflowException"
      ? new ServingError("invalid-parameter", error.message)
      : unexpected();
  }
}

function enforce(
  parse: () => ParsedRequest,
  { columns, rules }: ServedSchema,
): { readonly request: ParsedRequest; readonly input: EnforcedInput } {
  let request: ParsedRequest | null = null;
  try {
    request = parse();
    const { data } = request;
    const input =
      data.kind === "frame"
        ? enforceFrame(data.frame, columns, rules)
        : enforceSchema(data.value, columns, rules);
    return { request, input };
  } catch (error) {
    if (!(error instanceof MlflowError) && !(error instanceof SchemaProblem)) throw error;
    const shown = error instanceof SchemaProblem ? error.shown : (request?.shown ?? null);
    const isCast = request?.data.kind === "value" && request.data.isCast;
    const reason = isCast ? error.message.replace(/got list$/, "got ndarray") : error.message;
    const problem = new ServingError(
      "schema-enforcement",
      `Failed to enforce schema of data '${pythonStr(shown)}' with schema '${printColumns(columns)}'. Error: ${reason}`,
    );
    throw failedToPredict(problem, { shown });
  }
}

/** The data as Python prints its JSON; MLflow shows what pandas and numpy have made of it. */
function failedToPredict(
  { kind, message }: ServingError,
  { shown }: { readonly shown: PythonValue },
): ServingError {
  return new ServingError(kind, `Failed to predict data '${pythonStr(shown)}'. \nError: ${message}`);
}

/** `model_input["prompt"][0]`: the row with the label 0. */
function promptOf({ rows }: EnforcedInput, labels: readonly PythonValue[]): string {
  const prompt = rows[labels.indexOf(0)]?.get("prompt");
  if (typeof prompt !== "string") throw new TypeError("The tokenizer encodes a text.");
  return prompt;
}

/** `preprocess_llm_inference_input`: messages or the prompt of each row, settings of the first. The bare pipeline takes texts alone. */
function requestsOf(
  { rows }: EnforcedInput,
  isCast: boolean,
  { task, mlflowVersion }: { readonly task: TransformersTask; readonly mlflowVersion: string },
): readonly (ChatRequestJson | PromptRequestJson)[] {
  const [first] = rows;
  if (first === undefined) throw new TypeError("There is no row to take the settings from.");
  if (task === "text-generation") return rows.map((row) => ({ prompt: textIn(row.values().next().value) }));
  const data = task === "llm/v1/chat" ? "messages" : "prompt";
  const settings = [...first].filter(([name, value]) => name !== data && !isNoneOrNaN(value));
  if (task === "llm/v1/chat" && isCast) {
    throw new ServingError(
      "invalid-parameter",
      "Input messages should be list of dictionaries, but got: <class 'numpy.ndarray'>.",
    );
  }
  const given = rows.map((row) =>
    data === "messages"
      ? { messages: checkedMessages(row.get(data) ?? null) }
      : { prompt: textIn(row.get(data)) },
  );
  if (settings.some(([name]) => isRefused(String(name), mlflowVersion))) {
    throw new ServingError(
      "invalid-parameter",
      "The params provided to the `predict` method are not valid for pipeline TextGenerationPipeline.",
    );
  }
  const plainSettings = Object.fromEntries(settings.map(([name, value]) => [name, plain(value)]));
  return given.map(
    (each) => ({ ...plainSettings, ...each }) as unknown as ChatRequestJson | PromptRequestJson,
  );
}

function textIn(value: PythonValue | undefined): string {
  if (typeof value === "string") return value;
  if (value !== undefined && isList(value)) {
    throw new ServingError(
      "invalid-parameter",
      "Invalid data submission. Ensure all elements in the list are strings or dictionaries. If dictionaries are supplied, all keys in the dictionaries must be strings and values must be either str or List[str].",
    );
  }
  throw new TypeError("The pipeline takes a text.");
}

function checkedMessages(value: PythonValue): unknown {
  if (!isList(value) || !value.every(isDict)) {
    throw new ServingError("invalid-parameter", "Input messages should be list of dictionaries.");
  }
  if (value.length === 0) {
    throw new ServingError(
      "internal",
      "Failed to apply chat template: Cannot apply chat template to an empty conversation. Provide at least one message.",
    );
  }
  const messages = value.map(plain) as { content?: unknown }[];
  if (messages.some(({ content }) => content === undefined)) {
    throw new ServingError(
      "internal",
      "Failed to apply chat template: 'dict object' has no attribute 'content'",
    );
  }
  return messages;
}

/** In the form that the page's own model takes. */
function plain(value: PythonValue): unknown {
  if (isList(value)) return value.map(plain);
  if (isFloat(value)) return floatOf(value);
  if (typeof value === "bigint") return Number(value);
  if (isDict(value)) return Object.fromEntries(dictEntries(value).map(([name, item]) => [name, plain(item)]));
  return value;
}
