import { expect, it } from "vitest";
import { readNumber } from "./read-number.ts";

it.each([
  ["0.7", 0.7],
  ["0,7", 0.7],
  [" -12,5 ", -12.5],
  [",5", 0.5],
  ["1,5e-3", 0.0015],
  ["0,125", 0.125],
  ["1234,567", 1234.567],
  ["1,00", 1],
  ["1.", 1],
  ["300", 300],
])("reads %s", (text, number) => {
  expect(readNumber(text)).toBe(number);
});

it.each(["", " ", "1,000", "12,345", "1.234,5", "1,234.5", "1,", ",", "five", "0,7,1", "1 000"])(
  "makes no number of “%s”",
  (text) => {
    expect(readNumber(text)).toBeNull();
  },
);
