import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { activationBytes, compileKernel } from "./inference/int4/kernel-module.ts";
import { kernelMachine } from "./kernel-machine.ts";

test("the verdict counts with the build that the kernel will have", async () => {
  const { simd } = await compileKernel(
    async (name) => new Uint8Array(await readFile(new URL(`../int4/build/${name}.wasm`, import.meta.url))),
    false,
  );
  expect(kernelMachine(2)).toEqual({ threads: 2, activationBytes: activationBytes(simd) });
});
