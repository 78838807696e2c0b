/** Reads the JSON of an inference cell, and accepts and refuses what MLflow's `predict` does, by the signature. */
import { rulesOf } from "./rules-of-profile.ts";
import { own } from "#base/own.ts";
import { AppError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import { jsonErrorPlace } from "#base/json-error-place.ts";
import type { ChatRequestJson } from "#pipeline/chat-completion.ts";
import { inputFormOf } from "#wrapper/input-form.ts";
import type { PromptRequestJson } from "#pipeline/text-completion.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import { type EnforcedInput, enforceSchema, ignoredInputsWarning } from "./enforce-schema.ts";
import { MlflowError } from "./mlflow-error.ts";
import { signatureOf } from "./model-signature.ts";
import {
  type PythonValue,
  PythonBytes,
  PythonFloat,
  dictEntries,
  isList,
  isNoneOrNaN,
} from "#python-values/python-value.ts";
import { readPythonJson } from "#python-values/read-python-json.ts";

export type InferenceInput = (
  | { readonly option: "transformers"; readonly request: ChatRequestJson | PromptRequestJson }
  | { readonly option: "pyfunc"; readonly request: { readonly prompt: string } }
) & {
  /** Inputs that the signature lacks. MLflow drops them with a warning. */
  readonly warnings: readonly string[];
};

const EXAMPLES = {
  messages: '{"messages": [{"role": "user", "content": "What is the capital of Spain?"}]}',
  items: '{"input": [{"role": "user", "content": "What is the capital of Spain?"}]}',
  prompt: '{"prompt": "<|user|>What is the capital of Spain?<|end|><|assistant|>"}',
} as const;

/** The types of the members beside a chat's messages. In MLflow a whole number is not a double, unless it is 0 or 1. */
const TAKES: Readonly<Record<string, Message>> = {
  temperature: message`a number above 0 with its decimal point, such as 0.7 or 2.0`,
  top_p: message`a number from 0 to 1, such as 0.9`,
  top_k: message`a whole number from 0, such as 50`,
  max_tokens: message`a whole number from 1, such as 300`,
  n: message`a whole number from 1, such as 1`,
  stop: message`a list of texts, such as ["END"]`,
  stream: message`true or false`,
  frequency_penalty: message`a number with its decimal point, such as 0.5`,
  presence_penalty: message`a number with its decimal point, such as 0.5`,
  tools: message`a list of tools, each an object with its "type"`,
  custom_inputs: message`an object`,
};

/** @throws AppError "invalid-input" with MLflow's own message if `predict` would raise, and what to do. */
export function parseInferenceInput(text: string, wrapper: Wrapper): InferenceInput {
  const inputs = inputFormOf(wrapper);
  const example = EXAMPLES[inputs];
  const value = parseJson(text, example);
  const { rows, ignored } = enforced(value, wrapper, example);
  const [row, ...more] = rows;
  if (row === undefined) throw invalid(message`The input has no request. Enter one such as ${example}.`);
  const warnings = ignored.length > 0 ? [ignoredInputsWarning(ignored)] : [];
  if (wrapper.option === "pyfunc") {
    // The wrapper's class reads only the first row: model_input["prompt"][0].
    const prompt = row.get("prompt");
    if (typeof prompt !== "string")
      throw invalid(message`"prompt" should be text. Enter for example ${example}.`);
    return { option: "pyfunc", request: { prompt }, warnings };
  }
  if (more.length > 0) {
    throw invalid(
      inputs === "prompt"
        ? message`This page answers one prompt at a time, and this input has ${rows.length}; MLflow would answer each. Keep one, such as ${example}.`
        : message`This page answers one chat at a time, and this input has ${rows.length}; MLflow would answer each. Keep one, such as ${example}.`,
    );
  }
  const request = Object.fromEntries(
    [...row].filter(([, given]) => !isNoneOrNaN(given)).map(([name, given]) => [String(name), plain(given)]),
  );
  if (inputs === "prompt")
    return { option: "transformers", request: promptRequest(request, example), warnings };
  checkMessages(request["messages"] as readonly unknown[], example);
  return { option: "transformers", request: request as unknown as ChatRequestJson, warnings };
}

/** The pipeline's own task has one column, whatever it is called. */
function promptRequest(request: Readonly<Record<string, unknown>>, example: string): PromptRequestJson {
  const columns = Object.entries(request);
  const [name, prompt] = columns.find(([column]) => column === "prompt") ?? columns[0] ?? ["", null];
  if (typeof prompt !== "string")
    throw invalid(message`"prompt" should be text. Enter for example ${example}.`);
  const { [name]: _prompt, ...settings } = request;
  return { ...settings, prompt };
}

function enforced(value: PythonValue, wrapper: Wrapper, example: string): EnforcedInput {
  try {
    return enforceSchema(value, signatureOf(wrapper).inputs ?? [], rulesOf(wrapper.profile));
  } catch (cause) {
    if (!(cause instanceof MlflowError)) throw cause;
    const reason = cause.message.replace(/([^.!?])$/, "$1.");
    const takes = own(TAKES, String(cause.column ?? ""));
    throw new AppError(
      "invalid-input",
      takes
        ? message`MLflow's predict refuses this input: ${reason} "${cause.column ?? ""}" takes ${takes}, or is left out.`
        : message`MLflow's predict refuses this input: ${reason} It should look like ${example}.`,
      { cause },
    );
  }
}

/** In the chat pipeline's form: numbers that are numbers, dicts that are objects, and no member that is None. */
function plain(value: PythonValue): unknown {
  if (value instanceof PythonFloat) return value.value;
  if (typeof value === "bigint") return Number(value);
  if (value === null || typeof value !== "object" || value instanceof PythonBytes) return value;
  if (isList(value)) return value.map(plain);
  return Object.fromEntries(dictEntries(value).map(([key, item]) => [key, plain(item)]));
}

function parseJson(text: string, example: string): PythonValue {
  if (text.trim() === "")
    throw invalid(message`The input is empty. Enter a JSON object, such as ${example}.`);
  try {
    return readPythonJson(text);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const place = jsonErrorPlace(text);
    throw new AppError(
      "invalid-input",
      place
        ? message`The input is not valid JSON (line ${place.line}, column ${place.column}). It should look like ${example}.`
        : message`The input is not valid JSON. It should look like ${example}.`,
      { cause },
    );
  }
}

/** Input that the signature accepts and the chat template does not. */
function checkMessages(messages: readonly unknown[], example: string): void {
  if (messages.length === 0)
    throw invalid(message`"messages" should have at least one message, such as ${example}.`);
  for (const [at, each] of messages.entries()) {
    const { content } = each as { content?: unknown };
    if (typeof content !== "string") {
      throw invalid(
        message`"messages[${at}]" should have "content" with a text: the chat template needs it.`,
      );
    }
  }
}

function invalid(wording: Message): AppError {
  return new AppError("invalid-input", wording);
}
