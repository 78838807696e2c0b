import type { DownloadFile } from "../download/plan.ts";
import { families } from "./families.ts";
import type { LayoutModel } from "./family.ts";

/**
 * The models in a repository's files.
 * @param files with their paths in the repository.
 * @returns by layout, those of option 2 first; weights that stay on the hub only if nothing can run here. Empty: no model.
 */
export function sourceModels(files: readonly DownloadFile[]): readonly LayoutModel[] {
  const layouts = families.filter((family) => family.kind === "layout");
  const found = layouts.map(({ name, models }) => ({ name, models: models(files) }));
  const runnable = found.filter(({ name }) => name !== "safetensors").flatMap(({ models }) => models);
  return runnable.length > 0 ? runnable : found.flatMap(({ models }) => models);
}
