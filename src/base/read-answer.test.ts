import { expect, test } from "vitest";
import { bytesUpTo, textUpTo } from "./read-answer.ts";
import { endlessAnswer } from "./testing/endless-answer.ts";

const tooLong = () => new RangeError("too long");

test("an answer is read whole, up to the last byte that it may have", async () => {
  expect(await textUpTo(new Response("Grüße"), 7, tooLong)).toBe("Grüße");
  expect(await bytesUpTo(new Response(null), 0, tooLong)).toEqual(new Uint8Array());
  await expect(textUpTo(new Response("Grüße"), 6, tooLong)).rejects.toThrow("too long");
});

test("an answer without end is left at its limit, and its connection is closed", async () => {
  const { response, sentBytes, isClosed } = endlessAnswer();
  await expect(bytesUpTo(response, 3.5 * 2 ** 20, tooLong)).rejects.toThrow("too long");
  expect([sentBytes(), isClosed()]).toEqual([4 * 2 ** 20, true]);
});
