/** docs/faults.md names a test for each fault: the file is there, and tests something. */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const rows = readFileSync("docs/faults.md", "utf8")
  .split("\n")
  .filter((line) => /^\| (?!Fault|-)/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, fault = "", happens = "", tests = ""]) => ({
    fault,
    happens,
    tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file),
  }));

test("there are thirty faults and more, each with what happens", () => {
  expect(rows.length).toBeGreaterThanOrEqual(30);
  expect(rows.filter(({ happens }) => happens === "")).toEqual([]);
});

test.each(rows)("$fault: its test is there", ({ tests }) => {
  expect(tests.length).toBeGreaterThan(0);
  for (const file of tests) {
    expect([file, existsSync(file)]).toEqual([file, true]);
    expect(file).toMatch(/\.(test|spec)\.ts$|^tools\/browsers\/smoke\.mjs$/);
  }
});
