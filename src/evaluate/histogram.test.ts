import { expect, test } from "vitest";
import type { EvaluatedRow } from "./evaluation.ts";
import { timeHistogram } from "./histogram.ts";

const row = (timeMs: number | null, verdict = true): EvaluatedRow => ({
  values: [],
  answer:
    timeMs === null
      ? null
      : {
          text: "",
          promptTokens: 1,
          completionTokens: 1,
          timeMs,
          timeToFirstTokenMs: 1,
          tokensPerSecond: null,
        },
  error: null,
  verdicts: [verdict],
});

test("rows are counted by their time, those that failed a check apart, and rows without an answer nowhere", () => {
  expect(timeHistogram([row(103), row(118, false), row(119.5), row(141), row(null)])).toEqual([
    { from: 100, to: 105, passed: 1, failed: 0 },
    { from: 105, to: 110, passed: 0, failed: 0 },
    { from: 110, to: 115, passed: 0, failed: 0 },
    { from: 115, to: 120, passed: 1, failed: 1 },
    { from: 120, to: 125, passed: 0, failed: 0 },
    { from: 125, to: 130, passed: 0, failed: 0 },
    { from: 130, to: 135, passed: 0, failed: 0 },
    { from: 135, to: 140, passed: 0, failed: 0 },
    { from: 140, to: 145, passed: 1, failed: 0 },
  ]);
});

test("a single time is one bin, and no answers are none", () => {
  expect(timeHistogram([row(3.2), row(3.2)])).toEqual([{ from: 3, to: 4, passed: 2, failed: 0 }]);
  expect(timeHistogram([row(null)])).toEqual([]);
});

test("times far apart stay a few bins", () => {
  expect(timeHistogram([row(0), row(1_234_567)])).toHaveLength(7);
});
