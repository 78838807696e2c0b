/** The models that a repository's files make up: every folder of onnxruntime-genai, every ONNX file of transformers.js. */
import type { DownloadFile } from "./plan.ts";

export interface SourceModel {
  /** The folder, or the ONNX file, that makes it this model; "" for all files at the top. */
  readonly variant: string;
  readonly family: "onnxruntime-genai" | "transformers.js";
  /** Their paths are those in the bundle. */
  readonly files: readonly DownloadFile[];
}

const transformersOnnx = /^onnx\/(model|decoder_model_merged)(_[a-z0-9]+)?\.onnx$/;
/** What lies at the top of a repository of transformers.js, and belongs to each of its models. */
const sharedFile =
  /^([a-z_]*config\.json|tokenizer[a-z_]*\.json|special_tokens_map\.json|added_tokens\.json|vocab\.json|merges\.txt|chat_template\.(jinja|json)|README\.md|LICENSE[a-zA-Z.]*)$/;
/** Beside the model and of no use to it: code that nothing here runs, and pictures. */
const besideTheModel = /(\.py|\.png|\.jpe?g|\.gitattributes|\.gitignore)$/i;

/**
 * @param files with their paths in the repository.
 * @returns onnxruntime-genai's folders first, and each family by path; empty when there is no model of either.
 */
export function sourceModels(files: readonly DownloadFile[]): readonly SourceModel[] {
  return [...genaiModels(files), ...transformersModels(files)];
}

function genaiModels(files: readonly DownloadFile[]): SourceModel[] {
  return files
    .filter(({ path }) => /(^|\/)genai_config\.json$/.test(path))
    .map(({ path }) => path.slice(0, -"genai_config.json".length))
    .toSorted()
    .map((folder) => ({
      variant: folder.replace(/\/$/, ""),
      family: "onnxruntime-genai",
      files: files
        .filter(({ path }) => path.startsWith(folder) && isPart(path.slice(folder.length), folder === ""))
        .map((file) => ({ ...file, path: file.path.slice(folder.length) })),
    }));
}

/** At the top lie other models' folders too: only what lies there itself counts, and onnx/. */
function isPart(path: string, atTop: boolean): boolean {
  if (besideTheModel.test(path)) return false;
  return !atTop || !path.includes("/") || path.startsWith("onnx/");
}

function transformersModels(files: readonly DownloadFile[]): SourceModel[] {
  return files
    .filter(({ path }) => transformersOnnx.test(path))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path: onnx }) => ({
      variant: onnx,
      family: "transformers.js",
      // Weights beside the graph: onnx/model_q4.onnx_data, onnx/model_q4.onnx_data_1, and onnx/model_q4.onnx.data.
      files: files.filter(
        ({ path }) =>
          path === onnx ||
          path.startsWith(`${onnx}_data`) ||
          path.startsWith(`${onnx}.data`) ||
          sharedFile.test(path),
      ),
    }));
}
