import { expect, test } from "vitest";
import { pythonSource } from "./python-source.ts";
import { readDumpedJson } from "./read-python-json.ts";

test.each([
  ['{"x": NaN, "y": [Infinity, -Infinity]}', '{"x": float("nan"), "y": [float("inf"), float("-inf")]}'],
  ['{"n": 1, "f": 1.0, "big": 123456789012345678901}', '{"n": 1, "f": 1.0, "big": 123456789012345678901}'],
  ['["NaN \\"a\\"", null, true, false, 0.5]', '["NaN \\"a\\"", None, True, False, 0.5]'],
])("%s is %s in Python", (dumped, source) => {
  expect(pythonSource(readDumpedJson(dumped))).toBe(source);
});
