/** Kinds of values that several schemas have. */
import {
  array,
  type GenericSchema,
  minValue,
  number,
  pipe,
  readonly,
  regex,
  safeInteger,
  string,
} from "valibot";

/** In bytes, or a count of things. */
export const sizeSchema = pipe(number(), safeInteger(), minValue(0));
/** In lower case. */
export const sha256Schema = pipe(string(), regex(/^[0-9a-f]{64}$/));
/** A commit, or git's name of a content. */
export const sha1Schema = pipe(string(), regex(/^[0-9a-f]{40}$/));

/** A list that nobody changes. */
export const list = <Item extends GenericSchema>(item: Item) => pipe(array(item), readonly());
