/** What a character is to the pre-tokenizer; everything that is none of the first three is "other". */
type CharClass = "letter" | "number" | "space" | "other";

const classes = new Map<string, CharClass>();

function classOf(char: string): CharClass {
  let found = classes.get(char);
  if (found === undefined) {
    found = classify(char);
    classes.set(char, found);
  }
  return found;
}

function classify(char: string): CharClass {
  if (/\p{L}/u.test(char)) return "letter";
  if (/\p{N}/u.test(char)) return "number";
  return /[\p{Z}\t\n\v\f\r]/u.test(char) ? "space" : "other";
}

function isLineBreak(char: string | undefined): boolean {
  return char === "\r" || char === "\n";
}

/** The longest number that is taken as one piece. */
const maxDigits = 3;

/**
 * Splits text into pieces that are merged on their own: contractions, words with one leading character, numbers of up
 * to three digits, punctuation, white space.
 *
 * Mirrors the matchers that PreTokenizerWithRegEx uses for its Llama pattern (onnxruntime-extensions,
 * operators/tokenizer/bpe_utils.hpp): they are written by hand there and differ from the regular expression that they
 * stand for, in runs of white space with line breaks for one.
 * @param chars one code point each.
 */
export function* splitIntoPieces(chars: readonly string[]): Generator<string> {
  let start = 0;
  while (start < chars.length) {
    const end = endOfPiece(chars, start);
    yield chars.slice(start, end).join("");
    start = end;
  }
}

function endOfPiece(chars: readonly string[], start: number): number {
  const first = chars[start]!;
  const firstClass = classOf(first);

  const contraction = first === "'" ? contractionLength(chars[start + 1], chars[start + 2]) : 0;
  if (contraction > 0) return start + contraction;

  const canLeadWord = firstClass !== "number" && !isLineBreak(first);
  if (canLeadWord && (firstClass === "letter" || isOfClass(chars[start + 1], "letter"))) {
    return endOfRun(chars, start + 1, "letter");
  }
  if (firstClass === "number") {
    return Math.min(endOfRun(chars, start + 1, "number"), start + maxDigits);
  }
  const punctuation = first === " " ? start + 1 : start;
  if (isOfClass(chars[punctuation], "other")) {
    return endOfLineBreaks(chars, endOfRun(chars, punctuation + 1, "other"));
  }
  const spaceEnd = endOfLineBreaks(chars, endOfRun(chars, start + 1, "space"));
  if (spaceEnd - start > 1 && isLineBreak(chars[spaceEnd - 1])) return spaceEnd;
  if (isLineBreak(first)) return endOfLineBreaks(chars, start + 1);
  // The last space before a word is left to lead it.
  return spaceEnd - start > 1 && spaceEnd < chars.length ? spaceEnd - 1 : spaceEnd;
}

function isOfClass(char: string | undefined, wanted: CharClass): boolean {
  return char !== undefined && classOf(char) === wanted;
}

function endOfRun(chars: readonly string[], from: number, wanted: CharClass): number {
  let end = from;
  while (isOfClass(chars[end], wanted)) end++;
  return end;
}

function endOfLineBreaks(chars: readonly string[], from: number): number {
  let end = from;
  while (isLineBreak(chars[end])) end++;
  return end;
}

/** Characters of 's 't 'm 'd 're 've 'll with the apostrophe, in any case; 0 for anything else. */
function contractionLength(next: string | undefined, afterNext: string | undefined): number {
  if (next === undefined) return 0;
  if (/^[stmd]$/i.test(next)) return 2;
  return afterNext !== undefined && /^(?:re|ve|ll)$/i.test(next + afterNext) ? 3 : 0;
}
