import { expect, test } from "vitest";
import { TokenObserver, tokenProbabilities } from "./token-probabilities.ts";

const rounded = (logProbability: number) => Number(Math.exp(logProbability).toFixed(6));

test("probabilities are the softmax of the logits; the likeliest come first, of equals the lower id", () => {
  const logits = Float32Array.from([0, Math.log(2), Math.log(4), 0, Math.log(2)]);
  const { tokenId, logProbability, alternatives } = tokenProbabilities(logits, 3, 3);
  expect({ tokenId, probability: rounded(logProbability) }).toEqual({ tokenId: 3, probability: 0.1 });
  expect(alternatives.map((each) => [each.tokenId, rounded(each.logProbability)])).toEqual([
    [2, 0.4],
    [1, 0.2],
    [4, 0.2],
  ]);
});

test("large logits do not overflow, and a token without any chance has none", () => {
  const logits = Float32Array.from([1000, 1000, Number.NEGATIVE_INFINITY]);
  const { logProbability, alternatives } = tokenProbabilities(logits, 2, 5);
  expect(logProbability).toBe(Number.NEGATIVE_INFINITY);
  expect(alternatives.map((each) => rounded(each.logProbability))).toEqual([0.5, 0.5, 0]);
});

test("the alternatives equal those of sorting, on any logits", () => {
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const logits = Float32Array.from({ length: 2000 }, () => Math.round(random() * 40) / 4);
  const sorted = [...logits.keys()].toSorted((a, b) => logits[b]! - logits[a]! || a - b);
  const { alternatives } = tokenProbabilities(logits, 0, 50);
  expect(alternatives.map(({ tokenId }) => tokenId)).toEqual(sorted.slice(0, 50));
});

test("what the search writes to the logits afterwards does not count", () => {
  const observer = new TokenObserver(1);
  const logits = Float32Array.from([0, Math.log(3)]);
  observer.onLogits(logits);
  logits.fill(9);
  observer.onToken(0);
  expect(observer.tokens.map((token) => rounded(token.logProbability))).toEqual([0.25]);
});
