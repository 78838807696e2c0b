import { expect, test } from "vitest";
import { estimatedTokensPerSecond } from "./estimated-speed.ts";

test("a large model's speed is that of its weights, and a small one's is bound by the rest of a step", () => {
  // Bytes a second of two threads (docs/performance.md); the weights of Phi-3 mini, and of its copy with two layers.
  expect(estimatedTokensPerSecond(27e9, 2.33e9)).toBeCloseTo(11.3, 1);
  expect(estimatedTokensPerSecond(27e9, 0.117e9)).toBeCloseTo(157.9, 1);
});
