import { expect, test } from "vitest";
import { jsonErrorPlace } from "./json-error-place.ts";

test.each([
  ['{"messages": [}', 1, 15],
  ["", 1, 1],
  ["{", 1, 2],
  ['{"a": 1,}', 1, 9],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
  ["{'a': 1}", 1, 2],
  ['{"a": "unended}', 1, 7],
  ['{"a": tru}', 1, 7],
  ["[1, 2] 3", 1, 8],
  ['["line\nbreak"]', 1, 2],
  ["01", 1, 2],
])("%j is wrong at line %i, column %i", (text, line, column) => {
  expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  expect(jsonErrorPlace(text)).toEqual({ line, column });
});

test.each(["null", ' {"a": [1, -2.5e3, "\\u00e9\\n", {"b": {}}], "c": [], "d": true}\n', '"text"', "0"])(
  "%j is JSON",
  (text) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
    expect(jsonErrorPlace(text)).toBeNull();
  },
);

test("text of any depth and length has its place", () => {
  expect(jsonErrorPlace("[".repeat(1e6))).toEqual({ line: 1, column: 501 });
  expect(jsonErrorPlace(`["${"a".repeat(2e7)}`)).toEqual({ line: 1, column: 2 });
});
