import { expect, test } from "vitest";
import { formatProbability, likelihoodOf, visibleText } from "./token-text.ts";

test("spaces and line ends of a token can be seen", () => {
  expect([" the", "\n\n", "\t", ""].map(visibleText)).toEqual(["␣the", "⏎⏎", "⇥", "∅"]);
});

test("probabilities are never rounded to none or to certainty", () => {
  const format = (probability: number) => formatProbability(Math.log(probability));
  expect([1, 0.9996, 0.5, 0.0012, 0.0001, 0].map(format)).toEqual([
    "100.0 %",
    "> 99.9 %",
    "50.0 %",
    "0.1 %",
    "< 0.1 %",
    "0 %",
  ]);
});

test("the colour scale has five steps", () => {
  expect([0.95, 0.6, 0.2, 0.02, 0.001, 0].map((each) => likelihoodOf(Math.log(each)))).toEqual([
    0, 1, 2, 3, 4, 4,
  ]);
});
