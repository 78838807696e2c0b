import { expect, test } from "vitest";
import { createCell } from "#cells/cell.ts";
import { markNames } from "./mark-names.ts";

function marks(...sources: string[]): ReadonlyMap<string, string> {
  const cells = sources.map((source, at) => createCell({ type: "code", source }, `c${at}`));
  return new Map(markNames(cells, `c${sources.length - 1}`) ?? []);
}

test("only names that code above sets count, by the nearest cell that sets them", () => {
  const before = marks("x = 1", "x = 2", "y = 3", "print(x, y)");
  expect([...before.keys()]).toEqual(["x", "y"]);
  expect(marks("x = 100", "x = 2", "y = 3", "print(x, y)")).toEqual(before);
  const after = marks("x = 1", "x = 20", "y = 3", "print(x, y)");
  expect(after.get("x")).not.toBe(before.get("x"));
  expect(after.get("y")).toBe(before.get("y"));
});

test("a change further above reaches what depends on it, through a cell between, and not what stands below", () => {
  const before = marks("a = 1", "b = a", "print(b)");
  expect(marks("a = 2", "b = a", "print(b)")).not.toEqual(before);
  const cells = ["a = 1", "print(a)", "a = 2"].map((source, at) =>
    createCell({ type: "code", source }, `c${at}`),
  );
  const other = cells.with(2, createCell({ type: "code", source: "a = 3" }, "c2"));
  expect(markNames(other, "c1")).toEqual(markNames(cells, "c1"));
});
