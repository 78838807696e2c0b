import { message, type Message } from "#base/message.ts";
import type { DownloadFile } from "../download/plan.ts";
import type { Layout } from "./family.ts";
import { isSharedFile } from "./shared-files.ts";

/**
 * A transformers repository whose weights the page cannot run: its small files are a model whose artifact refers to the weights, which
 * stay on the hub.
 */
export const safetensors: Layout = {
  kind: "layout",
  name: "safetensors",
  models: (files) =>
    holdsSafetensors(files) && files.some(({ path }) => path === "config.json")
      ? [{ variant: "", files: files.filter(({ path }) => isSharedFile(path)) }]
      : [],
};

const weightFile = /^model(?:-\d+-of-(\d+))?\.safetensors$/;
const indexName = "model.safetensors.index.json";
/** Shorter files hold no model: git-lfs pointers, say. */
const leastBytes = 1024;

type ListedFile = Pick<DownloadFile, "path" | "sizeBytes">;

/** Whether transformers finds weights at the top of a repository, in one file or several. */
export function holdsSafetensors(files: readonly ListedFile[]): boolean {
  return files.some(({ path }) => weightFile.test(path)) && weightsFault(files) === null;
}

/** What transformers would miss: the end of a sentence about the weights. null: nothing, or there are none. */
export function weightsFault(files: readonly ListedFile[]): Message | null {
  const weights = files.filter(({ path }) => weightFile.test(path));
  const short = weights.find(({ sizeBytes }) => sizeBytes < leastBytes);
  if (short !== undefined) return message`${short.path} holds ${short.sizeBytes} bytes only`;
  const names = new Set(files.map(({ path }) => path));
  const total = weightFile.exec(weights[0]?.path ?? "")?.[1];
  if (total === undefined || names.has("model.safetensors")) return null;
  if (!names.has(indexName)) return message`${indexName} is missing`;
  for (let number = 1; number <= Number(total); number++) {
    const name = `model-${String(number).padStart(5, "0")}-of-${total}.safetensors`;
    if (!names.has(name)) return message`${name} is missing`;
  }
  return null;
}
