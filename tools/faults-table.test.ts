/** docs/faults.md names the tests of each fault: they are in their files, under that title. */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const rows = readFileSync("docs/faults.md", "utf8")
  .split("\n")
  .filter((line) => /^\| (?!Fault|-)/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, fault = "", happens = "", tests = ""]) => ({ fault, happens, tests: tests.split("<br>") }));

test("there are thirty faults and more, each with what happens", () => {
  expect(rows.length).toBeGreaterThanOrEqual(30);
  expect(rows.filter(({ happens }) => happens === "")).toEqual([]);
});

test.each(rows)("$fault: its tests are there", ({ tests }) => {
  const missing = tests.filter((each) => {
    const [, file = "", title = ""] = /^`([^`]+\.(?:test|spec)\.ts)`: (.+)$/.exec(each) ?? [];
    return title === "" || !existsSync(file) || !readFileSync(file, "utf8").includes(title);
  });
  expect(missing).toEqual([]);
});
