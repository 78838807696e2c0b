import { expect, test } from "vitest";
import { SumTrial } from "./sum-trial.ts";

/** Runs with the times that a processor takes; the first of each kind are slow. */
function choicesOn(shortMs: number, longMs: number, runs: number): boolean[] {
  const trial = new SumTrial();
  return Array.from({ length: runs }, (_, run) => {
    const { areShort } = trial;
    const slow = run < 6 ? 10 : 1;
    trial.record(areShort, slow * (areShort ? shortMs : longMs));
    return areShort;
  });
}

test("both kinds are tried in turns, and then the faster one is kept", () => {
  const onX86 = choicesOn(1, 1.4, 40);
  expect(onX86.slice(0, 4)).toEqual([true, false, true, false]);
  expect(onX86.slice(16)).toEqual(Array.from({ length: 24 }, () => true));
  expect(choicesOn(1.4, 1, 40).slice(16)).toEqual(Array.from({ length: 24 }, () => false));
});

test("where they are equal, 16 bits stay", () => {
  expect(choicesOn(1, 0.98, 40).slice(16)).not.toContain(false);
});

test("a disturbed run does not decide", () => {
  const trial = new SumTrial();
  for (let run = 0; run < 16; run++) {
    const { areShort } = trial;
    trial.record(areShort, areShort ? (run === 8 ? 50 : 1) : 2);
  }
  expect(trial.areShort).toBe(true);
});
