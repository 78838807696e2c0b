import { expect, test } from "vitest";

test("arrays of numbers are equal by what they hold, in whatever part of the memory", () => {
  const numbers = new Float32Array([0, 1, Number.NaN, 3]);
  expect({ numbers: numbers.subarray(1) }).toEqual({ numbers: new Float32Array([1, Number.NaN, 3]) });
  expect(numbers).not.toEqual(new Float32Array([0, 1, Number.NaN, 4]));
  expect(numbers).not.toEqual(numbers.subarray(1));
  expect(new Uint8Array([1, 0])).not.toStrictEqual(new Uint16Array([1]));
});
