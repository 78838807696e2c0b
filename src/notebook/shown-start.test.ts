import { expect, test } from "vitest";
import { isLongSource, isMuchText, LONGEST_SOURCE, shownStart } from "./shown-start.ts";

test("of a long source the beginning is shown, and no half of a character", () => {
  expect(isLongSource("x".repeat(LONGEST_SOURCE))).toBe(false);
  expect(isLongSource("x".repeat(LONGEST_SOURCE + 1))).toBe(true);
  expect(shownStart("x".repeat(10_000_000)).length).toBe(LONGEST_SOURCE);
  expect(shownStart("ab\u{1F600}c", 3)).toBe("ab");
  expect(shownStart("ab\u{1F600}c", 4)).toBe("ab\u{1F600}");
  expect(shownStart("short")).toBe("short");
});

test("many cells can hold much text, though none of them is long", () => {
  const cells = (count: number) => Array.from({ length: count }, () => ({ source: "x".repeat(100_000) }));
  expect([isMuchText(cells(10)), isMuchText(cells(11)), isMuchText([{}])]).toEqual([false, true, false]);
  const withOutputs = (count: number) =>
    Array.from({ length: count }, () => ({ source: "", jupyter: { json: "x".repeat(1_000_000) } }));
  expect([isMuchText(withOutputs(20)), isMuchText(withOutputs(21))]).toEqual([false, true]);
});
