import { expect, test } from "vitest";
import { promptOutput } from "#kernel/testing/fake-platform.ts";
import { answerText, exactAnswerText, firstDifference } from "./answer-text.ts";

test("an answer is shown without the space that option 2's tokenizer begins it with", () => {
  expect(answerText(promptOutput(" Madrid is\n the capital. "))).toBe("Madrid is\n the capital.");
});

test("and compared with it, beside an endpoint's answer", () => {
  expect(exactAnswerText(promptOutput(" Madrid is\n the capital. "))).toBe(" Madrid is\n the capital. ");
});

test("two texts part where they first differ, and not within a character", () => {
  expect(firstDifference("Madrid.", "Madrid.")).toBeNull();
  expect(firstDifference("Madrid.", "Madras.")).toBe(4);
  expect(firstDifference("Madrid", "Madrid.")).toBe(6);
  expect(firstDifference("Madrid.", "Madrid")).toBe(6);
  expect(firstDifference("", "M")).toBe(0);
  // Both begin with the same half of a surrogate pair.
  expect(firstDifference("a😀", "a😁")).toBe(1);
});
