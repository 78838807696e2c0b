/** Makes hostile inputs of good ones: damage, repetition, and the words that parsers fail at. */
import type { Random } from "./random.ts";

/** Whole inputs stay below this, so that what takes a second takes it for a small file. */
const MAX_BYTES = 400_000;
const REPEATS = [2, 20, 300, 5000, 100_000];
const NUMBERS = ["0", "-1", "1e999", "9".repeat(400), "4294967296", "NaN", "Infinity", "0x1", "1_0", "-0.0"];

export const JSON_WORDS = [
  ...NUMBERS,
  "[",
  "]",
  "{",
  "}",
  '{"a":',
  '"',
  "null",
  "true",
  "{}",
  "[]",
  '"__proto__":',
  '"constructor":',
  '"toString"',
  '"\\ud800"',
  '"%"',
  '"\\u0000"',
  '""',
];

export function mutate(seeds: readonly Uint8Array[], words: readonly string[], random: Random): Uint8Array {
  let bytes: Uint8Array = random.of(seeds);
  for (let count = 1 + random.below(4); count > 0; count -= 1) bytes = step(bytes, seeds, words, random);
  return bytes.length > MAX_BYTES ? bytes.subarray(0, MAX_BYTES) : bytes;
}

function step(
  bytes: Uint8Array,
  seeds: readonly Uint8Array[],
  words: readonly string[],
  random: Random,
): Uint8Array {
  const at = random.below(bytes.length + 1);
  const end = Math.min(bytes.length, at + random.below(1 + random.of([1, 8, 64, bytes.length])));
  switch (random.below(8)) {
    case 0: {
      const flipped = bytes.slice();
      if (at < bytes.length) flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8));
      return flipped;
    }
    case 1:
      return replaced(bytes, at, end, new Uint8Array());
    case 2:
      return bytes.subarray(0, at);
    case 3:
      return replaced(bytes, end, end, repeated(bytes.subarray(at, end), random.of(REPEATS)));
    case 4:
      return replaced(
        bytes,
        at,
        end,
        Uint8Array.from({ length: 1 + random.below(8) }, () => random.below(256)),
      );
    case 5: {
      const other = random.of(seeds);
      return replaced(bytes, at, bytes.length, other.subarray(random.below(other.length + 1)));
    }
    case 6:
      return replaced(bytes, at, end, repeated(encoded(random.of(words)), random.of(REPEATS)));
    default:
      return withToken(bytes, words, random);
  }
}

/** In place of a number, a text or a name. */
function withToken(bytes: Uint8Array, words: readonly string[], random: Random): Uint8Array {
  const text = new TextDecoder("latin1").decode(bytes);
  const tokens = [...text.slice(0, 20_000).matchAll(/"[^"\n]{0,80}"|-?\d+|\w+/g)];
  if (tokens.length === 0) return bytes;
  const token = random.of(tokens);
  return replaced(bytes, token.index, token.index + token[0].length, encoded(random.of(words)));
}

function repeated(bytes: Uint8Array, times: number): Uint8Array {
  const count = Math.max(1, Math.min(times, Math.floor(MAX_BYTES / Math.max(1, bytes.length))));
  const all = new Uint8Array(bytes.length * count);
  for (let at = 0; at < count; at += 1) all.set(bytes, at * bytes.length);
  return all;
}

function replaced(bytes: Uint8Array, from: number, to: number, by: Uint8Array): Uint8Array {
  const all = new Uint8Array(bytes.length - (to - from) + by.length);
  all.set(bytes.subarray(0, from));
  all.set(by, from);
  all.set(bytes.subarray(to), from + by.length);
  return all;
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
