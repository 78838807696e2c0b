import { openAsBlob } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type { CacheValueBytes } from "#int4/memory-plan.ts";
import { recogniseDecoder } from "#int4/recognise-decoder.ts";
import { readOnnxModel } from "#onnx/onnx-model.ts";
import { Int4Decoder } from "../int4-decoder.ts";
import { compileKernel } from "../kernel-module.ts";
import { blobRanges } from "../tensor-reader.ts";

const { resolve } = createRequire(import.meta.url);
const root = path.dirname(resolve("../../../../package.json"));

/** Loads an ONNX file with its weights inside onto the kernel, on one thread, in Node. */
export async function loadInt4Decoder(
  onnxPath: string,
  cacheValueBytes?: readonly CacheValueBytes[],
): Promise<Int4Decoder> {
  const blob = await openAsBlob(path.join(root, onnxPath));
  const recognition = recogniseDecoder(await readOnnxModel(blob));
  if ("reason" in recognition) throw new Error(`The int4 kernel does not know ${recognition.reason}.`);
  // Node 20's relaxed dot product is from before the standard: only the plain build counts here, Chromium has both.
  const bytes = new Uint8Array(await readFile(path.join(root, "int4/build/plain.wasm")));
  const kernel = await compileKernel(
    (name) => Promise.resolve(name === "plain" ? bytes : new Uint8Array()),
    false,
  );
  const files = { model: blobRanges(blob), external: new Map() };
  return Int4Decoder.load(recognition.graph, files, {
    kernel,
    threads: 1,
    startHelper: noHelper,
    ...(cacheValueBytes === undefined ? {} : { cacheValueBytes }),
  });
}

function noHelper(): never {
  throw new Error("One thread has no helpers.");
}
