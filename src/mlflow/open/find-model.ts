import { AppError } from "#base/errors.ts";
import { joined, message } from "#base/message.ts";
import type { BundleFile, ModelBundle } from "#bundle/bundle.ts";

const MLMODEL = /(^|\/)MLmodel$/;

export function holdsMlmodel(bundle: ModelBundle): boolean {
  return bundle.files.some(({ path }) => MLMODEL.test(path));
}

/**
 * The files of the single MLflow model in what was opened, by their paths inside it. In a run's artifacts it can be a few folders down;
 * models inside a model (code or evaluation folders) do not count.
 * @throws AppError "invalid-bundle" if there is none, or several beside each other.
 */
export function findModel(bundle: ModelBundle): { files: readonly BundleFile[]; folder: string } {
  const roots = bundle.files
    .filter(({ path }) => MLMODEL.test(path))
    .map(({ path }) => path.slice(0, -"MLmodel".length));
  const outer = roots.filter((root) => !roots.some((other) => other !== root && root.startsWith(other)));
  const [root, another] = outer;
  if (root === undefined) {
    throw new AppError(
      "invalid-bundle",
      message`${bundle.name} has no file named MLmodel, so it is not an MLflow model. Choose the folder that contains MLmodel. If it is a plain model, open it as one.`,
    );
  }
  if (another !== undefined) {
    const folders = outer.map((folder) => folder.replace(/\/$/, "") || message`the top`);
    throw new AppError(
      "invalid-bundle",
      message`${bundle.name} contains ${outer.length} MLflow models, in ${joined(folders, ", ")}. Open one of these folders.`,
    );
  }
  return {
    folder: root,
    files: bundle.files
      .filter(({ path }) => path.startsWith(root))
      .map((file) => ({ ...file, path: file.path.slice(root.length) })),
  };
}
