import { describe, expect, test } from "vitest";
import { KernelMemory } from "./kernel-memory.ts";
import { shortSumsAreFaster } from "./sum-choice.ts";

/** Of Run (kernel-run.ts). */
const sumsAreShortAt = 15;

/** Chooses on a processor that takes these times for a run; @param disturbed the runs that take fifty times as long. */
function choiceOn(shortMs: number, longMs: number, disturbed: (run: number) => boolean = () => false) {
  const memory = new KernelMemory(false);
  const available = memory.available;
  let [nowMs, runs] = [0, 0];
  const run = (_team: number, address: number): void => {
    const isShort = memory.words(address, sumsAreShortAt + 1)[sumsAreShortAt] === 1;
    nowMs += (isShort ? shortMs : longMs) * (disturbed(runs) ? 50 : 1);
    runs++;
  };
  const areShort = shortSumsAreFaster({ run }, memory, () => nowMs);
  return { areShort, ms: nowMs, isMemoryBack: memory.available === available };
}

describe("which sums the kernel takes", () => {
  test("those that this processor makes faster, found out in less than a twentieth of a second", () => {
    expect(choiceOn(0.06, 0.1)).toEqual({ areShort: true, ms: expect.closeTo(36.4, 0), isMemoryBack: true });
    expect(choiceOn(0.1, 0.06).areShort).toBe(false);
  });

  test("16 bits where both are equal", () => {
    expect(choiceOn(0.1, 0.098).areShort).toBe(true);
  });

  test("the faster ones even where other work disturbs most turns", () => {
    expect(choiceOn(0.06, 0.1, (run) => run % 40 < 30).areShort).toBe(true);
    expect(choiceOn(0.1, 0.06, (run) => run < 150).areShort).toBe(false);
  });
});
