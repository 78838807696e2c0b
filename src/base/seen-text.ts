/** Words of others, shown so that they cannot pass for something else: with characters that cannot be seen, or that turn a line around. */

/** Those that turn the direction of what follows ("Trojan Source"), and those that end a line. */
const TURNS = /[\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;
/** All that have no shape: also joiners, spaces of no width, tags, and letters that are blank. */
const UNSEEN = /\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\p{Co}|\u034F|[\u115F\u1160\u2800\u3164\uFFA0]|\u17B4|\u17B5/gu;
/** More marks on one letter than any language has would cover the lines around it. */
const TOWERS = /(\p{M}{6})\p{M}+/gu;
/** The most characters of a name; file systems allow 255. */
const LONGEST_NAME = 300;

/** Text with "[U+202E]" in place of what turns its lines around; everything else as it is. */
export function withTurnsSeen(text: string): string {
  return text.replaceAll(TURNS, codeOf);
}

/** Whether a text turns its line around. */
export function hasTurns(text: string): boolean {
  return text.search(TURNS) >= 0;
}

/** A name in a question: what cannot be seen in it is named, and it stays on its line. Code keeps its line breaks and tabs. */
export function seenName(name: string): string {
  return name.replaceAll(UNSEEN, codeOf).replaceAll(TOWERS, "$1\uFFFD");
}

/** Code that a person reads before they agree to it. */
export function seenCode(code: string): string {
  return code.replaceAll(UNSEEN, (character) => (/[\t\n\r]/.test(character) ? character : codeOf(character)));
}

/** The name that someone gave to a model or a notebook: without what cannot be seen, and not as long as a page. */
export function plainName(name: string): string {
  const plain = name
    .replaceAll(/\p{Cc}+/gu, " ")
    .replaceAll(TURNS, "")
    .replaceAll(TOWERS, "$1\uFFFD")
    .trim();
  if (plain.length <= LONGEST_NAME) return plain;
  const start = plain.slice(0, LONGEST_NAME);
  return `${/[\uD800-\uDBFF]$/.test(start) ? start.slice(0, -1) : start}…`;
}

function codeOf(character: string): string {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`;
}
