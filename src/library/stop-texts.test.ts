import { expect, test } from "vitest";
import { StopTexts } from "./stop-texts.ts";

/** What was shown after each piece, and at the end. */
function shown(stops: readonly string[], pieces: readonly string[]): readonly string[] {
  const texts = new StopTexts(stops);
  return [...pieces.map((piece) => texts.push(piece)), texts.end()];
}

test("without stop texts, every piece is shown at once", () => {
  expect(shown([], ["Hel", "lo"])).toEqual(["Hel", "lo", ""]);
  expect(shown([""], ["Hello"])).toEqual(["Hello", ""]);
});

test("an answer ends before the first stop text, also where it comes in pieces", () => {
  expect(shown(["END"], ["one E", "N", "D two", "three"])).toEqual(["one ", "", "", "", ""]);
  expect(shown(["two", "one"], ["zero one two"])).toEqual(["zero ", ""]);
});

test("what only began like a stop text is shown after all", () => {
  expect(shown(["END"], ["E", "N", "X"])).toEqual(["", "", "ENX", ""]);
  expect(shown(["aab"], ["aa", "a", "b!"])).toEqual(["", "a", "", ""]);
  expect(shown(["END"], ["the E"])).toEqual(["the ", "E"]);
});
