import { openAsBlob } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { english } from "#base/message.ts";
import type { CacheValueBytes } from "#int4/memory-plan.ts";
import { recogniseDecoder } from "#int4/recognise-decoder.ts";
import { readOnnxModel } from "#onnx/onnx-model.ts";
import { Int4Decoder, type KernelChoice } from "../int4-decoder.ts";
import { compileKernel } from "../kernel-module.ts";
import type { Helper, HelperStart } from "../kernel-team.ts";
import { blobFile, type TensorFile } from "../tensor-reader.ts";

const { resolve } = createRequire(import.meta.url);
const root = path.dirname(resolve("../../../../package.json"));

/** Loads an ONNX file, with its weights inside or beside it, onto the kernel, in Node. */
export async function loadInt4Decoder(
  onnxPath: string,
  cacheValueBytes?: readonly CacheValueBytes[],
  threads = 1,
  startHelper = startNodeHelper,
): Promise<Int4Decoder> {
  const file = path.resolve(root, onnxPath);
  const blob = await openAsBlob(file);
  const model = await readOnnxModel(blob);
  const recognition = recogniseDecoder(model);
  if ("reason" in recognition)
    throw new Error(`The int4 kernel does not know ${english(recognition.reason)}.`);
  const external = new Map<string, TensorFile>();
  for (const { data } of model.initializers.values()) {
    if (data.kind !== "external" || external.has(data.location)) continue;
    external.set(data.location, blobFile(await openAsBlob(path.join(path.dirname(file), data.location))));
  }
  const files = { model: blobFile(blob), external };
  return Int4Decoder.load(recognition.graph, files, {
    ...(await nodeKernel(threads, startHelper)),
    ...(cacheValueBytes === undefined ? {} : { cacheValueBytes }),
  });
}

/** The kernel in Node. */
export async function nodeKernel(threads: number, startHelper = startNodeHelper): Promise<KernelChoice> {
  // Node 20's relaxed dot product is from before the standard: only the plain build counts here, Chromium has both.
  const build = threads > 1 ? "plain-threads" : "plain";
  const bytes = new Uint8Array(await readFile(path.join(root, `int4/build/${build}.wasm`)));
  const kernel = await compileKernel(
    (name) => Promise.resolve(name === build ? bytes : new Uint8Array()),
    threads > 1,
  );
  return { kernel, threads, startHelper };
}

/** What helper-thread.ts does, in a thread of Node, which reads no TypeScript. */
const helperSource = (life: string) => `
const { parentPort, workerData } = require("node:worker_threads");
const { module, memory, team, run, thread } = workerData;
WebAssembly.instantiate(module, { env: { memory } }).then(({ exports }) => {
  parentPort.postMessage("ready");
  ${life};
});
`;

const startNodeHelper = (start: HelperStart): Helper => startThread("exports.help(team, run, thread)", start);

/** A helper that fails while the others wait for it. */
export const startFailingHelper = (start: HelperStart): Helper =>
  startThread("setTimeout(() => exports.abandonTeam(team), 200)", start);

function startThread(life: string, start: HelperStart): Helper {
  const worker = new Worker(helperSource(life), { eval: true, workerData: start });
  return {
    ready: new Promise((resolve, reject) => {
      worker.once("message", () => resolve());
      worker.once("error", reject);
    }),
    terminate: () => void worker.terminate(),
  };
}
