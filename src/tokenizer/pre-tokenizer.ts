import { letter, lower, mark, number, space, symbol, upper } from "./char-class.ts";
import type { CodePoints } from "./code-points.ts";

/**
 * The end of the piece that starts at `start`, or `start` if there is none.
 * @param end the text ends there for the matcher.
 */
type Matcher = (text: CodePoints, start: number, end: number) => number;

/** Splits text into pieces that are merged separately. */
export interface PreTokenizer {
  /** Each is a list of alternatives that are tried in order. */
  readonly steps: readonly (readonly Matcher[])[];
  /** Text that no alternative matches: one piece per character, or one piece up to the next match. */
  readonly gaps: "characters" | "runs";
}

/**
 * The patterns that native knows, longer ones first, and its hand-written matchers for each. The matchers differ from the regular
 * expressions, for example in runs of white space with line breaks. Mirrors PreTokenizerWithRegEx (onnxruntime-extensions,
 * operators/tokenizer/bpe_utils.hpp), as everything below.
 */
const matchers: readonly (readonly [pattern: string, matcher: Matcher])[] = [
  [
    String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?`,
    contracted(lowerWord),
  ],
  [
    String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?`,
    contracted(upperWord),
  ],
  [String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+`, lowerWord],
  [String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*`, upperWord],
  [String.raw`(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])`, contraction],
  [String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)`, contraction],
  [String.raw` ?[^\s\p{L}\p{N}]+[\r\n/]*`, punctuationWithLineBreaks(letter | number | space)],
  [String.raw` ?[^\s\p{L}\p{N}]+[\r\n]*`, punctuationWithLineBreaks(letter | number | space)],
  [String.raw`[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+`, ledWord(letter | mark)],
  [String.raw` ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*`, punctuationWithLineBreaks(letter | mark | number | space)],
  [String.raw`[^\r\n\p{L}\p{N}]?\p{L}+`, ledWord(letter)],
  [`'s|'t|'re|'ve|'m|'ll|'d`, lowerContraction],
  [String.raw` ?[^\s\p{L}\p{N}]+`, spaced((text, i) => isPunctuation(text.classesAt(i)))],
  [
    String.raw` ?\p{L}+| ?\p{N}+`,
    either(
      spaced((text, i) => (text.classesAt(i) & letter) !== 0),
      spaced((text, i) => (text.classesAt(i) & number) !== 0),
    ),
  ],
  [
    String.raw`[\p{L}]+|[\p{N}]`,
    either(
      (text, start, end) => endOfRun(text, start, end, letter),
      (text, start, end) => oneOf(text, start, end, number),
    ),
  ],
  [
    String.raw`[^\s\p{L}\p{N}]+`,
    (text, start, end) => endWhere(start, end, (i) => isPunctuation(text.classesAt(i))),
  ],
  [String.raw`\s+(?!\S)|\s+`, whiteSpace],
  [
    String.raw`\p{N}{1,3}`,
    (text, start, end) => endOfRun(text, start, Math.min(end, start + maxDigits), number),
  ],
  [String.raw`\s*[\r\n]+`, lineBreaks],
  [String.raw`\p{N}`, (text, start, end) => oneOf(text, start, end, number)],
  ["[一-龥぀-ゟ゠-ヿ]+", (text, start, end) => endWhere(start, end, (i) => isHanOrKana(text.codeAt(i)))],
  [
    String.raw`[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_` + "`" + String.raw`{|}~][A-Za-z]+`,
    (text, start, end) => {
      if (!isAsciiSymbol(text.codeAt(start))) return start;
      return beyond(
        start + 1,
        endWhere(start + 1, end, (i) => isAsciiLetter(text.codeAt(i))),
        start,
      );
    },
  ],
  [
    String.raw`[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+`,
    (text, start, end) => {
      const isLead = !isLineBreak(text.codeAt(start)) && (text.classesAt(start) & (letter | symbol)) === 0;
      const from = isLead ? start + 1 : start;
      return beyond(from, endOfRun(text, from, end, letter | mark), start);
    },
  ],
  [
    String.raw` ?[\p{P}\p{S}]+[\r\n]*`,
    (text, start, end) => {
      const from = text.codeAt(start) === 0x20 ? start + 1 : start;
      const symbols = endOfRun(text, from, end, symbol);
      return symbols === from ? start : endOfLineBreaks(text, symbols, end);
    },
  ],
];

/** The most digits in one piece. */
const maxDigits = 3;

export const gpt2Pattern = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;
export const llamaPattern = String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`;

/**
 * The matchers of a regular expression. As in native, they are found by the text of its alternatives.
 * @returns also the parts that native does not know.
 */
export function compilePattern(pattern: string): {
  readonly matchers: readonly Matcher[];
  readonly rest: string;
} {
  let rest = pattern;
  const found = new Map<number, Matcher>();
  for (const [known, matcher] of matchers) {
    const position = rest.indexOf(known);
    const end = position + known.length;
    const isWhole =
      position >= 0 &&
      (position === 0 || rest[position - 1] === "|") &&
      (end === rest.length || rest[end] === "|");
    if (!isWhole) continue;
    found.set(pattern.indexOf(known), matcher);
    rest =
      position > 0
        ? rest.slice(0, position - 1) + rest.slice(end)
        : rest.slice(end < rest.length ? end + 1 : end);
  }
  const inOrder = [...found].sort(([a], [b]) => a - b);
  return { matchers: inOrder.map(([, matcher]) => matcher), rest };
}

/** Ends of a text's pieces, in order; none for an empty text. */
export function endsOfPieces(text: CodePoints, { steps, gaps }: PreTokenizer): readonly number[] {
  let ends: readonly number[] = text.length === 0 ? [] : [text.length];
  for (const step of steps) {
    const next: number[] = [];
    let start = 0;
    for (const end of ends) {
      cut(text, start, end, step, gaps, next);
      start = end;
    }
    ends = next;
  }
  return ends;
}

function cut(
  text: CodePoints,
  from: number,
  end: number,
  step: readonly Matcher[],
  gaps: PreTokenizer["gaps"],
  ends: number[],
): void {
  let gapStart = from;
  for (let start = from; start < end;) {
    let pieceEnd = start;
    for (const match of step) {
      pieceEnd = match(text, start, end);
      if (pieceEnd > start) break;
    }
    if (pieceEnd <= start) {
      start++;
      if (gaps === "characters") ends.push((gapStart = start));
      continue;
    }
    if (gapStart < start) ends.push(start);
    ends.push(pieceEnd);
    gapStart = start = pieceEnd;
  }
  if (gapStart < end) ends.push(end);
}

function either(first: Matcher, second: Matcher): Matcher {
  return (text, start, end) => {
    const found = first(text, start, end);
    return found > start ? found : second(text, start, end);
  };
}

/** [^\r\n\p{L}\p{N}]? before a word. */
function afterLead(text: CodePoints, start: number): number {
  const isLead = !isLineBreak(text.codeAt(start)) && (text.classesAt(start) & (letter | number)) === 0;
  return isLead ? start + 1 : start;
}

/** A word that ends in lower-case letters, or in any letters at the end of the text. */
function lowerWord(text: CodePoints, start: number, end: number): number {
  const from = afterLead(text, start);
  if (from >= end) return start;
  const uppers = endOfRun(text, from, end, upper);
  if (uppers >= end) return uppers;
  const lowers = endOfRun(text, uppers, end, lower);
  const endsInLower = lowers > uppers || (uppers > from && (text.classesAt(uppers - 1) & lower) !== 0);
  return endsInLower ? lowers : start;
}

function upperWord(text: CodePoints, start: number, end: number): number {
  const from = afterLead(text, start);
  const uppers = endOfRun(text, from, end, upper);
  return uppers > from ? endOfRun(text, uppers, end, lower) : start;
}

/** A word and the contraction after it. */
function contracted(word: Matcher): Matcher {
  return (text, start, end) => {
    const wordEnd = word(text, start, end);
    return wordEnd > start && wordEnd < end ? contraction(text, wordEnd, end) : wordEnd;
  };
}

/** Letters, with one character before them that is not a letter, number or line break. */
function ledWord(flags: number): Matcher {
  return (text, start, end) => {
    const canLead = !isLineBreak(text.codeAt(start)) && (text.classesAt(start) & number) === 0;
    const isWord = (text.classesAt(start) & flags) !== 0;
    const leadsWord = canLead && start + 1 < end && (text.classesAt(start + 1) & flags) !== 0;
    return isWord || leadsWord ? endOfRun(text, start + 1, end, flags) : start;
  };
}

function punctuationWithLineBreaks(others: number): Matcher {
  return (text, start, end) => {
    const from = text.codeAt(start) === 0x20 ? start + 1 : start;
    const punctuation = endWhere(from, end, (i) => (text.classesAt(i) & others) === 0);
    return punctuation > from ? endOfLineBreaks(text, punctuation, end) : start;
  };
}

/** A run, with or without one space before it. */
function spaced(isOf: (text: CodePoints, i: number) => boolean): Matcher {
  return (text, start, end) => {
    const from = text.codeAt(start) === 0x20 ? start + 1 : start;
    return beyond(
      from,
      endWhere(from, end, (i) => isOf(text, i)),
      start,
    );
  };
}

/** The last space before a word is left for the word. */
function whiteSpace(text: CodePoints, start: number, end: number): number {
  const spaces = endOfRun(text, start, end, space);
  return spaces - start > 1 && spaces < end ? spaces - 1 : spaces;
}

function lineBreaks(text: CodePoints, start: number, end: number): number {
  const spaces = endOfRun(text, start, end, space);
  if (spaces - start > 1 && isLineBreak(text.codeAt(spaces - 1))) return spaces;
  return endOfLineBreaks(text, start, end);
}

/** 's 't 'm 'd 're 've 'll, upper or lower case. */
function contraction(text: CodePoints, start: number, end: number): number {
  return endOfContraction(start, end, (i) => {
    const code = text.codeAt(i);
    return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
  });
}

function lowerContraction(text: CodePoints, start: number, end: number): number {
  return endOfContraction(start, end, (i) => text.codeAt(i));
}

function endOfContraction(start: number, end: number, codeAt: (i: number) => number): number {
  if (codeAt(start) !== 0x27 || start + 1 >= end) return start;
  const first = String.fromCodePoint(codeAt(start + 1));
  if ("stmd".includes(first)) return start + 2;
  if (start + 2 >= end) return start;
  return ["re", "ve", "ll"].includes(first + String.fromCodePoint(codeAt(start + 2))) ? start + 3 : start;
}

function isLineBreak(code: number): boolean {
  return code === 0x0d || code === 0x0a;
}

function isPunctuation(classes: number): boolean {
  return (classes & (letter | number | space)) === 0;
}

function isHanOrKana(code: number): boolean {
  return (code >= 0x4e00 && code <= 0x9fa5) || (code >= 0x3040 && code <= 0x30ff);
}

function isAsciiSymbol(code: number): boolean {
  return code > 0x20 && code < 0x7f && !isAsciiLetter(code) && !(code >= 0x30 && code <= 0x39);
}

function isAsciiLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

function endWhere(start: number, end: number, holds: (i: number) => boolean): number {
  let i = start;
  while (i < end && holds(i)) i++;
  return i;
}

function endOfRun(text: CodePoints, start: number, end: number, flags: number): number {
  let i = start;
  while (i < end && (text.classesAt(i) & flags) !== 0) i++;
  return i;
}

function endOfLineBreaks(text: CodePoints, start: number, end: number): number {
  let i = start;
  while (i < end && isLineBreak(text.codeAt(i))) i++;
  return i;
}

function oneOf(text: CodePoints, start: number, end: number, flags: number): number {
  return endOfRun(text, start, Math.min(end, start + 1), flags);
}

/** `found` if it is beyond `from`, otherwise `start`: no match. */
function beyond(from: number, found: number, start: number): number {
  return found > from ? found : start;
}
