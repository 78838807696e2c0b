import { crc32 as native } from "node:zlib";
import { expect, test } from "vitest";
import { crc32 } from "./crc32.ts";

const BYTES = Uint8Array.from({ length: 1000 }, (_, at) => (at * 131 + (at >> 3)) & 0xff);

test("it is zlib's, for every length and from every place", () => {
  for (let length = 0; length <= 64; length += 1) {
    for (const start of [0, 1, 3, 500]) {
      const part = BYTES.subarray(start, start + length);
      expect(crc32(0, part)).toBe(native(part));
    }
  }
});

test("it goes on from what came before", () => {
  expect(crc32(crc32(0, BYTES.subarray(0, 333)), BYTES.subarray(333))).toBe(native(BYTES));
});
