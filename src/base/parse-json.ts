/** Parses untrusted JSON, limited in depth so that code which walks through the value does not run out of stack. */
import { AppError } from "./errors.ts";
import { message } from "./message.ts";
import { MOST_LEVELS } from "./nesting.ts";

/** @throws SyntaxError as JSON.parse; AppError "over-limit" for more than `MOST_LEVELS` levels. */
export function parseJson(text: string): unknown {
  checkJsonDepth(text);
  return JSON.parse(text);
}

/** One pass over the text, skipping strings, for recursive readers. @throws as `parseJson`. */
export function checkJsonDepth(text: string): void {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charAt(at)) {
      case '"':
        at = endOfString(text, at);
        break;
      case "[":
      case "{":
        depth += 1;
        if (depth > MOST_LEVELS) throw tooDeep();
        break;
      case "]":
      case "}":
        depth -= 1;
        break;
    }
  }
}

/** @returns the place of the closing quote; the text's end if there is none. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text.charAt(quote - 1 - backslashes) === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return quote;
  }
  return text.length;
}

function tooDeep(): AppError {
  return new AppError(
    "over-limit",
    message`The JSON nests more than ${MOST_LEVELS} levels deep, which is the limit: a real file has about ten. It may be damaged or malicious. Use another one.`,
  );
}
