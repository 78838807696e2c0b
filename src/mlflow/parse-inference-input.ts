/** Reads the JSON of an inference cell, and checks it against the signature as `predict` does, in plain words. */
import { AppError } from "#base/errors.ts";
import { jsonErrorPlace } from "#base/json-error-place.ts";
import type { ChatRequestJson } from "#pipeline/chat-completion.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import { signatureOf } from "./model-signature.ts";
import { printType } from "./signature-print.ts";
import type { ColSpec, DataType, SchemaType } from "./signature.ts";

export type InferenceInput =
  | { readonly option: "transformers"; readonly request: ChatRequestJson }
  | { readonly option: "pyfunc"; readonly request: { readonly prompt: string } };

const EXAMPLES = {
  transformers: '{"messages": [{"role": "user", "content": "What is the capital of Spain?"}]}',
  pyfunc: '{"prompt": "<|user|>What is the capital of Spain?<|end|><|assistant|>"}',
} as const;

/** @throws AppError "invalid-input" naming the place, what was expected and what was found. */
export function parseInferenceInput(text: string, wrapper: Wrapper): InferenceInput {
  const example = EXAMPLES[wrapper.option];
  const value = parseJson(text, example);
  if (!isRecord(value)) {
    throw invalid(`The input should be a JSON object, such as ${example}; found ${describe(value)}.`);
  }
  const { inputs } = signatureOf(wrapper);
  checkColumns(value, inputs ?? [], example);
  if (wrapper.option === "pyfunc") {
    return { option: "pyfunc", request: { prompt: value["prompt"] as string } };
  }
  checkMessages(value["messages"] as readonly unknown[], example);
  return { option: "transformers", request: value as unknown as ChatRequestJson };
}

function parseJson(text: string, example: string): unknown {
  if (text.trim() === "") throw invalid(`The input is empty. Write a JSON object, such as ${example}.`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const place = jsonErrorPlace(text);
    const where = place ? ` (line ${place.line}, column ${place.column})` : "";
    throw new AppError(
      "invalid-input",
      `The input is not valid JSON${where}. It should look like ${example}.`,
      {
        cause,
      },
    );
  }
}

function checkColumns(value: Record<string, unknown>, columns: readonly ColSpec[], example: string): void {
  const known = columns.map((column) => column.name);
  const extra = Object.keys(value).filter((name) => !known.includes(name));
  for (const { name, type, required } of columns) {
    if (name === null) continue;
    const given = value[name];
    if (given === undefined || given === null) {
      if (!required) continue;
      const found = extra.length > 0 ? `; found ${extra.map((key) => `"${key}"`).join(", ")}` : "";
      throw invalid(
        `The signature requires "${name}" (${printType(type)})${found}. Write for example ${example}.`,
      );
    }
    checkType(given, type, name);
  }
  if (extra.length > 0) {
    throw invalid(
      `The signature has no ${extra.map((key) => `"${key}"`).join(", ")}: MLflow would drop it. ` +
        `It has ${known.map((name) => `"${name}"`).join(", ")}. Take it out, or mend its spelling.`,
    );
  }
}

function checkType(value: unknown, type: SchemaType, path: string): void {
  switch (type.kind) {
    case "any":
      return;
    case "scalar":
      if (!isScalar(value, type.dataType)) {
        throw invalid(`"${path}" should be ${SCALAR_NAMES[type.dataType]}; found ${describe(value)}.`);
      }
      return;
    case "array":
      if (!Array.isArray(value)) throw invalid(`"${path}" should be a list; found ${describe(value)}.`);
      for (const [at, item] of value.entries()) checkType(item, type.items, `${path}[${at}]`);
      return;
    case "map":
      if (!isRecord(value)) throw invalid(`"${path}" should be an object; found ${describe(value)}.`);
      for (const [key, item] of Object.entries(value)) checkType(item, type.values, `${path}.${key}`);
      return;
    case "object": {
      if (!isRecord(value)) throw invalid(`"${path}" should be an object; found ${describe(value)}.`);
      const names = type.properties.map((property) => property.name);
      const extra = Object.keys(value).find((key) => !names.includes(key));
      if (extra !== undefined) {
        throw invalid(`"${path}" should have only ${names.join(", ")}; found "${extra}" too.`);
      }
      for (const property of type.properties) {
        const given = value[property.name];
        if (given !== undefined && given !== null)
          checkType(given, property.type, `${path}.${property.name}`);
        else if (property.required) throw invalid(`"${path}" should have "${property.name}"; it is missing.`);
      }
    }
  }
}

/** What the signature lets pass and the chat template does not. */
function checkMessages(messages: readonly unknown[], example: string): void {
  if (messages.length === 0)
    throw invalid(`"messages" should hold at least one message, such as ${example}.`);
  for (const [at, message] of messages.entries()) {
    const { content } = message as { content?: unknown };
    if (typeof content !== "string") {
      throw invalid(`"messages[${at}]" should have "content" with a text: the chat template needs it.`);
    }
  }
}

const SCALAR_NAMES: Readonly<Record<DataType, string>> = {
  boolean: "true or false",
  integer: "a whole number",
  long: "a whole number",
  float: "a number",
  double: "a number",
  string: "a text",
  binary: "bytes in base 64",
  datetime: "a date and time",
};

function isScalar(value: unknown, dataType: DataType): boolean {
  switch (dataType) {
    case "boolean":
      return typeof value === "boolean";
    case "integer":
    case "long":
      return typeof value === "number" && Number.isInteger(value);
    case "float":
    case "double":
      return typeof value === "number";
    case "string":
    case "binary":
    case "datetime":
      return typeof value === "string";
  }
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return typeof value === "string" ? `the text ${JSON.stringify(value.slice(0, 40))}` : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(message: string): AppError {
  return new AppError("invalid-input", message);
}
