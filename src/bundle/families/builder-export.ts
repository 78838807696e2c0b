import type { DownloadFile } from "../download/plan.ts";
import { isBesideTheModel } from "./shared-files.ts";
import type { Layout } from "./family.ts";

const configName = "genai_config.json";

/** Output of onnxruntime-genai's model builder: each folder with a genai_config.json is a model. */
export const builderExport: Layout = {
  kind: "layout",
  name: "onnxruntime-genai",
  models: (files) => {
    const folders = files
      .filter(({ path }) => path === configName || path.endsWith(`/${configName}`))
      .map(({ path }) => path.slice(0, -configName.length))
      .toSorted();
    return folders.map((folder) => ({
      variant: folder.replace(/\/$/, ""),
      files: filesOf(folder, folders, files),
    }));
  },
};

/** The files of a folder without those of other models below it. */
function filesOf(
  folder: string,
  folders: readonly string[],
  files: readonly DownloadFile[],
): readonly DownloadFile[] {
  const below = folders.filter((other) => other !== folder && other.startsWith(folder));
  return files
    .filter(({ path }) => path.startsWith(folder) && !below.some((other) => path.startsWith(other)))
    .map((file) => ({ ...file, path: file.path.slice(folder.length) }))
    .filter(({ path }) => isPart(path, folder === ""));
}

/** The top folder can also contain folders for other uses: only its own files count, and onnx/. */
function isPart(path: string, atTop: boolean): boolean {
  if (isBesideTheModel(path)) return false;
  return !atTop || !path.includes("/") || path.startsWith("onnx/");
}
