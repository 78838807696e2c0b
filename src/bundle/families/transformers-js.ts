import type { Layout } from "./family.ts";
import { isSharedFile } from "./shared-files.ts";

const onnxFile = /^onnx\/(model|decoder_model_merged)(_[a-z0-9]+)?\.onnx$/;

/** transformers.js's repositories: each ONNX file in onnx/ is a model, together with the files at the top. */
export const transformersJs: Layout = {
  kind: "layout",
  name: "transformers.js",
  models: (files) =>
    files
      .filter(({ path }) => onnxFile.test(path))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ path: onnx }) => ({
        variant: onnx,
        // Weights beside the graph: onnx/model_q4.onnx_data, onnx/model_q4.onnx_data_1, and onnx/model_q4.onnx.data.
        files: files.filter(
          ({ path }) =>
            path === onnx ||
            path.startsWith(`${onnx}_data`) ||
            path.startsWith(`${onnx}.data`) ||
            isSharedFile(path),
        ),
      })),
};
