import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { parseGenaiConfig } from "#genai/config.ts";
import type { Decoder } from "#genai/decoder-session.ts";
import { generateText } from "#genai/generate-text.ts";
import { type GoldenRunJson, isClear } from "#genai/testing/golden-run.ts";
import { loadTokenizer, readCases } from "#genai/testing/native-fixtures.ts";
import { loadInt4Decoder } from "./testing/node-kernel.ts";

/** Whole runs from a prompt's text, on the embedded model. */
const { resolve } = createRequire(import.meta.url);
const demo = resolve("../../../public/models/phi3-demo/genai_config.json").replace("/genai_config.json", "");
const config = parseGenaiConfig(await readFile(`${demo}/genai_config.json`, "utf8"));
const tokenizer = await loadTokenizer(demo);
const demoRuns = await readCases<GoldenRunJson>("demo-runs.json");

async function tokensOf(decoder: Decoder, { prompt, searchOptions }: GoldenRunJson): Promise<number[]> {
  return [...(await generateText({ config, tokenizer, decoder }, { prompt, searchOptions })).tokenIds];
}

/** The runs in which other tokens came, by their place. */
async function differing(decoder: Decoder): Promise<number[]> {
  const others: number[] = [];
  for (const [run, golden] of demoRuns.entries()) {
    const tokenIds = await tokensOf(decoder, golden);
    if (JSON.stringify(tokenIds) !== JSON.stringify(golden.tokenIds)) others.push(run);
  }
  return others;
}

const isClearRun = (run: number): boolean => isClear(demoRuns[run]!);
const isSampled = (run: number): boolean => demoRuns[run]!.searchOptions["do_sample"] === true;

test("the kernel gives native's tokens on the embedded model; of sampled runs, two may part", async () => {
  const decoder = await loadInt4Decoder("public/models/phi3-demo/onnx/model_q4.onnx");
  const others = await differing(decoder);
  expect(demoRuns.filter(isClear).length).toBeGreaterThanOrEqual(20);
  expect(others.filter(isClearRun)).toEqual([]);
  expect(others.filter((run) => !isSampled(run)).length).toBeLessThanOrEqual(1);
  expect(others.filter(isSampled).length).toBeLessThanOrEqual(2);
  expect(decoder.cacheBits).toBe(32);
  await decoder.dispose();
});

test("with keys and values of 16 bits, tokens are native's too; of sampled runs, two may part", async () => {
  const decoder = await loadInt4Decoder("public/models/phi3-demo/onnx/model_q4.onnx", [2]);
  const others = await differing(decoder);
  expect(others.filter(isClearRun)).toEqual([]);
  expect(others.filter((run) => !isSampled(run)).length).toBeLessThanOrEqual(1);
  expect(others.filter(isSampled).length).toBeLessThanOrEqual(2);
  expect(decoder.cacheBits).toBe(16);
  await decoder.dispose();
});

test("three threads give the bits that one gives", async () => {
  const onnx = "public/models/phi3-demo/onnx/model_q4.onnx";
  const one = await loadInt4Decoder(onnx);
  const three = await loadInt4Decoder(onnx, undefined, 3);
  const promptIds = Int32Array.from({ length: 300 }, (_, at) => 300 + ((at * 7919) % 1500));
  for (let round = 0; round < 5; round++) {
    const lengths = [17, 128, 130, 300];
    for (const length of lengths) {
      const sessions = [await one.openSession(300), await three.openSession(300)];
      const prompt = promptIds.subarray(0, length);
      const [expected, found] = await Promise.all(
        sessions.map(async (session) => (await session.append(prompt)).slice()),
      );
      expect(found).toEqual(expected);
      for (const session of sessions) await session.dispose();
    }
  }
  await one.dispose();
  await three.dispose();
});
