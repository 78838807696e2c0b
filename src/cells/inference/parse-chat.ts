/** Versions of a chat in the stored form of an inference cell. */
import { type MessageValue, message, within } from "#base/message.ts";
import { record, type StoredJson, string } from "#base/stored-fields.ts";
import { unreadableNotebook } from "#base/unreadable-notebook.ts";
import type { ChatHistory, ChatMessage } from "./chat.ts";

/** @throws AppError "invalid-document" */
export function parseChat(value: unknown, where: MessageValue): ChatHistory {
  const { threads, chosen, draft, edits } = record(value, where);
  if (!Array.isArray(threads))
    throw unreadableNotebook(message`a list`, typeof threads, within(where, "threads"));
  return {
    threads: threads.map((thread: unknown, at) =>
      parseThread(thread, within(where, message`thread ${at + 1}`)),
    ),
    ...(chosen !== undefined && { chosen: parseChosen(record(chosen, within(where, "chosen")), where) }),
    ...(draft !== undefined && { draft: string({ draft }, "draft", where) }),
    ...(edits !== undefined && { edits: parseEdits(record(edits, within(where, "edits")), where) }),
  };
}

function parseEdits(edits: StoredJson, where: MessageValue): NonNullable<ChatHistory["edits"]> {
  const places = Object.keys(edits).filter((place) => /^\d+$/.test(place));
  return Object.fromEntries(places.map((place) => [place, string(edits, place, within(where, "edits"))]));
}

function parseThread(value: unknown, where: MessageValue): ChatMessage[] {
  if (!Array.isArray(value)) throw unreadableNotebook(message`a list`, typeof value, where);
  return value.map((each: unknown) => {
    const json = record(each, where);
    return { role: string(json, "role", where), content: string(json, "content", where) };
  });
}

function parseChosen(chosen: StoredJson, where: MessageValue): NonNullable<ChatHistory["chosen"]> {
  const over = chosen["over"] === null ? null : string(chosen, "over", where);
  return { answer: string(chosen, "answer", where), over };
}
