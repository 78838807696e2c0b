import { expect, test } from "vitest";
import { framesOf } from "./frames.ts";

test("a frame that comes late is as many dropped ones as would have fitted before it", () => {
  expect(framesOf([16.7, 16.6, 33.4, 16.7, 116.9])).toEqual({ shown: 5, dropped: 7, longestMs: 116.9 });
});

test("a little late is not dropped", () => {
  expect(framesOf([16.7, 20, 24])).toEqual({ shown: 3, dropped: 0, longestMs: 24 });
});

test("without frames nothing was dropped", () => {
  expect(framesOf([])).toEqual({ shown: 0, dropped: 0, longestMs: 0 });
});
