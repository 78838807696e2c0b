import type { DownloadFile } from "../download/plan.ts";

/** Whether a file holds a graph's weights by its name: model.onnx.data, model.onnx_data, model.onnx_data_1. */
function belongsTo(path: string, graph: string): boolean {
  return path.startsWith(`${graph}_data`) || path.startsWith(`${graph}.data`);
}

/**
 * A graph and its weights, and whatever belongs to no graph.
 * @param graph a path that `files` has.
 */
export function withoutOtherGraphs(graph: string, files: readonly DownloadFile[]): readonly DownloadFile[] {
  const others = files.filter(({ path }) => path.endsWith(".onnx") && path !== graph);
  return files.filter(
    ({ path }) => !others.some((other) => path === other.path || belongsTo(path, other.path)),
  );
}
