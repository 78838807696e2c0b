import type { DownloadFile } from "../download/plan.ts";
import { isBesideTheModel } from "./shared-files.ts";
import type { Layout } from "./family.ts";

/** Output of onnxruntime-genai's model builder: each folder with a genai_config.json is a model. */
export const builderExport: Layout = {
  kind: "layout",
  name: "onnxruntime-genai",
  models: (files) =>
    files
      .filter(({ path }) => /(^|\/)genai_config\.json$/.test(path))
      .map(({ path }) => path.slice(0, -"genai_config.json".length))
      .toSorted()
      .map((folder) => ({ variant: folder.replace(/\/$/, ""), files: filesOf(folder, files) })),
};

function filesOf(folder: string, files: readonly DownloadFile[]): DownloadFile[] {
  return files
    .filter(({ path }) => path.startsWith(folder) && isPart(path.slice(folder.length), folder === ""))
    .map((file) => ({ ...file, path: file.path.slice(folder.length) }));
}

/** The top folder also contains other models' folders: only its own files count, and onnx/. */
function isPart(path: string, atTop: boolean): boolean {
  if (isBesideTheModel(path)) return false;
  return !atTop || !path.includes("/") || path.startsWith("onnx/");
}
