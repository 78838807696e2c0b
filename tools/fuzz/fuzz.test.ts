/** A short part of `npm run fuzz`, the same inputs each time: good ones, those that failed once, and some mutated ones. */
import { expect, test } from "vitest";
import { makeTargets } from "./targets.ts";
import { inputOf, tryInput } from "./try-input.ts";

const MUTATED = 25;
const targets = await makeTargets();

test.each(Object.entries(targets))("%s reads or refuses every input, and says why", async (_, target) => {
  const raw: string[] = [];
  let readCount = 0;
  for (let seed = 0; seed < target.seeds.length + MUTATED; seed += 1) {
    const outcome = await tryInput(target, inputOf(target, seed));
    if (outcome.kind === "raw") raw.push(`seed ${seed}: ${outcome.words}`);
    if (outcome.kind === "read") readCount += 1;
  }
  expect(raw).toEqual([]);
  expect(readCount).toBeGreaterThan(0);
});
