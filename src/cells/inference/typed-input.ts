import { isRecord } from "#base/record.ts";
import { parseJson } from "#base/parse-json.ts";
import { own } from "#base/own.ts";
import { readDumpedJson } from "#python-values/read-python-json.ts";

/** Reads the input as far as the chat and fields can show it. Running it reports what is wrong. */
export interface TypedMessage {
  readonly role: string;
  readonly content: string;
}

export type Typed<Value> =
  | { readonly kind: "shown"; readonly value: Value; readonly root: Readonly<Record<string, unknown>> }
  | { readonly kind: "malformed"; readonly reason: string }
  | { readonly kind: "other" };

export function parseMessages(input: string): Typed<readonly TypedMessage[]> {
  return parseMember(
    input,
    "messages",
    (value): value is readonly TypedMessage[] => Array.isArray(value) && value.every(isMessage),
  );
}

/** Items of the Responses API that are messages with a text. */
export function parseItems(input: string): Typed<readonly TypedMessage[]> {
  return parseMember(
    input,
    "input",
    (value): value is readonly TypedMessage[] => Array.isArray(value) && value.every(isMessage),
  );
}

export function parsePrompt(input: string): Typed<string> {
  return parseMember(input, "prompt", (value) => typeof value === "string");
}

/** Members of a chat's request that are doubles in MLflow's signature, which refuses a whole number for one. */
const DOUBLES = new Set(["temperature", "top_p", "frequency_penalty", "presence_penalty"]);
/** Marks a number that must be written with its decimal point. */
const POINT = "\u0000point ";
const POINTED = /"\\u0000point (-?\d+)"/g;

/**
 * The input with one member changed and the rest unchanged; undefined removes the member. JSON.parse loses the decimal point of 2.0 and
 * so on; this restores it.
 */
export function withMember(root: Readonly<Record<string, unknown>>, name: string, value: unknown): string {
  const members = Object.entries({ ...root, [name]: value }).map(([member, given]) => {
    const isPointed = DOUBLES.has(member) && Number.isInteger(given) && /^-?\d+$/.test(String(given));
    return [member, isPointed ? `${POINT}${String(given)}` : given] as const;
  });
  return JSON.stringify(Object.fromEntries(members), null, 2).replaceAll(POINTED, "$1.0");
}

function parseMember<Value>(
  input: string,
  name: string,
  is: (value: unknown) => value is Value,
): Typed<Value> {
  let root: unknown;
  try {
    root = parseJson(input);
  } catch (thrown) {
    // Fields would lose its NaN.
    if (isDumped(input)) return { kind: "other" };
    return { kind: "malformed", reason: thrown instanceof Error ? thrown.message : String(thrown) };
  }
  if (!isRecord(root)) return { kind: "other" };
  const value = own(root, name);
  return is(value) ? { kind: "shown", value, root } : { kind: "other" };
}

/** What Python's json.dumps writes, which has numbers that JSON lacks. */
function isDumped(input: string): boolean {
  try {
    readDumpedJson(input);
    return true;
  } catch {
    return false;
  }
}

function isMessage(value: unknown): value is TypedMessage {
  if (!isRecord(value)) return false;
  const { role, content } = value;
  return typeof role === "string" && typeof content === "string";
}
