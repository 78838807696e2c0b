import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { PROFILES, type VersionProfile } from "#wrapper/version-profile.ts";
import { wrappersOf } from "./tried-wrappers.ts";
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

it("docs/compatibility.md has a row for every wrapper, tried with its profile's MLflow", () => {
  const text = readFileSync(new URL("../../docs/compatibility.md", import.meta.url), "utf8");
  const profiles = Object.keys(PROFILES) as VersionProfile[];
  const rows = profiles.flatMap((profile) => {
    const { mlflow = "" } = PROFILES[profile].packages;
    expect(text).toContain(`${profile} ran with mlflow ${mlflow},`);
    return wrappersOf(profile).map(({ name }) => `| ${name} | ${profile}: MLflow ${mlflow}`);
  });
  const written = text.split("\n").filter((line) => /^\| [12], /.test(line));
  expect(written.map((line) => line.split(" | ").slice(0, 2).join(" | "))).toEqual(rows);
  expect(text).toContain(`| wrapper | profile | ${STEPS.join(" | ")} |`);
});
