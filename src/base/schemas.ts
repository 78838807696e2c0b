/** Types of values that several schemas use. */
import {
  array,
  check,
  custom,
  type GenericSchema,
  type InferInput,
  type InferOutput,
  number,
  parseJson,
  pipe,
  safeParse,
  string,
} from "valibot";
import { isMessage, isWording, type Message, type Wording } from "./message.ts";
import { isRecord, type UnknownRecord } from "./record.ts";

/** In bytes, or a count. */
export const sizeSchema = pipe(
  number(),
  check((size) => Number.isSafeInteger(size) && size >= 0),
);
/** In lower case. */
export const sha256Schema = pipe(
  string(),
  check((hash) => /^[0-9a-f]{64}$/.test(hash)),
);
/** A commit, or git's hash of some content. */
export const sha1Schema = pipe(
  string(),
  check((hash) => /^[0-9a-f]{40}$/.test(hash)),
);

/** A readonly array. */
export function list<Item extends GenericSchema>(
  item: Item,
): GenericSchema<InferInput<Item>[], readonly InferOutput<Item>[]> {
  return array(item);
}

/** JSON with unknown members. */
export const recordSchema = custom<UnknownRecord>(isRecord);
export const wordingSchema = custom<Wording>(isWording);
export const messageSchema = custom<Message>(isMessage);

/** @returns null for text that is not JSON, or not such a value. */
export function readJsonText<Schema extends GenericSchema>(
  schema: Schema,
  text: string,
): InferOutput<Schema> | null {
  const read = safeParse(pipe(string(), parseJson(), schema), text);
  return read.success ? read.output : null;
}
