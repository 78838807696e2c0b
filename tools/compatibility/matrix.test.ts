import { expect, it } from "vitest";
import { matrixMarkdown, type Outcome, type Row, STEPS } from "./matrix.ts";

function row(name: string, outcome: Outcome): Row {
  const outcomes = Object.fromEntries(STEPS.map((step) => [step, outcome])) as Row["outcomes"];
  return { name, profile: "current", versions: { mlflow: "3.17.2", python: "3.11" }, outcomes };
}

it("tells each reason once, below the table, and keeps it from breaking the table", () => {
  const fail: Outcome = { status: "fail", reason: "ValueError: a | b\n  c" };
  const mixed = row("2, pyfunc", { status: "pass" });
  const rows = [row("1, transformers", fail), { ...mixed, outcomes: { ...mixed.outcomes, serve: fail } }];
  const [ran, table, ...reasons] = matrixMarkdown(rows).split("\n\n");
  expect(ran).toBe("current ran with mlflow 3.17.2, python 3.11.");
  expect(table?.split("\n").map((line) => line.split(" | ").length)).toEqual(Array(4).fill(STEPS.length + 2));
  expect(table?.split("\n").at(-1)).toBe(
    "| 2, pyfunc | current: MLflow 3.17.2 | pass | pass | pass | pass | fail (1) | pass | pass | pass | pass | pass |",
  );
  expect(reasons).toEqual([String.raw`1. ValueError: a \| b c`]);
});
