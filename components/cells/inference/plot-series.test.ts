import { expect, test } from "vitest";
import { speedSeries, thinned } from "./plot-series.ts";

test("speed is that of the last tokens, and leaves out the wait for the first", () => {
  expect(speedSeries([500, 600, 700, 900], 2)).toEqual([
    [2, 10],
    [3, 10],
    [4, 2000 / 300],
  ]);
  expect(speedSeries([500])).toEqual([]);
  expect(speedSeries([500, 500, 600], 1)).toEqual([[3, 10]]);
});

test("a long line keeps its ends", () => {
  const points = Array.from({ length: 1000 }, (_, at) => [at, at * at] as const);
  const few = thinned(points, 5);
  expect(few.map(([token]) => token)).toEqual([0, 250, 500, 749, 999]);
  expect(thinned(points.slice(0, 5), 5)).toEqual(points.slice(0, 5));
});
