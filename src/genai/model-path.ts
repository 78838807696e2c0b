import type { ModelConfig } from "./config.ts";

/**
 * Where native looks for the graph, relative to genai_config.json.
 * Mirrors `config_path / decoder.filename` (onnxruntime-genai, src/models/model.cpp, 0.18).
 */
export function graphPath({ decoder }: ModelConfig): string {
  return plainPath(decoder.filename);
}

/**
 * Where native looks for one of the tokenizer's files, relative to genai_config.json: in `model.tokenizer_dir`, also if the name
 * begins with a slash. Measured with onnxruntime-genai 0.18.
 */
export function tokenizerPath({ tokenizerDir }: ModelConfig, name: string): string {
  return plainPath(`${tokenizerDir}/${name}`);
}

/** Without empty parts and ".", and without ".." where a folder stands before it. */
function plainPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    const before = parts.at(-1);
    if (part === ".." && before !== undefined && before !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}
