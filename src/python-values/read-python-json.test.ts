import { expect, it } from "vitest";
import { PythonFloat } from "./python-value.ts";
import { readPythonJson } from "./read-python-json.ts";

it("tells floats from ints, keeps ints of any size, and leaves texts alone", () => {
  expect(
    readPythonJson('{"a": [1, 1.0, -2e3, 0.5, 12345678901234567890], "b": "1.0 \\" 2.0", "c": null}'),
  ).toEqual({
    a: [1, new PythonFloat(1), new PythonFloat(-2000), 0.5, 12345678901234567890n],
    b: '1.0 " 2.0',
    c: null,
  });
});

it("refuses what is no JSON", () => {
  expect(() => readPythonJson('{"a": 01}')).toThrow(SyntaxError);
});
