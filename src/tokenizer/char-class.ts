import { assignedAndUnassigned } from "./unassigned-code-points.ts";

/** The classes of a code point for the pre-tokenizer: flags, because the sets overlap. */
export const letter = 1;
/** \p{Lu}, \p{Lt}, \p{Lm}, \p{Lo} or \p{M}. */
export const upper = 2;
/** \p{Ll}, \p{Lm}, \p{Lo} or \p{M}. */
export const lower = 4;
export const mark = 8;
export const number = 16;
/** \p{Z}, or one of \t \n \v \f \r. */
export const space = 32;
/** \p{P} or \p{S}. */
export const symbol = 64;

const patterns: readonly (readonly [flag: number, pattern: RegExp])[] = [
  [letter, /\p{L}/u],
  [upper, /[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]/u],
  [lower, /[\p{Ll}\p{Lm}\p{Lo}\p{M}]/u],
  [mark, /\p{M}/u],
  [number, /\p{N}/u],
  [space, /[\p{Z}\t\n\v\f\r]/u],
  [symbol, /[\p{P}\p{S}]/u],
];

const unknown = 255;
const known = new Uint8Array(0x10000).fill(unknown);
const knownBeyond = new Map<number, number>();

/**
 * The flags of a code point, 0 if it is in none of the classes. Native has the categories of Unicode 13 (onnxruntime-extensions,
 * operators/tokenizer/unicode.cc): later characters have none.
 */
export function classOf(code: number): number {
  if (code < known.length) {
    if (known[code] === unknown) known[code] = classify(code);
    return known[code]!;
  }
  let found = knownBeyond.get(code);
  if (found === undefined) {
    found = classify(code);
    knownBeyond.set(code, found);
  }
  return found;
}

function classify(code: number): number {
  if (isUnassigned(code)) return 0;
  const char = String.fromCodePoint(code);
  return patterns.reduce((flags, [flag, pattern]) => (pattern.test(char) ? flags | flag : flags), 0);
}

/** Ends of runs of code points: the first run is assigned, the next is not, and so on. */
let runEnds: Uint32Array | undefined;

function isUnassigned(code: number): boolean {
  let end = 0;
  runEnds ??= Uint32Array.from(
    assignedAndUnassigned.match(/[A-Z]*[a-z]/g) ?? [],
    (length) =>
      (end += Array.from(length).reduce((number, digit) => number * 26 + Number.parseInt(digit, 36) - 10, 0)),
  );
  let low = 0;
  let high = runEnds.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runEnds[middle]! > code) high = middle;
    else low = middle + 1;
  }
  return low % 2 === 1;
}
