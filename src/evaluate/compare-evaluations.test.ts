import { expect, test } from "vitest";
import { changedVerdicts, pairedMetrics, pairedRows } from "./compare-evaluations.ts";
import type { EvaluatedRow, Evaluation } from "./evaluation.ts";

const row = (values: readonly string[], text: string, verdict: boolean): EvaluatedRow => ({
  values,
  answer: {
    text,
    promptTokens: 1,
    completionTokens: 2,
    timeMs: 4,
    timeToFirstTokenMs: 1,
    tokensPerSecond: 3,
  },
  error: null,
  verdicts: [verdict],
});
const here: Evaluation = {
  columns: ["prompt", "note"],
  checks: ["contains"],
  rows: [
    row(["a", "1"], "x", true),
    row(["b", "2"], "y", false),
    row(["a", "3"], "z", true),
    row(["c", ""], "", true),
  ],
};
const there: Evaluation = {
  columns: ["expected", "prompt"],
  checks: ["exact"],
  rows: [
    row(["", "b"], "y", true),
    row(["", "a"], "q", false),
    row(["", "a"], "z", true),
    row(["", "d"], "", true),
  ],
};

test("rows that ask the same are paired, each once, wherever they stand", () => {
  const pairs = pairedRows(here, there);
  expect(
    pairs.map((pair) => [
      pair.here.values[0],
      pair.here.answer?.text,
      pair.there.answer?.text,
      pair.isSameAnswer,
    ]),
  ).toEqual([
    ["a", "x", "q", false],
    ["b", "y", "y", true],
    ["a", "z", "z", true],
  ]);
  expect(changedVerdicts(pairs)).toEqual({ better: 1, worse: 1 });
});

test("metrics of either stand beside each other", () => {
  expect(pairedMetrics(here, there).slice(0, 2)).toEqual([
    { name: "contains/mean", here: 0.75, there: null },
    { name: "rows", here: 4, there: 4 },
  ]);
  expect(pairedMetrics(here, there).at(-1)).toEqual({ name: "exact/mean", here: null, there: 0.75 });
});
