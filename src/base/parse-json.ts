/** JSON of anyone's, in limits that leave whatever walks through the value room on the stack. */
import { AppError } from "./errors.ts";
import { message } from "./message.ts";
import { MOST_LEVELS } from "./nesting.ts";

const NOT_FINITE = /^(?:NaN|Infinity)/;
/** Of an object that stands for a number which JSON does not have. */
const MARK = "\u0000number";

export interface ParseJsonOptions {
  /** Also takes NaN, Infinity and -Infinity, which Python's json writes and reads. */
  readonly isPythons?: boolean;
}

/** @throws SyntaxError as JSON.parse; AppError "over-limit" for more than `MOST_LEVELS` levels. */
export function parseJson(text: string, { isPythons = false }: ParseJsonOptions = {}): unknown {
  const offsets = scan(text);
  if (!isPythons || offsets.length === 0) return JSON.parse(text);
  const marked = marking(text, offsets);
  return JSON.parse(marked, (_key, value: unknown) => {
    const name = (value as Readonly<Record<string, unknown>> | null)?.[MARK];
    return typeof name === "string" ? Number(name) : value;
  });
}

/** For readers of JSON that call themselves for each level. @throws AppError "over-limit" as `parseJson`. */
export function checkJsonDepth(text: string): void {
  scan(text);
}

/** JSON with NaN, Infinity and -Infinity as Python's json.dumps writes them. */
export function pythonJson(value: unknown, indent: number): string {
  const mark = `${MARK} `;
  const text = JSON.stringify(
    value,
    (_key, member: unknown) =>
      typeof member === "number" && !Number.isFinite(member) ? mark + String(member) : member,
    indent,
  );
  return text.replaceAll(/"\\u0000number (-?Infinity|NaN)"/g, "$1");
}

/**
 * One pass over the text, past its strings.
 * @returns where NaN and Infinity stand.
 */
function scan(text: string): readonly number[] {
  const offsets: number[] = [];
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
      case "N":
      case "I":
        if (NOT_FINITE.test(text.slice(at, at + 8))) offsets.push(at);
        break;
    }
  }
  return offsets;
}

/** @returns the closing quote's place; the text's end where there is none. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text.charAt(quote - 1 - backslashes) === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return quote;
  }
  return text.length;
}

function marking(text: string, offsets: readonly number[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const offset of offsets) {
    const name = text.startsWith("NaN", offset) ? "NaN" : "Infinity";
    const sign = name === "Infinity" && text.charAt(offset - 1) === "-" ? "-" : "";
    parts.push(text.slice(from, offset - sign.length), JSON.stringify({ [MARK]: sign + name }));
    from = offset + name.length;
  }
  return [...parts, text.slice(from)].join("");
}

function tooDeep(): AppError {
  return new AppError(
    "over-limit",
    message`The JSON nests more than ${MOST_LEVELS} levels deep, and this page reads no more: a real file has some ten. It is damaged, or made to break what reads it.`,
  );
}
