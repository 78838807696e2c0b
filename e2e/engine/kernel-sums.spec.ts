import { readFileSync } from "node:fs";
import { arch, platform } from "node:process";
import { expect, test } from "@playwright/test";
import { extremeProduct } from "./extreme-product.ts";

const kernel = readFileSync("int4/build/relaxed.wasm").toString("base64");

/** As Linux tells it; elsewhere, whatever the kernel finds is right. */
function shortSumsShouldBeFaster(): boolean[] {
  if (arch !== "x64") return [false];
  if (platform !== "linux") return [true, false];
  return [!/^flags\s*:.*\bavx_vnni/m.test(readFileSync("/proc/cpuinfo", "utf8"))];
}

test("the kernel adds in 16 bits where the processor has no VNNI for vectors of 128 bits, from the first call to the last", async ({
  page,
}) => {
  const answers = await page.evaluate(async (kernel) => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
    const source = Uint8Array.from(atob(kernel), (character) => character.charCodeAt(0));
    const { instance } = await WebAssembly.instantiate(source, { env: { memory } });
    const { shortSumsAreFaster } = instance.exports as { shortSumsAreFaster: (weights: number) => number };
    const answers = new Set<number>();
    // Often enough to be compiled anew, for speed.
    for (let call = 0; call < 1_000_000; call++) answers.add(shortSumsAreFaster(255));
    return [...answers];
  }, kernel);
  expect(answers).toHaveLength(1);
  expect(shortSumsShouldBeFaster()).toContain(answers[0] === 1);
});

for (const blockSize of [16, 32, 64, 128, 256] as const) {
  test(`blocks of ${blockSize}: the largest values overflow sums of neither 16 nor 32 bits`, async ({
    page,
  }) => {
    const { memory, team, runs, out, expected } = extremeProduct(blockSize);
    const products = await page.evaluate(
      async ({ kernel, bytes, team, runs, out, count }) => {
        const decoded = (text: string): Uint8Array<ArrayBuffer> =>
          Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
        const content = decoded(bytes);
        const memory = new WebAssembly.Memory({ initial: content.length / 65536 });
        new Uint8Array(memory.buffer).set(content);
        const { instance } = await WebAssembly.instantiate(decoded(kernel), { env: { memory } });
        const { run } = instance.exports as { run: (team: number, run: number, threads: number) => void };
        return runs.map((address) => {
          new Float32Array(memory.buffer, out, count).fill(NaN);
          run(team, address, 1);
          return [...new Float32Array(memory.buffer, out, count)];
        });
      },
      { kernel, bytes: memory.toString("base64"), team, runs: [...runs], out, count: expected.length },
    );
    const [short, long] = products;
    expect(short).toEqual(long);
    for (const [index, value] of expected.entries()) expect(short![index]).toBeCloseTo(value, 3);
  });
}
