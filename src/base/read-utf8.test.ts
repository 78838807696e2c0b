import { expect, it } from "vitest";
import { readUtf8 } from "./read-utf8.ts";

it("text is read without its byte order mark, and a file that ends within a character is refused, too", () => {
  expect(readUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0xc3, 0xa9), "a.json")).toBe("é");
  expect(() => readUtf8(Uint8Array.of(0x61, 0xc3), "a.json")).toThrow("a.json should be text in UTF-8");
});

it("the first byte that is no UTF-8 is named, as Python refuses it", () => {
  const bytes = new TextEncoder().encode(`${"é".repeat(1000)}x`);
  bytes[1000] = 0xff;
  expect(() => readUtf8(bytes, "MLmodel")).toThrow(
    "MLmodel should be text in UTF-8; byte 1001, FF in hex, is not. Save it as UTF-8, or take the original file.",
  );
});
