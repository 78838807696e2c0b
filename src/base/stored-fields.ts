/** Members of the stored form of a document, read strictly. Each throws AppError "invalid-document" saying what of `where` is wrong. */
import { isRecord } from "./record.ts";
import { type MessageValue, message, within } from "./message.ts";
import { own } from "./own.ts";
import { unreadableNotebook } from "./unreadable-notebook.ts";

export type StoredJson = Readonly<Record<string, unknown>>;

export function record(value: unknown, where: MessageValue): StoredJson {
  if (!isRecord(value)) {
    throw unreadableNotebook(message`an object`, value === null ? "null" : typeof value, where);
  }
  return value;
}

export function string(from: StoredJson, name: string, where: MessageValue): string {
  const value = own(from, name);
  if (typeof value !== "string") throw unreadableNotebook(message`text`, kindOf(value), within(where, name));
  return value;
}

export function number(from: StoredJson, name: string, where: MessageValue): number {
  const value = own(from, name);
  if (typeof value !== "number")
    throw unreadableNotebook(message`a number`, kindOf(value), within(where, name));
  return value;
}

export function boolean(from: StoredJson, name: string, where: MessageValue): boolean {
  const value = own(from, name);
  if (typeof value !== "boolean")
    throw unreadableNotebook(message`true or false`, kindOf(value), within(where, name));
  return value;
}

export function strings(value: unknown, where: MessageValue): string[] {
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
    throw unreadableNotebook(message`a list of texts`, kindOf(value), where);
  }
  return value;
}

function kindOf(value: unknown): MessageValue {
  return value === undefined ? message`nothing` : typeof value;
}
