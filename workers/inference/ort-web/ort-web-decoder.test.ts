import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { parseGenaiConfig } from "#genai/config.ts";
import type { OrtModuleFactory } from "./ort-module.ts";
import { OrtRuntime } from "./ort-runtime.ts";
import { OrtWebDecoder } from "./ort-web-decoder.ts";

const folder = process.env["MODEL"] ?? "/tmp/phi3-demo-smoke";
test("probe", async () => {
  const dist = dirname(createRequire(import.meta.url).resolve("onnxruntime-web/ort-wasm-simd-threaded.wasm"));
  const { default: factory } = (await import(join(dist, "ort-wasm-simd-threaded.mjs"))) as {
    default: OrtModuleFactory;
  };
  const runtime = await OrtRuntime.start(factory, join(dist, "ort-wasm-simd-threaded.wasm"), 1);
  const config = parseGenaiConfig(readFileSync(join(folder, "genai_config.json"), "utf8"));
  const model = readFileSync(join(folder, "onnx/model_q4.onnx"));
  const run = async (shares: boolean) => {
    const decoder = await OrtWebDecoder.load(
      runtime,
      { model, externalData: [], sharesKvCache: shares },
      config.model,
    );
    const session = await decoder.openSession(200);
    let logits = await session.append(Int32Array.from([2047, 13, 100, 200, 300, 2046, 2044]));
    const out: number[] = [];
    const t = performance.now();
    for (let i = 0; i < 20; i += 1) {
      const next = logits.indexOf(Math.max(...logits));
      out.push(next);
      logits = await session.append(Int32Array.of(next));
    }
    console.log(shares, (performance.now() - t) / 20, "ms/token", session.length);
    session.setLength(7);
    logits = await session.append(Int32Array.of(out[0]!));
    expect(logits.indexOf(Math.max(...logits))).toBe(out[1]);
    await session.dispose();
    await decoder.dispose();
    return out;
  };
  const a = await run(true);
  expect(await run(false)).toEqual(a);
  console.log(a.join(" "));
});
