import { expect, test } from "vitest";
import { message } from "#base/message.ts";
import type { Answered, Evaluation } from "./evaluation.ts";
import { evaluationMetrics, percentile } from "./metrics.ts";
import { printedEvaluation, resultTable, tableArtifact, toCsv } from "./result-table.ts";

const answer = (text: string, timeMs: number): Answered => ({
  text,
  promptTokens: 3,
  completionTokens: 2,
  timeMs,
  timeToFirstTokenMs: 1,
  tokensPerSecond: 9,
});

const evaluation: Evaluation = {
  columns: ["prompt", "output"],
  checks: ["contains", "regex"],
  rows: [
    {
      values: ["Spain?", "Madrid"],
      answer: answer('It is "Madrid".', 10),
      error: null,
      verdicts: [true, null],
    },
    {
      values: ["a,b", ""],
      answer: answer(" x\ny", 30),
      error: null,
      verdicts: [null, { problem: "too slow" }],
    },
    { values: ["", "z"], answer: null, error: message`It is ${1}.`, verdicts: [false, false] },
  ],
};

test("the table has the answers and the verdicts beside its own columns, whose names stay", () => {
  expect(resultTable(evaluation)).toEqual({
    columns: [
      "prompt",
      "output",
      "output_2",
      "prompt_tokens",
      "completion_tokens",
      "contains",
      "regex",
      "time_ms",
      "error",
    ],
    data: [
      ["Spain?", "Madrid", 'It is "Madrid".', 3, 2, true, null, 10, null],
      ["a,b", "", " x\ny", 3, 2, null, false, 30, null],
      ["", "z", null, null, null, false, false, null, "It is 1."],
    ],
  });
});

test("it is written as CSV, and as MLflow's table", () => {
  expect(toCsv(resultTable(evaluation))).toBe(
    `prompt,output,output_2,prompt_tokens,completion_tokens,contains,regex,time_ms,error
Spain?,Madrid,"It is ""Madrid"".",3,2,True,,10,
"a,b",," x
y",3,2,,False,30,
,z,,,,False,False,,It is 1.
`,
  );
  expect(JSON.parse(tableArtifact(resultTable(evaluation)))).toEqual(resultTable(evaluation));
});

test("metrics are shares of the rows that were checked, counts, and times as numpy has percentiles", () => {
  expect(Object.fromEntries(evaluationMetrics(evaluation))).toEqual({
    "contains/mean": 0.5,
    "regex/mean": 0,
    rows: 3,
    failed_rows: 1,
    prompt_tokens: 6,
    completion_tokens: 4,
    "time_ms/mean": 20,
    "time_ms/p50": 20,
    "time_ms/p90": 28,
    "time_ms/p99": 29.8,
  });
  expect(percentile([4, 1, 3, 2], 90)).toBeCloseTo(3.7, 12);
  expect(percentile([7], 99)).toBe(7);
});

test("a check that held for no row has no metric, and no answers have no times", () => {
  const none: Evaluation = {
    ...evaluation,
    rows: [{ values: ["", ""], answer: null, error: "no", verdicts: [null, null] }],
  };
  expect([...evaluationMetrics(none).keys()]).toEqual([
    "rows",
    "failed_rows",
    "prompt_tokens",
    "completion_tokens",
  ]);
});

test("what is printed has nothing that differs from computer to computer", () => {
  expect(printedEvaluation(evaluation)).toBe(
    `prompt,output,output_2,prompt_tokens,completion_tokens,contains,regex
Spain?,Madrid,"It is ""Madrid"".",3,2,True,
"a,b",," x
y",3,2,,False
,z,,,,False,False

contains/mean: 0.5
regex/mean: 0.0
rows: 3.0
failed_rows: 1.0
prompt_tokens: 6.0
completion_tokens: 4.0
`,
  );
});
