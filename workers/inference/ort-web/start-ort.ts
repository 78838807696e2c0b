import { env } from "onnxruntime-common";
import type { RuntimeFacts } from "#inference/inference-port.ts";
import { missingFile } from "../missing-file.ts";
import { moduleUrl, wasmUrl } from "./ort-files.ts";
import type { OrtModuleFactory } from "./ort-module.ts";
import { OrtRuntime } from "./ort-runtime.ts";
import { threadChoice } from "./thread-choice.ts";

let starting: Promise<OrtRuntime> | null = null;

/**
 * The worker's single OrtRuntime, started at the first call from the page's own files.
 * The module's JavaScript is imported unchanged and not bundled: it starts its threads from its own URL, which is then a script of our
 * origin and needs no blob.
 * @throws AppError "missing-dependency"; the next call tries again.
 */
export function ortRuntime(): Promise<OrtRuntime> {
  starting ??= start().catch((error: unknown) => {
    starting = null;
    throw error;
  });
  return starting;
}

/** Facts about onnxruntime-web here; the caller knows why it was chosen. */
export const ortInfo = (): Omit<RuntimeFacts, "reason"> => ({
  id: "onnxruntime-web",
  runtime: "onnxruntime-web (WebAssembly, CPU)",
  // onnxruntime-web and onnxruntime-common are released together, with the same version.
  version: env.versions.common,
  simd: null,
  memoryBytes: null,
  ...threadChoice(),
  crossOriginIsolated: globalThis.crossOriginIsolated,
});

async function start(): Promise<OrtRuntime> {
  const { default: factory } = await (
    import(/* @vite-ignore */ moduleUrl) as Promise<{ default: OrtModuleFactory }>
  ).catch((error: unknown) => {
    throw missingFile(moduleUrl, error);
  });
  return OrtRuntime.start(factory, wasmUrl, threadChoice().threads);
}
