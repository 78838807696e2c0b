import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { BundleFile, BundleOrigin, ModelBundle } from "./bundle.ts";
import { bundleId } from "./bundle-id.ts";
import { checkPaths } from "./check-path.ts";

export interface NamedBlob {
  readonly path: string;
  readonly blob: Blob;
  /** Where the file is a part of the blob; without it, the file is all of it. */
  readonly part?: { readonly startByte: number; readonly sizeBytes: number };
}

/** What file managers and version control leave in folders; no part of any model. */
const litter = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\.git|\.cache|__MACOSX)(\/|$)/i;

export function isLitter(path: string): boolean {
  return litter.test(path);
}

/**
 * Makes a bundle of what a person opened: checks the paths, takes off the one folder that all files may lie in, and names
 * the bundle by its content.
 *
 * @throws AppError "invalid-bundle" when there is no file, "unsafe-path".
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

/** "phi3/" where every path begins with it, else "". One level only: a deeper folder may mean something. */
function commonFolder(paths: readonly string[]): string {
  const first = paths[0] ?? "";
  const folder = first.slice(0, first.indexOf("/") + 1);
  return paths.every((path) => path.startsWith(folder)) ? folder : "";
}
