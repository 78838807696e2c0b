import { expect, test } from "vitest";
import { AnswerStream } from "./answer-stream.ts";
import { lstrip } from "#python-values/strip.ts";
import { endsWithAny, stopSequences } from "./stop-sequences.ts";
import { uuid4 } from "#base/uuid4.ts";

/** Tokens are the bytes of a text; special ones, from 256 on, add nothing. */
function decodeBytes(tokenIds: readonly number[]): string {
  return new TextDecoder().decode(Uint8Array.from(tokenIds.filter((tokenId) => tokenId < 256)));
}

function stream(tokenIds: Iterable<number>): string[] {
  const answer = new AnswerStream(decodeBytes);
  return Array.from(tokenIds, (tokenId) => answer.push(tokenId));
}

test("a character is given when its last byte has come", () => {
  expect(stream(new TextEncoder().encode("aé😀b"))).toEqual(["a", "", "é", "", "", "", "😀", "b"]);
});

test("white space at the start is left out, also when it comes in pieces", () => {
  expect(stream(new TextEncoder().encode(" \n hi you"))).toEqual(["", "", "", "h", "i", " ", "y", "o", "u"]);
});

test("special tokens give no text", () => {
  expect(stream([300, 104, 301, 105, 302])).toEqual(["", "h", "", "i", ""]);
});

test("white space is what Python takes for it", () => {
  expect(lstrip("\t\n\u00a0\u2003\u001c\u0085x ")).toBe("x ");
  expect(lstrip("\ufeffx")).toBe("\ufeffx");
});

test("a stop text is looked for with and without a space before it", () => {
  const sequences = stopSequences(["ab"], (text) => [...new TextEncoder().encode(text)]);
  expect(sequences).toEqual([
    [97, 98],
    [32, 97, 98],
  ]);
  expect([endsWithAny([1, 97, 98], sequences), endsWithAny([97, 98, 1], sequences)]).toEqual([true, false]);
  expect(endsWithAny([98], sequences)).toBe(false);
  expect(endsWithAny([1, 2], [[]])).toBe(false);
});

test("ids are random UUIDs of version 4", () => {
  const ids = Array.from({ length: 100 }, uuid4);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(100);
});
