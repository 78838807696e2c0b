/** Whether an answer passes a check. A pattern can run forever: call this in the reader worker, which can be ended. */
import { format, type Schema, type SchemaDraft, Validator } from "@cfworker/json-schema";
import { AppError } from "#base/errors.ts";
import { message, type MessageValue } from "#base/message.ts";
import { parseJson } from "#base/parse-json.ts";
import { strip } from "#python-values/strip.ts";
import type { TextCheck } from "./check.ts";
import { pythonPattern } from "./python-pattern.ts";

// Python's jsonschema treats "format" as a note, as the standard says.
for (const name of Object.keys(format)) delete format[name];

/**
 * @param check with `expected` filled in for the row, not empty.
 * @throws AppError "invalid-input" for an invalid pattern or schema.
 */
export function checkAnswer({ kind, expected, ignoreCase = false }: TextCheck, answer: string): boolean {
  const folded = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  switch (kind) {
    case "exact":
      return strip(folded(answer)) === strip(folded(expected));
    case "contains":
      return folded(answer).includes(folded(expected));
    case "regex":
      return pythonPattern(expected, ignoreCase).test(answer);
    case "json_schema":
      return fits(answer, expected);
  }
}

const DRAFTS: readonly (readonly [RegExp, SchemaDraft])[] = [
  [/draft-04/, "4"],
  [/draft-0[67]/, "7"],
  [/2019-09/, "2019-09"],
];

function fits(answer: string, schemaText: string): boolean {
  const schema = readSchema(schemaText);
  let value: unknown;
  try {
    value = parseJson(answer);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    return false;
  }
  const named = typeof schema === "object" ? (schema.$schema ?? "") : "";
  const draft = DRAFTS.find(([pattern]) => pattern.test(named))?.[1] ?? "2020-12";
  try {
    return new Validator(schema, draft).validate(value).valid;
  } catch (cause) {
    throw badSchema(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function readSchema(text: string): Schema | boolean {
  let schema: unknown;
  try {
    schema = parseJson(text);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw badSchema(message`it is not valid JSON`, cause);
  }
  if (typeof schema === "boolean") return schema;
  if (typeof schema === "object" && schema !== null && !Array.isArray(schema)) return schema;
  throw badSchema(message`it is no object`, null);
}

function badSchema(why: MessageValue, cause: unknown): AppError {
  return new AppError(
    "invalid-input",
    message`The JSON schema cannot be used: ${why}. Write for example {"type": "object", "required": ["city"]}.`,
    { cause },
  );
}
