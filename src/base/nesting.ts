import { message, type Message } from "./message.ts";

/** Real notebooks nest about twelve levels. Python's json gives up below a thousand, and browsers can store little more. */
export const MOST_LEVELS = 500;

/** What a document should be, for a message that it is not. */
export const SHALLOW: Message = message`at most ${MOST_LEVELS} levels of lists and objects`;

/** Whether JSON nests more levels of arrays and objects than that. Not recursive. */
export function isNestedTooDeeply(json: unknown): boolean {
  let level: unknown[] = [json];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) return true;
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? Object.values(value) : [],
    );
  }
  return false;
}
