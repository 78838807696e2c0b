import { afterEach, expect, it, vi } from "vitest";
import { steadyNowMs } from "./steady-clock.ts";

afterEach(() => vi.useRealTimers());

it("tells the time, and goes on where the computer's clock is set back a day", () => {
  const before = steadyNowMs();
  expect(Math.abs(before - Date.now())).toBeLessThan(60_000);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 86_400_000 });
  const passedMs = steadyNowMs() - before;
  expect(Date.now() - before).toBeLessThan(-80_000_000);
  expect(passedMs).toBeGreaterThanOrEqual(0);
  expect(passedMs).toBeLessThan(60_000);
});
