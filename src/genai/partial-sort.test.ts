import { expect, test } from "vitest";
import { partialSort } from "./partial-sort.ts";

/** Whole numbers below `modulus`, so that most are equal, made as in the C++ program below. */
function scoresWithTies(count: number, modulus: number): Float32Array {
  let x = 12345;
  return Float32Array.from({ length: count }, () => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return (x >>> 16) % modulus;
  });
}

/** [count, first, middle, modulus, indices after std::partial_sort of libstdc++ 12]. */
const sorted: readonly (readonly [number, number, number, number, readonly number[]])[] = [
  [
    40,
    0,
    10,
    7,
    [
      8, 9, 4, 1, 5, 27, 30, 16, 14, 21, 10, 0, 12, 2, 3, 15, 6, 17, 18, 19, 20, 11, 22, 23, 24, 25, 26, 13,
      28, 29, 7, 31, 32, 33, 34, 35, 36, 37, 38, 39,
    ],
  ],
  [
    40,
    0,
    1,
    7,
    [
      1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
      28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39,
    ],
  ],
  [17, 0, 17, 3, [3, 4, 9, 7, 5, 0, 6, 1, 10, 11, 12, 2, 15, 16, 8, 13, 14]],
  [
    33,
    5,
    20,
    4,
    [
      0, 1, 2, 3, 4, 13, 31, 24, 12, 17, 16, 10, 18, 23, 8, 22, 30, 6, 5, 14, 19, 21, 7, 9, 11, 25, 26, 27,
      28, 29, 20, 15, 32,
    ],
  ],
  [12, 0, 2, 1, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
  [
    64,
    16,
    64,
    5,
    [
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 60, 51, 62, 22, 42, 48, 43, 58, 50, 23, 17, 38,
      36, 47, 49, 35, 59, 55, 16, 31, 30, 52, 24, 37, 26, 61, 63, 28, 27, 45, 46, 32, 34, 56, 20, 25, 57, 21,
      40, 41, 29, 44, 33, 19, 53, 54, 18, 39,
    ],
  ],
  [9, 3, 3, 2, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
];

test.each(sorted)(
  "leaves %i scores sorted from %i to %i as libstdc++ does, ties (of %i values) included",
  (count, first, middle, modulus, expected) => {
    const indices = Int32Array.from({ length: count }, (_, i) => i);
    partialSort(indices, first, middle, count, scoresWithTies(count, modulus));
    expect([...indices]).toEqual(expected);
  },
);
