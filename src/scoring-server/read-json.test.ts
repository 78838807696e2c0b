import { expect, test } from "vitest";
import { PythonFloat } from "#python-values/python-value.ts";
import { readJson } from "./read-json.ts";

test("numbers are what Python makes of them", () => {
  expect(readJson("[3, 3.0, 3.5, 1e2, -0.0, 12345678901234567890]")).toEqual([
    3,
    new PythonFloat(3),
    3.5,
    new PythonFloat(100),
    new PythonFloat(-0),
    12_345_678_901_234_567_890n,
  ]);
});

test("of two like keys the last counts, and what is no JSON is refused", () => {
  expect(readJson('{"a": 1, "a": {"b": null}}')).toEqual({ a: { b: null } });
  expect(() => readJson("{")).toThrow(SyntaxError);
  expect(() => readJson("")).toThrow(SyntaxError);
});
