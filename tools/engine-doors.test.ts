/**
 * The page runs on the package: what is neither of the two folders of the engine reaches it by the doors listed here, and the page's own
 * worker is the package's with methods added. Imports of types alone do not count: they are gone in the build.
 */
import { dirname, join } from "node:path/posix";
import { expect, it } from "vitest";
import { productFiles, runtimeImports } from "./test/product-code.ts";

const ENGINE = /^workers\/(library|inference)\//;
/** The page's files in those folders: both sides of its worker, and what it adds to the package's. */
const OF_PAGE: ReadonlySet<string> = new Set([
  "workers/inference/client.ts",
  "workers/inference/inference-worker.ts",
  "workers/inference/worker.ts",
  "workers/inference/answer-python.ts",
]);

it("the page reaches the engine by these doors only", () => {
  const reached = productFiles("src", "components", "workers")
    .filter(({ file }) => !ENGINE.test(file) || OF_PAGE.has(file))
    .flatMap(({ file, code }) => engineModulesOf(file, code).map((module) => `${file} → ${module}`));
  expect(reached.toSorted()).toEqual([
    // The demo for other pages, which is the package's.
    "src/element.ts → workers/library/browser/index.ts",
    "src/element.ts → workers/library/demo.ts",
    "src/embed.ts → workers/library/browser/index.ts",
    "src/embed.ts → workers/library/demo.ts",
    // The page, and facts of the computer.
    "src/main.tsx → workers/inference/client.ts",
    "src/main.tsx → workers/inference/ort-web/threads.ts",
    "workers/download/worker.ts → workers/inference/ort-web/thread-choice.ts",
    // What Python asks of a model that is loaded, with the queue of all who ask one.
    "workers/inference/answer-python.ts → workers/inference/bundle-reader.ts",
    "workers/inference/answer-python.ts → workers/inference/causal-model.ts",
    "workers/inference/answer-python.ts → workers/inference/lent-decoder.ts",
    "workers/inference/answer-python.ts → workers/inference/next-macrotask.ts",
    // The page's side: the package's Engine.
    "workers/inference/client.ts → workers/library/extended-engine.ts",
    "workers/inference/inference-worker.ts → workers/inference/worker.ts",
    // The worker: the package's engine, with the page's files of the kernel, the speed test, and Python's answers.
    "workers/inference/worker.ts → workers/inference/answer-python.ts",
    "workers/inference/worker.ts → workers/inference/int4/kernel-speed.ts",
    "workers/inference/worker.ts → workers/inference/int4/page-kernel-host.ts",
    "workers/inference/worker.ts → workers/inference/loaded-models.ts",
    "workers/inference/worker.ts → workers/inference/loaders.ts",
    // One thread, after the watchdog has ended a worker.
    "workers/inference/worker.ts → workers/inference/ort-web/threads.ts",
    "workers/inference/worker.ts → workers/library/create-engine.ts",
    "workers/kernel-machine.ts → workers/inference/int4/kernel-module.ts",
    "workers/reader/worker.ts → workers/inference/ort-web/thread-choice.ts",
  ]);
});

it.each([
  ['import { createPredict } from "../inference/predict.ts";', ["workers/inference/predict.ts"]],
  ['import { createPredict } from "#workers/inference/predict.ts";', ["workers/inference/predict.ts"]],
  ['const load = () => import("../library/model.ts");', ["workers/library/model.ts"]],
  ['export { Model } from "../library/entry.ts";', ["workers/library/entry.ts"]],
  ['import type { Model } from "../library/entry.ts";', []],
  ['import { serve } from "../rpc/serve.ts";', []],
])("%s in another worker reaches %j", (code, modules) => {
  expect(engineModulesOf("workers/reader/worker.ts", code)).toEqual(modules);
});

/** @returns the engine's modules that the code has at run time. */
function engineModulesOf(file: string, code: string): string[] {
  const modules = runtimeImports(code).map((specifier) =>
    specifier.startsWith("#") ? specifier.slice(1) : join(dirname(file), specifier),
  );
  return [...new Set(modules)].filter((module) => ENGINE.test(module));
}
