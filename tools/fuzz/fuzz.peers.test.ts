/** A short part of `npm run fuzz`, the same inputs each time: what the page reads, the real peers read, and as the same. */
import { afterAll, expect, test } from "vitest";
import { disagreement, Peers } from "./ask-peers.mjs";
import { makeTargets } from "./targets.ts";
import { inputOf, tryInput } from "./try-input.ts";

const MUTATED = 25;
const peers = new Peers();
const targets = Object.entries(await makeTargets()).filter(([, { peer }]) => peer !== undefined);

afterAll(() => peers.end());

test.each(targets)("%s: nothing is read that its real peer refuses", async (_, target) => {
  const disagreements: string[] = [];
  let comparedCount = 0;
  for (let seed = 0; seed < target.seeds.length + MUTATED; seed += 1) {
    const bytes = inputOf(target, seed);
    const outcome = await tryInput(target, bytes);
    if (outcome.kind !== "read") continue;
    const verdict = await peers.ask(target.peer ?? "", bytes);
    if (verdict.accepts !== null) comparedCount += 1;
    const why = disagreement(outcome.claim, verdict);
    if (why !== null) disagreements.push(`seed ${seed}: ${why}`);
  }
  expect(disagreements).toEqual([]);
  expect(comparedCount).toBeGreaterThan(0);
});
