import {
  exactOptional,
  type GenericSchema,
  nullable,
  object,
  pipe,
  record,
  string,
  transform,
} from "valibot";
import { list } from "#base/schemas.ts";
import type { ChatHistory } from "./chat.ts";

/** Places in the chat are numbers; other keys in a file are skipped. */
const editsSchema = pipe(
  record(string(), string()),
  transform((edits) => Object.fromEntries(Object.entries(edits).filter(([place]) => /^\d+$/.test(place)))),
);

export const chatSchema: GenericSchema<unknown, ChatHistory> = object({
  threads: list(list(object({ role: string(), content: string() }))),
  chosen: exactOptional(object({ answer: string(), over: nullable(string()) })),
  draft: exactOptional(string()),
  edits: exactOptional(editsSchema),
});
