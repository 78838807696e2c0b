import { expect, test } from "vitest";
import { decodeUtf8, validUtf8Length } from "./utf8.ts";

test.each([
  ["plain text", [0x61, 0x62], "ab"],
  ["text up to a NUL", [0x61, 0x00, 0x62], "a"],
  ["a byte order mark", [0xef, 0xbb, 0xbf, 0x61], "\ufeffa"],
  ["two, three and four bytes", [0xc3, 0xa9, 0xe4, 0xb8, 0xad, 0xf0, 0x9f, 0x98, 0x80], "é中😀"],
  ["a character that is cut short", [0x61, 0xe4, 0xb8], "a\ufffd"],
  ["an overlong slash", [0x61, 0xc0, 0xaf], "a\ufffd"],
  ["half of a surrogate pair", [0x61, 0xed, 0xa0, 0x80, 0x62], "a\ufffd"],
  ["a code point above the last", [0xf4, 0x90, 0x80, 0x80], "\ufffd"],
  ["the non-character U+FFFE", [0xef, 0xbf, 0xbe], "\ufffd"],
  ["a stray continuation byte", [0x80], "\ufffd"],
])("decodes %s as native does", (_, bytes, text) => {
  expect(decodeUtf8(Uint8Array.from(bytes))).toBe(text);
});

test("tells how far bytes are valid", () => {
  expect(validUtf8Length(Uint8Array.of(0x61, 0xc3, 0xa9, 0xff))).toEqual({ isValid: false, length: 3 });
});
