import { expect, it } from "vitest";
import { PythonFloat } from "./python-value.ts";
import { readDumpedJson, readPythonJson } from "./read-python-json.ts";

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

it("reads NaN and Infinity where Python has written them, and nowhere else", () => {
  const text = '{"NaN": [NaN, Infinity, -Infinity, "NaN -Infinity", 1.0]}';
  expect(readDumpedJson(text)).toEqual({
    NaN: [Number.NaN, Infinity, -Infinity, "NaN -Infinity", new PythonFloat(1)],
  });
  expect(() => readPythonJson(text)).toThrow(SyntaxError);
  expect(() => readDumpedJson("[NaNa]")).toThrow(SyntaxError);
  expect(() => readDumpedJson("{NaN: 1}")).toThrow(SyntaxError);
});
