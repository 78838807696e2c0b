import { message, type MessageValue } from "./message.ts";

/** A value in a message, as JSON; undefined is the word "nothing". */
export function jsonOf(value: unknown): MessageValue {
  return value === undefined ? message`nothing` : JSON.stringify(value);
}
