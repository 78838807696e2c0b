import { readFile } from "node:fs/promises";
import { type GoldenRunJson, isClear } from "#genai/testing/golden-run.ts";
import { expect, test } from "../test.ts";
import { workerAnswers } from "./worker-answers.ts";

/**
 * What native onnxruntime-genai generated (tools/peers/fixtures_shapes.py), generated again in Chromium by the page's own inference
 * worker, of the production build.
 */
const FIXTURES = "tools/peers/fixtures";
const DEMO = "public/models/phi3-demo";
const TINY_TOKENIZER = `${FIXTURES}/genai/tiny-fp32`;

test("native's runs, again on the int4 kernel and on onnxruntime-web", async ({ notebook }) => {
  await notebook.openOption(2);
  await notebook.run(notebook.cell("Inference"));
  await notebook.expectStatus(notebook.cell("Inference"), "done");

  const generate = async (
    runtime: "int4" | "onnxruntime-web",
    runs: readonly GoldenRunJson[],
    foldersOf: (model: string) => readonly string[],
  ) =>
    workerAnswers(
      notebook,
      runs.map(({ model, prompt, searchOptions }) => ({
        option: "pyfunc",
        runtime,
        folders: foldersOf(model),
        wrapper: { option: "pyfunc", searchOptions },
        input: { prompt },
      })),
    );

  await test.step("onnxruntime-web: 325 runs on a model with grouped heads and one with long rope", async () => {
    const runs = await readRuns("genai/shapes.json");
    expect(runs.length).toBeGreaterThanOrEqual(300);
    const found = await generate("onnxruntime-web", runs, (model) => [`${FIXTURES}/genai/${model}`]);
    expect(found.map(({ tokenIds }) => tokenIds)).toEqual(runs.map(({ tokenIds }) => tokenIds));
    expect(new Set(found.map(({ runtime }) => runtime))).toEqual(
      new Set(["onnxruntime-web (WebAssembly, CPU)"]),
    );
  });

  for (const runtime of ["int4", "onnxruntime-web"] as const) {
    await test.step(`${runtime}: 60 runs on the embedded model, greedy, sampled and with beams`, async () => {
      const runs = await readRuns("genai/demo-runs.json");
      const parted = partedRuns(runs, await generate(runtime, runs, () => [DEMO]));
      // A close draw or near tie may fall otherwise: of the kernel seldom, which has native's arithmetic; onnxruntime-web multiplies floats.
      expect(parted.length).toBeLessThanOrEqual(3);
      if (runtime === "int4") expect(parted.filter(isClear)).toEqual([]);
    });
  }

  await test.step("int4: greedy runs on a small model of each form of graph", async () => {
    const runs = await readRuns("int4/text-runs.json");
    const models = [...new Set(runs.map(({ model }) => model))];
    expect(models).toHaveLength(5);
    const found = await generate("int4", runs, (model) => [`${FIXTURES}/int4/${model}`, TINY_TOKENIZER]);
    expect(new Set(found.map(({ runtime }) => runtime))).toEqual(new Set(["int4 kernel (WebAssembly, CPU)"]));
    const parted = partedRuns(runs, found);
    // Random weights give near ties, which fall by the order in which a processor adds.
    for (const model of models) {
      const ofModel = parted.filter((run) => run.model === model);
      expect({ model, parted: ofModel.length <= 2 }).toEqual({ model, parted: true });
    }
  });
});

async function readRuns(name: string): Promise<readonly GoldenRunJson[]> {
  return (JSON.parse(await readFile(`${FIXTURES}/${name}`, "utf8")) as { cases: readonly GoldenRunJson[] })
    .cases;
}

/** Those in which the page gave other tokens than native. */
function partedRuns(
  runs: readonly GoldenRunJson[],
  found: readonly { readonly tokenIds: readonly number[] }[],
): readonly GoldenRunJson[] {
  return runs.filter(({ tokenIds }, at) => JSON.stringify(tokenIds) !== JSON.stringify(found[at]?.tokenIds));
}
