import { expect, test } from "vitest";
import { summaryOf } from "./statistics.ts";

test("the median of an odd number of values is the middle one", () => {
  expect(summaryOf([10, 2, 300])).toEqual({ min: 2, median: 10, max: 300 });
});

test("the median of an even number of values is the mean of the middle two", () => {
  expect(summaryOf([4, 1, 3, 8])).toEqual({ min: 1, median: 3.5, max: 8 });
});

test("one value is all three", () => {
  expect(summaryOf([7])).toEqual({ min: 7, median: 7, max: 7 });
});

test("no values have no summary, and the caller's values keep their order", () => {
  expect(() => summaryOf([])).toThrow(RangeError);
  const values = [3, 1, 2];
  summaryOf(values);
  expect(values).toEqual([3, 1, 2]);
});
