import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import { type GoldenRunJson, isClear } from "#genai/testing/golden-run.ts";
import { inferenceWorker } from "../inference-worker.ts";
import { expect, test } from "../test.ts";

/**
 * What native onnxruntime-genai generated (tools/peers/fixtures_shapes.py), generated again in Chromium by the page's own inference
 * worker, of the production build, which is asked as the page asks it.
 */
const FIXTURES = "tools/peers/fixtures";
const DEMO = "public/models/phi3-demo";
const TINY_TOKENIZER = `${FIXTURES}/genai/tiny-fp32`;

test("onnxruntime-web: 325 runs on a model with grouped heads and one with long rope", async ({
  notebook,
  page,
}) => {
  test.setTimeout(240_000);
  const url = await inferenceWorkerUrl(notebook, page);
  const runs = await readRuns("genai/shapes.json");
  expect(runs.length).toBeGreaterThanOrEqual(300);
  for (const model of ["tiny-grouped", "tiny-long-rope"]) {
    const own = runs.filter((run) => run.model === model);
    const found = await generate(page, url, "onnxruntime-web", [`${FIXTURES}/genai/${model}`], own);
    expect(found.tokenIds).toEqual(own.map(({ tokenIds }) => tokenIds));
    expect(found.runtimes).toEqual(["onnxruntime-web (WebAssembly, CPU)"]);
  }
});

for (const runtime of ["int4", "onnxruntime-web"] as const) {
  test(`${runtime}: 60 runs on the embedded model, greedy, sampled and with beams`, async ({
    notebook,
    page,
  }) => {
    const url = await inferenceWorkerUrl(notebook, page);
    const runs = await readRuns("genai/demo-runs.json");
    const found = await generate(page, url, runtime, [DEMO], runs);
    const parted = runs.flatMap(({ tokenIds }, run) =>
      JSON.stringify(tokenIds) === JSON.stringify(found.tokenIds[run]) ? [] : [run],
    );
    // A close draw or near tie may fall otherwise: of the kernel seldom, which has native's arithmetic; onnxruntime-web multiplies floats.
    expect(parted.length).toBeLessThanOrEqual(3);
    if (runtime === "int4") expect(parted.filter((run) => isClear(runs[run]!))).toEqual([]);
  });
}

test("int4: greedy runs on a small model of each form of graph", async ({ notebook, page }) => {
  const url = await inferenceWorkerUrl(notebook, page);
  const runs = await readRuns("int4/text-runs.json");
  const models = [...new Set(runs.map(({ model }) => model))];
  expect(models).toHaveLength(5);
  for (const model of models) {
    const own = runs.filter((run) => run.model === model);
    const folders = [`${FIXTURES}/int4/${model}`, TINY_TOKENIZER];
    const { tokenIds, runtimes } = await generate(page, url, "int4", folders, own);
    expect(runtimes).toEqual(["int4 kernel (WebAssembly, CPU)"]);
    const parted = own.filter((run, at) => JSON.stringify(run.tokenIds) !== JSON.stringify(tokenIds[at]));
    // Random weights give near ties, which fall by the order in which a processor adds.
    expect({ model, parted: parted.length <= 2 }).toEqual({ model, parted: true });
  }
});

async function readRuns(name: string): Promise<readonly GoldenRunJson[]> {
  return (JSON.parse(await readFile(`${FIXTURES}/${name}`, "utf8")) as { cases: readonly GoldenRunJson[] })
    .cases;
}

/** The script of the worker that the page starts for its first answer. */
async function inferenceWorkerUrl(
  notebook: { openOption(option: 1 | 2): Promise<void>; runAllToTheEnd(): Promise<void> },
  page: Page,
): Promise<string> {
  await notebook.openOption(2);
  await notebook.runAllToTheEnd();
  return (await inferenceWorker(page)).url();
}

/** Asks a worker of its own, one run after the other. Of files of one name, those of the first folder count. */
async function generate(
  page: Page,
  url: string,
  runtime: "int4" | "onnxruntime-web",
  folders: readonly string[],
  runs: readonly GoldenRunJson[],
): Promise<{ readonly tokenIds: number[][]; readonly runtimes: string[] }> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      const name = path.relative(folder, file);
      if (entry.isFile() && !files.has(name) && !name.endsWith(".safetensors")) {
        files.set(name, await readFile(file, "base64"));
      }
    }
  }
  return page.evaluate(
    async ({ url, runtime, files, runs }) => {
      const blobs = files.map(([path, base64]) => {
        const blob = new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))]);
        return { path, sizeBytes: blob.size, source: { kind: "blob", blob } };
      });
      const bundle = { id: "golden", name: "golden", origin: { kind: "embedded" }, isDemo: false };
      const worker = new Worker(url, { type: "module" });
      const ask = (
        id: number,
        params: object,
      ): Promise<{ tokenIds: number[]; runtime: { runtime: string | { template: string } } }> =>
        new Promise((resolve, reject) => {
          worker.addEventListener("message", ({ data }) => {
            if (data.kind === "result" && data.id === id) resolve(data.result);
            if (data.kind === "error" && data.id === id) reject(new Error(data.error.message));
            if (data.kind === "fatal") reject(new Error(data.error.message));
          });
          worker.addEventListener("error", ({ message }) => reject(new Error(message)));
          worker.postMessage({ kind: "call", id, name: "predict", params });
        });
      const answers: { tokenIds: number[]; runtime: { runtime: string | { template: string } } }[] = [];
      for (const [id, { prompt, searchOptions }] of runs.entries()) {
        answers.push(
          await ask(id, {
            option: "pyfunc",
            bundle: { ...bundle, description: "", files: blobs },
            runtime,
            wrapper: { option: "pyfunc", searchOptions },
            input: { prompt },
          }),
        );
      }
      worker.terminate();
      return {
        tokenIds: answers.map(({ tokenIds }) => tokenIds),
        runtimes: [
          ...new Set(
            answers.map(({ runtime: { runtime } }) =>
              typeof runtime === "string" ? runtime : runtime.template,
            ),
          ),
        ],
      };
    },
    { url, runtime, files: [...files], runs },
  );
}
