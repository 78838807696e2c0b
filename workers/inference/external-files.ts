import { AppError } from "#base/errors.ts";
import type { BundleFile } from "#bundle/bundle.ts";
import { checkPath } from "#bundle/check-path.ts";
import type { OnnxModel } from "#onnx/onnx-model.ts";
import type { BundleReader } from "./bundle-reader.ts";

/** A file beside an ONNX file that holds some of its weights. */
export interface ExternalFile {
  /** As the ONNX file names it. */
  readonly location: string;
  readonly weights: BundleFile;
}

/**
 * Finds the files that an ONNX file keeps its weights in, one or several, and checks that each is long enough.
 *
 * @throws AppError "invalid-bundle" naming all that are missing; "invalid-model" naming all that are too short; "unsafe-path".
 */
export function findExternalFiles(
  file: BundleFile,
  { initializers }: Pick<OnnxModel, "initializers">,
  reader: BundleReader,
): readonly ExternalFile[] {
  const neededBytes = new Map<string, number>();
  for (const { data } of initializers.values()) {
    if (data.kind !== "external") continue;
    const { location, offset, length } = data;
    neededBytes.set(location, Math.max(neededBytes.get(location) ?? 0, offset + length));
  }
  const folder = file.path.slice(0, file.path.lastIndexOf("/") + 1);
  const found: ExternalFile[] = [];
  const missing: string[] = [];
  const short: string[] = [];
  for (const [location, bytes] of neededBytes) {
    const path = folder + checkPath(location.replace(/^\.\//, ""));
    const weights = reader.findIfThere(path);
    if (weights === undefined) missing.push(path);
    else if (weights.sizeBytes < bytes) short.push(`${path} holds ${weights.sizeBytes} bytes of ${bytes}`);
    else found.push({ location, weights });
  }
  if (missing.length > 0) {
    throw new AppError(
      "invalid-bundle",
      `${file.path} keeps weights in ${missing.join(" and ")}, which the model does not have. Add ${missing.length === 1 ? "it" : "them"} to the folder, under the same name, and open it again.`,
      { details: { path: file.path, missing: missing.join(", ") } },
    );
  }
  if (short.length > 0) {
    throw new AppError(
      "invalid-model",
      `Weights that ${file.path} needs were cut short: ${short.join("; ")}. Copy or download ${short.length === 1 ? "that file" : "those files"} again.`,
      { details: { path: file.path, short: short.join("; ") } },
    );
  }
  return found;
}
