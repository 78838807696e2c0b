/** A model's folder as Python sees it: texts and settings with their bytes, weights only by name. */
import type { ModelBundle } from "#bundle/bundle.ts";
import { readBundleFile } from "#bundle/read-bundle-file.ts";

/** A larger file stays in the page, whatever its name: a tokenizer.json of 200,000 tokens has about 15 MB. */
const MOST_BYTES = 20 * 2 ** 20;
const WEIGHTS = /\.(onnx|onnx_data|data|safetensors|bin|pt|pth|gguf|npz)$/i;

interface FolderFile {
  /** Inside the folder, "/"-separated. */
  readonly path: string;
  /** null: it stays in the page. */
  readonly bytes: Uint8Array | null;
}

/** @throws AppError of readBundleFile. */
export function readModelFolder(bundle: ModelBundle, signal: AbortSignal): Promise<readonly FolderFile[]> {
  return Promise.all(
    bundle.files.map(async (file) => {
      const stays = file.sizeBytes > MOST_BYTES || WEIGHTS.test(file.path);
      return { path: file.path, bytes: stays ? null : await readBundleFile(file, { signal }) };
    }),
  );
}
