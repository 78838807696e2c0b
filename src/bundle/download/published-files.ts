import { publicModels } from "../families/families.ts";
import type { DownloadPlan } from "./plan.ts";

/** How a plan's files compare with the published files of a public model at that commit. */
export interface PublishedComparison {
  readonly modelName: string;
  /** Paths of published files that are missing or differ in size or hash. */
  readonly different: readonly string[];
}

/** @returns null if nothing is known about these files. */
export function comparePublished({ origin, files }: DownloadPlan): PublishedComparison | null {
  if (origin.kind !== "hub") return null;
  const model = publicModels.find(
    ({ onnx }) =>
      onnx.repository === origin.repository &&
      onnx.variant === origin.variant &&
      onnx.commit === origin.commit,
  );
  if (model?.onnx.files === undefined) return null;
  const different = model.onnx.files.filter(({ path, sizeBytes, sha256 }) => {
    const file = files.find((each) => each.path === path);
    const isOther = file?.digest?.algorithm === "sha256" && file.digest.hex !== sha256;
    return file?.sizeBytes !== sizeBytes || isOther;
  });
  return { modelName: model.name, different: different.map(({ path }) => path) };
}
