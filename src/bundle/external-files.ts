import { AppError } from "#base/errors.ts";
import { english, joined, message, type Message, type MessageValue, type Wording } from "#base/message.ts";
import type { OnnxModel } from "#onnx/onnx-model.ts";
import type { BundleFile, ModelBundle } from "./bundle.ts";
import { checkPath } from "./check-path.ts";
import { findFile } from "./model-files.ts";
import type { ReadOptions } from "./read-bundle-file.ts";
import { chooseAnother, pointerFault } from "./weight-faults.ts";

/** A file beside an ONNX file that holds some of its weights. */
export interface ExternalFile {
  /** The name in the ONNX file. */
  readonly location: string;
  readonly weights: BundleFile;
}

/** What an ONNX file needs beside it. */
interface Beside {
  readonly found: readonly ExternalFile[];
  /** Paths. */
  readonly missing: readonly string[];
  readonly short: readonly Message[];
}

/** @throws AppError "unsafe-path". */
function lookBeside(
  file: BundleFile,
  { initializers }: Pick<OnnxModel, "initializers">,
  find: (path: string) => BundleFile | undefined,
): Beside {
  const found: ExternalFile[] = [];
  const missing: string[] = [];
  const short: Message[] = [];
  for (const [location, bytes] of neededBytes(initializers)) {
    const path = pathOf(file, location);
    const weights = find(path);
    if (weights === undefined) missing.push(path);
    else if (weights.sizeBytes < bytes)
      short.push(message`${path} holds ${weights.sizeBytes} bytes of ${bytes}`);
    else found.push({ location, weights });
  }
  return { found, missing, short };
}

/**
 * Finds the files with an ONNX file's weights, and checks that each is long enough.
 * @throws AppError "invalid-bundle" naming all that are missing; "invalid-model" naming all that are too short; "unsafe-path".
 */
export function findExternalFiles(
  file: BundleFile,
  model: Pick<OnnxModel, "initializers">,
  find: (path: string) => BundleFile | undefined,
): readonly ExternalFile[] {
  const { found, missing, short } = lookBeside(file, model, find);
  if (missing.length > 0) {
    const paths = listed(missing);
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

function listed(paths: readonly string[]): MessageValue {
  return paths.reduce<MessageValue>((all, path) => (all === "" ? path : message`${all} and ${path}`), "");
}

/** Why the weights beside an ONNX file cannot be read: a file is missing, too short, or a git-lfs pointer. null: they are there. */
export async function externalFault(
  file: BundleFile,
  model: Pick<OnnxModel, "initializers">,
  bundle: ModelBundle,
  options: ReadOptions,
): Promise<Wording | null> {
  const find = (path: string): BundleFile | undefined => findFile(bundle, path);
  try {
    const paths = [...neededBytes(model.initializers).keys()].map((location) => pathOf(file, location));
    const pointer = await pointerFault(bundle, paths, options);
    if (pointer !== null) return pointer;
    if (bundle.origin.kind === "download") return repositoryFault(file, lookBeside(file, model, find));
    findExternalFiles(file, model, find);
    return null;
  } catch (error) {
    return AppError.from(error).wording;
  }
}

/** A person cannot mend a repository's folder. */
function repositoryFault({ path }: BundleFile, { missing, short }: Beside): Message | null {
  if (missing.length > 0) {
    return message`The repository does not have ${listed(missing)}, where ${path} keeps weights. ${chooseAnother}`;
  }
  return short.length > 0
    ? message`Weights that ${path} needs are cut short in the repository: ${joined(short, "; ")}. ${chooseAnother}`
    : null;
}

/** How long each file has to be, by the name in the ONNX file. */
function neededBytes(initializers: OnnxModel["initializers"]): ReadonlyMap<string, number> {
  const needed = new Map<string, number>();
  for (const { data } of initializers.values()) {
    if (data.kind !== "external") continue;
    const { location, offset, length } = data;
    needed.set(location, Math.max(needed.get(location) ?? 0, offset + length));
  }
  return needed;
}

/** @throws AppError "unsafe-path". */
function pathOf({ path }: BundleFile, location: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1) + checkPath(location.replace(/^\.\//, ""));
}
