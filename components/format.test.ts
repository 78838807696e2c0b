import { expect, test } from "vitest";
import { formatBytes, formatCount, formatDuration, formatRate } from "./format.ts";

test("bytes are told in the largest unit that leaves a number of at least one", () => {
  expect([0, 999, 1000, 9949, 12_345, 999_600, 3_807_229, 2_400_000_000].map(formatBytes)).toEqual([
    "0 B",
    "999 B",
    "1.0 kB",
    "9.9 kB",
    "12 kB",
    "1.0 MB",
    "3.8 MB",
    "2.4 GB",
  ]);
});

test("durations are told in milliseconds, seconds, then minutes", () => {
  expect([0.2, 4, 999, 1000, 12_340, 61_000].map(formatDuration)).toEqual([
    "< 1 ms",
    "4 ms",
    "999 ms",
    "1.0 s",
    "12.3 s",
    "1 min 1 s",
  ]);
});

test("counts are grouped, and a rate has a decimal only where it matters", () => {
  expect(formatCount(131_072)).toBe("131,072");
  expect([4.23, 104.6, 1272.4].map(formatRate)).toEqual(["4.2", "105", "1,272"]);
});
