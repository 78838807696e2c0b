import { expect, test } from "vitest";
import { createSpeedActions } from "./speed-actions.ts";

test("the speed is measured once a visit, and again where it failed", async () => {
  let asked = 0;
  const measureSpeed = () => {
    asked += 1;
    return asked === 1 ? Promise.reject(new Error("The worker died.")) : Promise.resolve(asked);
  };
  const { kernelSpeed } = createSpeedActions({ ports: { inference: { measureSpeed } } });
  expect(await kernelSpeed()).toBeNull();
  expect(await Promise.all([kernelSpeed(), kernelSpeed()])).toEqual([2, 2]);
  expect(asked).toBe(2);
});
