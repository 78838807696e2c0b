import moduleUrl from "onnxruntime-web/ort-wasm-simd-threaded.mjs?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import { parseGenaiConfig } from "#genai/config.ts";
import { loadOnnx } from "#workers/inference/load-onnx.ts";
import type { OrtModuleFactory } from "#workers/inference/ort-web/ort-module.ts";
import { OrtRuntime } from "#workers/inference/ort-web/ort-runtime.ts";
import { OrtWebDecoder } from "#workers/inference/ort-web/ort-web-decoder.ts";
import { DecoderEngine } from "./decoder-engine.ts";

/** This product's session on onnxruntime-web. */
export const engine = new DecoderEngine(async (reader, threads) => {
  const config = parseGenaiConfig(await reader.text("genai_config.json"));
  const files = await loadOnnx(reader.find(config.model.decoder.filename), reader);
  const { default: factory } = (await import(/* @vite-ignore */ moduleUrl)) as { default: OrtModuleFactory };
  const runtime = await OrtRuntime.start(factory, new URL(wasmUrl, self.location.href).href, threads);
  return OrtWebDecoder.load(runtime, files, config.model);
});
