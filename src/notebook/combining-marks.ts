/** On one letter. Unicode's format for streams has 30 (UAX #15). */
const MOST = 100;
/** A mark, or what does not part two marks: joiners and the like, and a terminal's escape sequences. */
const MARK = String.raw`(?:[\p{M}\p{Cf}]|\u001b\[[\d;]*[A-Za-z])`;
const MANY = new RegExp(`${MARK}{${MOST + 1}}`, "u");
const TOO_MANY = new RegExp(`(${MARK}{${MOST}})${MARK}+`, "gu");

/** The time to lay them out grows with their square: 100 kB of accents on one letter keep a browser busy for minutes. */
export function hasManyMarks(text: string): boolean {
  return MANY.test(text);
}

/** The text with U+FFFD in place of the marks that are too many. */
export function withFewMarks(text: string): string {
  return text.replaceAll(TOO_MANY, "$1\uFFFD");
}
