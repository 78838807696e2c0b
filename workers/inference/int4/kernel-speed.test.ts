import { expect, test } from "vitest";
import { measureKernelSpeed, speedOf } from "./kernel-speed.ts";
import { nodeKernel } from "./testing/node-kernel.ts";

test("the speed is that of the later runs, once the engine has compiled the code, and of most of them", () => {
  let [nowMs, runs] = [0, 0];
  const run = (): void => {
    nowMs += runs < 5 ? 400 : runs === 8 ? 900 : 20;
    runs++;
  };
  const speed = speedOf(run, 1_000_000, () => nowMs);
  expect(speed).toBe(50_000_000 / 20);
  expect(runs).toBe(6);
});

test("a fast processor is asked for longer than one run", () => {
  let [nowMs, runs] = [0, 0];
  const speed = speedOf(
    () => {
      nowMs += 5;
      runs++;
    },
    10_000_000,
    () => nowMs,
  );
  expect([speed, runs]).toEqual([2_000_000_000, 60]);
});

test.each([1, 2])("the kernel's own products are timed, on %i threads", async (threads) => {
  const speed = await measureKernelSpeed(await nodeKernel(threads));
  // Between a very slow and an impossible machine.
  expect(speed).toBeGreaterThan(1e6);
  expect(speed).toBeLessThan(1e13);
});
