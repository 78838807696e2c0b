import { expect, test } from "vitest";
import { markNames } from "./mark-names.ts";
import { namesOf } from "./names.ts";

const settersOf = (sources: readonly string[]) =>
  sources.map((code) => ({ code, writes: namesOf(code).writes }));

function marks(...sources: string[]): ReadonlyMap<string, string> {
  return new Map(markNames(settersOf(sources), sources.length - 1) ?? []);
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
  const below = (last: string) => markNames(settersOf(["a = 1", "print(a)", last]), 1);
  expect(below("a = 3")).toEqual(below("a = 2"));
});

test("a chain of names may be longer than the stack is deep", () => {
  const chain = (first: number) => [
    `x0 = ${first}`,
    ...Array.from({ length: 12_000 }, (_, at) => `x${at + 1} = x${at}`),
    "print(x12000)",
  ];
  const setters = (first: number) =>
    chain(first).map((code) => ({ code, writes: new Set([/^x\d+(?= =)/.exec(code)?.[0] ?? "out"]) }));
  const before = markNames(setters(1), 12_001);
  expect(before?.map(([name]) => name)).toEqual(["x12000"]);
  expect(markNames(setters(1), 12_001)).toEqual(before);
  expect(markNames(setters(2), 12_001)).not.toEqual(before);
});
