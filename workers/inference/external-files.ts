import { AppError } from "#base/errors.ts";
import { english, joined, message, type Message, type MessageValue } from "#base/message.ts";
import type { BundleFile } from "#bundle/bundle.ts";
import { checkPath } from "#bundle/check-path.ts";
import type { OnnxModel } from "#onnx/onnx-model.ts";
import type { BundleReader } from "./bundle-reader.ts";

/** A file beside an ONNX file that holds some of its weights. */
export interface ExternalFile {
  /** The name in the ONNX file. */
  readonly location: string;
  readonly weights: BundleFile;
}

/**
 * Finds the files with an ONNX file's weights, and checks that each is long enough.
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
  const short: Message[] = [];
  for (const [location, bytes] of neededBytes) {
    const path = folder + checkPath(location.replace(/^\.\//, ""));
    const weights = reader.findIfThere(path);
    if (weights === undefined) missing.push(path);
    else if (weights.sizeBytes < bytes)
      short.push(message`${path} holds ${weights.sizeBytes} bytes of ${bytes}`);
    else found.push({ location, weights });
  }
  if (missing.length > 0) {
    const paths = missing.reduce<MessageValue>(
      (all, path) => (all === "" ? path : message`${all} and ${path}`),
      "",
    );
    throw new AppError(
      "invalid-bundle",
      missing.length === 1
        ? message`${file.path} keeps weights in ${paths}, which the model does not have. Add it to the folder, under the same name, and open it again.`
        : message`${file.path} keeps weights in ${paths}, which the model does not have. Add them to the folder, under the same name, and open it again.`,
      { details: { path: file.path, missing: missing.join(", ") } },
    );
  }
  if (short.length > 0) {
    const lengths = joined(short, "; ");
    throw new AppError(
      "invalid-model",
      short.length === 1
        ? message`Weights that ${file.path} needs were cut short: ${lengths}. Copy or download that file again.`
        : message`Weights that ${file.path} needs were cut short: ${lengths}. Copy or download those files again.`,
      { details: { path: file.path, short: english(lengths) } },
    );
  }
  return found;
}
