/** A few generated signatures, inputs and params in each profile's real MLflow; `npm run schemas` tries as many as you like. */
import { expect, it } from "vitest";
import { compare } from "./generated/compare.ts";
import { Generator } from "./generated/generate.ts";

/** Of requests, one in a hundred differs: docs/compatibility.md. */
const KINDS = ["infer", "enforce", "params"] as const;
const CASES = 60;
const SEED = 20261130;

it.each(["current", "mid-2025", "mid-2024"] as const)(
  "the page answers as the MLflow of %s",
  async (profile) => {
    const generator = new Generator(SEED);
    const cases = KINDS.flatMap((kind) => Array.from({ length: CASES }, () => generator.next(kind)));
    const compared = await compare(cases, profile);
    expect(compared.length).toBeGreaterThan(CASES * 2);
    expect(compared.map(({ page }) => page)).toEqual(compared.map(({ mlflow }) => mlflow));
  },
);
