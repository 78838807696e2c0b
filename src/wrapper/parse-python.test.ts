import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parsePython } from "./parse-python.ts";

test("a text of which Lezer makes a broken tree is one error", () => {
  // Not by `new URL`: knip would follow it, and its parser crashes on this file.
  const text = readFileSync("tools/fuzz/corpus/python.broken-tree", "utf8");
  const names: string[] = [];
  parsePython(text)
    .cursor()
    .iterate(({ type }) => void names.push(type.isError ? "error" : type.name));
  expect(names).toEqual(["Script", "error"]);
});

test("damaged code that would take seconds is one error, and long code that is valid is read", () => {
  const kinds = (code: string): number => parsePython(code).getChildren("AssignStatement").length;
  expect(kinds("@".repeat(400_000))).toBe(0);
  expect(parsePython("@".repeat(400_000)).firstChild?.type.isError).toBe(true);
  expect(kinds("name = 'value'\n".repeat(5000))).toBe(5000);
});

test.each([
  ["200 brackets are read", `a = ${"[".repeat(200)}${"]".repeat(200)}\n`, false],
  ["201 brackets are one error, as in Python", `a = ${"[".repeat(201)}${"]".repeat(201)}\n`, true],
  ["brackets in strings and comments do not nest", `a = "${"(".repeat(300)}"  # ${"(".repeat(300)}\n`, false],
  ["brackets that close others, again and again, are one error", `x = a${"0)[le".repeat(15_000)}`, true],
  ["brackets that never close are one error", "@".repeat(10) + "**{".repeat(15_000), true],
])("%s", (_, code, isError) => {
  expect(parsePython(code).firstChild?.type.isError).toBe(isError);
});
