import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";

/**
 * Tags as a person types them, one "key: value" per line; blank lines are skipped.
 * @throws AppError "invalid-input" naming the line without a key.
 */
export function parseTags(typed: string): Record<string, string> {
  const tags = new Map<string, string>();
  for (const [at, line] of typed.split("\n").entries()) {
    if (line.trim() === "") continue;
    const colon = line.indexOf(":");
    const key = line.slice(0, Math.max(colon, 0)).trim();
    if (key === "") {
      throw new AppError(
        "invalid-input",
        message`Line ${at + 1} of the tags should be a key and a value, such as "stage: test"; found "${line.trim()}".`,
      );
    }
    tags.set(key, line.slice(colon + 1).trim());
  }
  return Object.fromEntries(tags);
}
