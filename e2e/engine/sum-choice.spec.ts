import { readFileSync } from "node:fs";
import { arch, platform } from "node:process";
import { expect, test } from "@playwright/test";

/** As Linux tells it; elsewhere, whatever the kernel finds is right. */
function shortSumsShouldBeFaster(): boolean[] {
  if (arch !== "x64") return [false];
  if (platform !== "linux") return [true, false];
  return [!/^flags\s*:.*\bavx_vnni/m.test(readFileSync("/proc/cpuinfo", "utf8"))];
}

test("the kernel adds in 16 bits where the processor has no VNNI for vectors of 128 bits, from the first call to the last", async ({
  page,
}) => {
  const bytes = readFileSync("int4/build/relaxed.wasm").toString("base64");
  const answers = await page.evaluate(async (bytes) => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
    const source = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
    const { instance } = await WebAssembly.instantiate(source, { env: { memory } });
    const { shortSumsAreFaster } = instance.exports as { shortSumsAreFaster: (weights: number) => number };
    const answers = new Set<number>();
    // Often enough to be compiled anew, for speed.
    for (let call = 0; call < 1_000_000; call++) answers.add(shortSumsAreFaster(255));
    return [...answers];
  }, bytes);
  expect(answers).toHaveLength(1);
  expect(shortSumsShouldBeFaster()).toContain(answers[0] === 1);
});
