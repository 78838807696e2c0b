import { expect, test } from "vitest";
import { measureKernelSpeed, speedOf } from "./kernel-speed.ts";
import { nodeKernel } from "./testing/node-kernel.ts";

/** A clock that only `run` and pauses move on. */
function clock() {
  const state = { nowMs: 0, runs: 0, pauses: 0 };
  return {
    state,
    now: () => state.nowMs,
    sleep: async (ms: number) => {
      state.pauses++;
      state.nowMs += ms;
    },
  };
}

test("the speed is that of the later runs, once the engine has compiled the code", async () => {
  const fake = clock();
  const run = (): void => void (fake.state.nowMs += fake.state.runs++ === 0 ? 400 : 60);
  expect(await speedOf(run, 1_000_000, fake)).toBe((1000 * 1_000_000) / 60);
  expect(fake.state).toMatchObject({ runs: 7, pauses: 2 });
});

test("other work that slows one of the three measurements down does not count", async () => {
  const fake = clock();
  const run = (): void => void (fake.state.nowMs += fake.state.pauses === 1 ? 90 : 20);
  fake.state.nowMs = 5000;
  expect(await speedOf(run, 1_000_000, fake)).toBe((1000 * 1_000_000) / 20);
});

test("a fast processor is asked for longer than one run, and all in less than a second", async () => {
  const fake = clock();
  const run = (): void => {
    fake.state.nowMs += 5;
    fake.state.runs++;
  };
  expect(await speedOf(run, 10_000_000, fake)).toBe(2_000_000_000);
  expect(fake.state).toEqual({ nowMs: 420, runs: 60, pauses: 2 });
});

test.each([1, 2])("the kernel's own products are timed, on %i threads", async (threads) => {
  const speed = await measureKernelSpeed(await nodeKernel(threads));
  // Between a very slow and an impossible machine.
  expect(speed).toBeGreaterThan(1e6);
  expect(speed).toBeLessThan(1e13);
});
