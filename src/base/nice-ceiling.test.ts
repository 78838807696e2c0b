import { expect, test } from "vitest";
import { niceCeiling } from "./nice-ceiling.ts";

test("axes end at round numbers", () => {
  expect([0, 0.07, 1, 3, 12, 100, 499].map(niceCeiling)).toEqual([1, 0.1, 1, 5, 20, 100, 500]);
});
