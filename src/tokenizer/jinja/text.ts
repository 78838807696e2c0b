/** What Python's `str` does. */
import { lstrip, strip } from "#python-values/strip.ts";
import { spendSize } from "../template-budget.ts";
import { characterList, characters } from "./value.ts";

/** @param chars null: white space. */
export function strippedStart(text: string, chars: string | null): string {
  if (chars === null) return lstrip(text);
  const all = characterList(text);
  const kept = all.findIndex((char) => !chars.includes(char));
  return kept < 0 ? "" : all.slice(kept).join("");
}

export function strippedEnd(text: string, chars: string | null): string {
  if (chars === null) return strip(`x${text}`).slice(1);
  const all = characterList(text);
  return all.slice(0, all.findLastIndex((char) => !chars.includes(char)) + 1).join("");
}

export function stripped(text: string, chars: string | null): string {
  return strippedEnd(strippedStart(text, chars), chars);
}

/** The first letter large, the others small. */
export function capitalized(text: string): string {
  const [first = ""] = text;
  return first.toUpperCase() + text.slice(first.length).toLowerCase();
}

/** `str.title()`: each letter after what is none is large. */
export function titled(text: string): string {
  spendSize(text.length * 8);
  return text.toLowerCase().replaceAll(/(?<!\p{L}\p{M}*)\p{L}/gu, (letter) => letter.toUpperCase());
}

export function swappedCase(text: string): string {
  return characterList(text)
    .map((char) => (char === char.toUpperCase() ? char.toLowerCase() : char.toUpperCase()))
    .join("");
}

/** @param count -1: all. */
export function replaced(text: string, from: string, to: string, count: number): string {
  const parts = from === "" ? ["", ...characterList(text), ""] : splitAt(text, from);
  const times = count < 0 ? parts.length - 1 : Math.min(count, parts.length - 1);
  spendSize(text.length + to.length * times);
  const head = parts.slice(0, times + 1).join(to);
  return [head, ...parts.slice(times + 1)].join(from);
}

function splitAt(text: string, separator: string | RegExp): string[] {
  const parts = text.split(separator);
  spendSize(parts.length * 16);
  return parts;
}

const SPACES = new RegExp(String.raw`[\p{White_Space}\u001c-\u001f]+`, "u");

/** `str.split` on white space. @param most splits; -1: all. */
export function splitOnSpace(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = lstrip(text);
  while (rest !== "") {
    const found = most >= 0 && parts.length >= most ? null : SPACES.exec(rest);
    if (found === null) {
      parts.push(most >= 0 ? rest : strippedEnd(rest, null));
      break;
    }
    parts.push(rest.slice(0, found.index));
    rest = rest.slice(found.index + found[0].length);
  }
  return parts;
}

export function splitFromStart(text: string, separator: string, most: number): string[] {
  const parts = splitAt(text, separator);
  if (most < 0 || parts.length <= most + 1) return parts;
  return [...parts.slice(0, most), parts.slice(most).join(separator)];
}

export function splitFromEnd(text: string, separator: string, most: number): string[] {
  const parts = splitAt(text, separator);
  if (most < 0 || parts.length <= most + 1) return parts;
  const kept = parts.length - most;
  return [parts.slice(0, kept).join(separator), ...parts.slice(kept)];
}

const LINE_END = new RegExp(String.raw`\r\n|[\n\r\v\f\u001c-\u001e\u0085\u2028\u2029]`);

export function splitLines(text: string): string[] {
  const lines = splitAt(text, LINE_END);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Whether there are letters, and all are small. */
export function isLower(text: string): boolean {
  return text === text.toLowerCase() && text !== text.toUpperCase();
}

export function isUpper(text: string): boolean {
  return text === text.toUpperCase() && text !== text.toLowerCase();
}

/** The place of a code point, from that of a unit. */
export function codePointIndex(text: string, unit: number): bigint {
  return BigInt(unit < 0 ? -1 : characters(text.slice(0, unit)).length);
}
