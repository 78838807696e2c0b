import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { BundleFile, BundleOrigin, ModelBundle } from "./bundle.ts";
import { bundleId } from "./bundle-id.ts";
import { checkPaths } from "./check-path.ts";

export interface NamedBlob {
  readonly path: string;
  readonly blob: Blob;
  /** If the file is part of the blob; undefined: the file is the whole blob. */
  readonly part?: { readonly startByte: number; readonly sizeBytes: number };
}

/** Files that file managers and version control leave in folders; never part of a model. */
const litter = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\.git|\.cache|__MACOSX)(\/|$)/i;

export function isLitter(path: string): boolean {
  return litter.test(path);
}

/**
 * Makes a bundle of opened files: checks the paths, removes a single folder around all files, and computes the id from the content.
 * @throws AppError "invalid-bundle" if there is no file, "unsafe-path".
 */
export async function bundleOfFiles(
  entries: readonly NamedBlob[],
  origin: Extract<BundleOrigin, { kind: "folder" | "zip" }>,
): Promise<ModelBundle> {
  const kept = entries.filter((entry) => !isLitter(entry.path));
  checkPaths(kept.map((entry) => entry.path));
  const source = origin.kind === "folder" ? origin.folderName : origin.fileName;
  if (kept.length === 0) {
    throw new AppError(
      "invalid-bundle",
      origin.kind === "folder"
        ? message`${source} holds no files. Choose the folder that holds the model: genai_config.json, tokenizer.json and the ONNX file.`
        : message`${source} holds no files. Choose the zip that holds the model: genai_config.json, tokenizer.json and the ONNX file.`,
    );
  }
  const root = commonFolder(kept.map((entry) => entry.path));
  const files = kept
    .map(({ path, blob, part }): BundleFile => ({
      path: path.slice(root.length),
      sizeBytes: part?.sizeBytes ?? blob.size,
      source:
        part === undefined
          ? { kind: "blob", blob }
          : { kind: "part", whole: blob, startByte: part.startByte },
    }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const name = origin.kind === "folder" ? origin.folderName : origin.fileName.replace(/\.zip$/i, "");
  return {
    id: await bundleId(files),
    name,
    origin,
    isDemo: false,
    description: `Opened from the ${origin.kind === "folder" ? "folder" : "zip file"} ${source}.`,
    files,
  };
}

/** "phi3/" if every path begins with it, otherwise "". One level only: a deeper folder may mean something. */
function commonFolder(paths: readonly string[]): string {
  const first = paths[0] ?? "";
  const folder = first.slice(0, first.indexOf("/") + 1);
  return paths.every((path) => path.startsWith(folder)) ? folder : "";
}
