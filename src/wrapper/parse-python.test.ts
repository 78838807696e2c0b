import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parsePython } from "./parse-python.ts";

test("a text of which Lezer makes a broken tree is one error", () => {
  const text = readFileSync(new URL("../../tools/fuzz/corpus/python.broken-tree", import.meta.url), "utf8");
  const names: string[] = [];
  parsePython(text)
    .cursor()
    .iterate(({ type }) => void names.push(type.isError ? "error" : type.name));
  expect(names).toEqual(["Script", "error"]);
});
