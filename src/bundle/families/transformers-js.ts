import type { Layout } from "./family.ts";
import { withoutOtherGraphs } from "./graph-files.ts";
import { isBesideTheModel, isSharedFile } from "./shared-files.ts";

const onnxFile = /^onnx\/(model|decoder_model_merged)(_[a-z0-9]+)?\.onnx$/;

function isBeside(path: string): boolean {
  return path.startsWith("onnx/") && !path.endsWith(".json") && !isBesideTheModel(path);
}

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
        // Weights beside the graph, which may have any name: the graph knows it.
        files: withoutOtherGraphs(onnx, files).filter(({ path }) => isBeside(path) || isSharedFile(path)),
      })),
};
