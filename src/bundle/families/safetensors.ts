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

/** Whether transformers finds weights at the top of a repository, in one file or several. */
export function holdsSafetensors(files: readonly Pick<DownloadFile, "path">[]): boolean {
  return files.some(({ path }) => /^model(-\d+-of-\d+)?\.safetensors$/.test(path));
}
