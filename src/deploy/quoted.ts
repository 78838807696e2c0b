import { message, type MessageValue } from "#base/message.ts";

export function quoted(text: string): MessageValue {
  return text === "" ? message`nothing` : `"${text}"`;
}
