import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { OrtModuleFactory } from "../ort-web/ort-module.ts";
import { OrtRuntime } from "../ort-web/ort-runtime.ts";

const { resolve } = createRequire(import.meta.url);

/** onnxruntime-web's own WebAssembly, in Node: on one thread, as there is nobody to end more at a test's end. */
export async function startNodeOrt(): Promise<OrtRuntime> {
  const { default: factory } = (await import(
    pathToFileURL(resolve("onnxruntime-web/ort-wasm-simd-threaded.mjs")).href
  )) as { default: OrtModuleFactory };
  return OrtRuntime.start(factory, resolve("onnxruntime-web/ort-wasm-simd-threaded.wasm"), 1);
}
