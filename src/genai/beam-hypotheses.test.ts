import { expect, test } from "vitest";
import { BeamHypotheses } from "./beam-hypotheses.ts";

const tokens = (length: number): Int32Array => new Int32Array(length).fill(length);

function best(hypotheses: BeamHypotheses, count: number): (number | undefined)[] {
  return Array.from({ length: count }, (_, index) => hypotheses.get(index)?.length);
}

test("keeps the best sequences, best first, the sum divided by the length", () => {
  const hypotheses = new BeamHypotheses(2, 1);
  hypotheses.add(tokens(2), -4);
  hypotheses.add(tokens(4), -4);
  expect(best(hypotheses, 2)).toEqual([4, 2]);
  hypotheses.add(tokens(3), -4.5);
  expect(best(hypotheses, 2)).toEqual([4, 3]);
  hypotheses.add(tokens(5), -50);
  expect(best(hypotheses, 2)).toEqual([4, 3]);
});

test("puts a sequence behind those with the same score, and drops it when there is no room", () => {
  const hypotheses = new BeamHypotheses(2, 0);
  hypotheses.add(tokens(1), -1);
  hypotheses.add(tokens(2), -1);
  hypotheses.add(tokens(3), -1);
  expect(best(hypotheses, 3)).toEqual([1, 2, undefined]);
});

test("tells whether a sequence that goes on can still be better than the worst", () => {
  const hypotheses = new BeamHypotheses(1, 1);
  hypotheses.add(tokens(2), -4);
  expect([hypotheses.canImprove(-5, 3), hypotheses.canImprove(-6, 3), hypotheses.canImprove(-7, 3)]).toEqual([
    true,
    false,
    false,
  ]);
});
