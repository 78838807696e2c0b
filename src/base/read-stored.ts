/** Reads the stored form of a document with a schema, and reports faults in the page's own words. */
import { type BaseIssue, type GenericSchema, type InferOutput, safeParse } from "valibot";
import { jsonOf } from "./json-of.ts";
import { message, type MessageValue, within } from "./message.ts";
import { unreadableNotebook } from "./unreadable-notebook.ts";

/** @throws AppError "invalid-document" naming what in `where` is not valid. */
export function readStored<Schema extends GenericSchema>(
  schema: Schema,
  value: unknown,
  where: MessageValue,
): InferOutput<Schema> {
  const read = safeParse(schema, value, { abortEarly: true });
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw unreadableNotebook(expectedBy(issue), foundBy(issue), placeOf(issue, where));
}

const WORDS = new Map<string, MessageValue>([
  ["string", message`text`],
  ["number", message`a number`],
  ["boolean", message`true or false`],
  ["Array", message`a list`],
  ["Object", message`an object`],
]);

function expectedBy({ expected, type }: BaseIssue<unknown>): MessageValue {
  // The issue of a missing member is reported for its object.
  if (expected === null || (type === "object" && expected.startsWith('"'))) return message`there`;
  // "string", or several: "("python" | "raw")".
  const choices = expected.replace(/^\((.*)\)$/, "$1").split(" | ");
  if (choices.length > 2)
    return message`one of ${choices.map((each) => each.replaceAll('"', "")).join(", ")}`;
  const [first = "", second] = choices.map((each) => WORDS.get(each) ?? each);
  return second === undefined ? first : message`${first} or ${second}`;
}

function foundBy({ expected, input }: BaseIssue<unknown>): MessageValue {
  if (input === undefined) return message`nothing`;
  if (Array.isArray(input)) return message`a list`;
  return input === null || expected?.includes('"') ? jsonOf(input) : typeof input;
}

function placeOf({ path }: BaseIssue<unknown>, where: MessageValue): MessageValue {
  return (path ?? []).reduce<MessageValue>(
    (place, { key }) => within(place, typeof key === "number" ? message`item ${key + 1}` : String(key)),
    where,
  );
}
