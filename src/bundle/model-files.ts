import type { BundleFile, ModelBundle } from "./bundle.ts";

/** Where transformers.js looks for a model's ONNX file, the smaller ones first. */
const transformersOnnxPaths = [
  "onnx/model_q4.onnx",
  "onnx/model_quantized.onnx",
  "onnx/model_int8.onnx",
  "onnx/model_uint8.onnx",
  "onnx/model_bnb4.onnx",
  "onnx/model_q2.onnx",
  "onnx/model_q4f16.onnx",
  "onnx/model_q2f16.onnx",
  "onnx/model_fp16.onnx",
  "onnx/model.onnx",
];

export function findFile(bundle: ModelBundle, path: string): BundleFile | undefined {
  return bundle.files.find((file) => file.path === path);
}

/**
 * The ONNX file that option 1 runs in the page: in transformers.js's layout, or the generate() API's graph, which it can also run.
 * @param genaiFileName `model.decoder.filename` of genai_config.json, if any.
 */
export function findPipelineOnnx(bundle: ModelBundle, genaiFileName: string | null): BundleFile | undefined {
  for (const path of [...transformersOnnxPaths, ...(genaiFileName === null ? [] : [genaiFileName])]) {
    const file = findFile(bundle, path);
    if (file !== undefined) return file;
  }
  return undefined;
}

/** The safetensors files with option 1's weights; none if the bundle has only ONNX. */
export function weightFiles(bundle: ModelBundle): readonly BundleFile[] {
  return bundle.files.filter((file) => !file.path.includes("/") && file.path.endsWith(".safetensors"));
}
