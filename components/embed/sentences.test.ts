import { expect, test } from "vitest";
import { endOfSentences } from "./sentences.ts";

/** What is read out, piece by piece, while a text grows. */
function readOut(...pieces: readonly string[]): readonly string[] {
  const read: string[] = [];
  let text = "";
  let from = 0;
  for (const piece of pieces) {
    text += piece;
    const end = endOfSentences(text, from);
    if (end > from) read.push(text.slice(from, end));
    from = end;
  }
  return read;
}

test("an answer is read out by whole sentences, each once, however it comes", () => {
  expect(readOut("The capital", " of Spain", " is Madrid.", " It lies", " high", ". ", "And")).toEqual([
    "The capital of Spain is Madrid. ",
    "It lies high. ",
  ]);
  expect(readOut("One. Two! “Three?” Fo", "ur")).toEqual(["One. Two! “Three?” "]);
});

test("a line ends a sentence, and a number or an address does not", () => {
  expect(readOut("- first\n- sec", "ond\n")).toEqual(["- first\n", "- second\n"]);
  expect(readOut("It is 3.14 of ", "example.com", " here")).toEqual([]);
  expect(readOut("東京です。", "はい")).toEqual(["東京です。"]);
});
