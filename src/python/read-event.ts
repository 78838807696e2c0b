/** Events of Python's worker, whose code may be anyone's. */
import {
  boolean,
  literal,
  type GenericSchema,
  number,
  object,
  picklist,
  safeParse,
  string,
  variant,
} from "valibot";
import { list, recordSchema } from "#base/schemas.ts";
import type { Completions, PythonEvent } from "./python-port.ts";

const eventSchema: GenericSchema<unknown, PythonEvent> = variant("kind", [
  object({ kind: literal("stream"), name: picklist(["stdout", "stderr"]), text: string() }),
  object({ kind: literal("output"), output: recordSchema }),
  object({ kind: literal("clear"), wait: boolean() }),
  object({ kind: literal("text"), text: string(), tokenCount: number() }),
  object({ kind: literal("answer"), json: string() }),
]);

/** @returns what it says, or an output that says that it was none. */
export function readEvent(event: unknown): PythonEvent {
  const read = safeParse(eventSchema, event);
  if (read.success) return read.output;
  return {
    kind: "stream",
    name: "stderr",
    text: "Python has sent the page something that is no output. It is not shown.\n",
  };
}

const completionsSchema: GenericSchema<unknown, Completions> = object({
  replaces: number(),
  items: list(
    object({
      name: string(),
      kind: picklist(["module", "class", "function", "property", "variable"]),
      detail: string(),
    }),
  ),
});

/** @returns null for anything else. */
export function readCompletions(completions: unknown): Completions | null {
  const read = safeParse(completionsSchema, completions);
  return read.success ? read.output : null;
}
