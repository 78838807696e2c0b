/** Downloads a registered model's version from a tracking server as a bundle for model cells. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { bundleOfFiles, type NamedBlob } from "#bundle/bundle-of-files.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { checkPath, checkPaths } from "#bundle/check-path.ts";
import type { Progress } from "#base/progress.ts";
import type { ModelVersionName } from "./registry-port.ts";
import { type ArtifactEntry, MlflowClient } from "./mlflow-client.ts";
import type { ServerAccess, ServerPlatform } from "./server.ts";
import { withoutRedirects } from "./without-redirects.ts";

/** A model has a few dozen files; more is not a model, or an attack. */
const MOST_FILES = 2000;

export interface OpenVersionOptions {
  readonly platform: ServerPlatform;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/**
 * Downloads what the version's model was made from: option 2's artifacts, or option 1's model and tokenizer. MLflow's own files stay on
 * the server.
 * @throws AppError "network", "unsupported", "invalid-bundle" if the version holds neither, "unsafe-path", "aborted".
 */
export async function openVersion(
  access: ServerAccess,
  { name, version }: ModelVersionName,
  { platform, onProgress, signal }: OpenVersionOptions,
): Promise<ModelBundle> {
  const client = new MlflowClient(access, platform, signal);
  const label = message`Downloading ${name}, version ${version}`;
  onProgress({ label });
  await client.version();
  const location = await client.modelVersionLocation(name, version);
  const files = modelFiles(await listAll(client, location));
  if (files.length === 0) {
    throw new AppError(
      "invalid-bundle",
      message`Version ${version} of “${name}” has no model that this page knows: neither an ONNX folder among its artifacts nor a transformers model. Choose one made from a Phi-3 model.`,
    );
  }
  const { host } = new URL(access.url);
  const blobs = await downloadAll(client, location, files, { label, onProgress });
  const bundle = await bundleOfFiles(blobs, { kind: "folder", folderName: name });
  return {
    ...bundle,
    name: `${name}, version ${version}`,
    origin: { kind: "download", host },
    description: `Version ${version} of the registered model ${name}, from the MLflow server ${host}.`,
  };
}

/**
 * Downloads every file of a model.
 * @param location of its files on that server.
 * @throws AppError as `openVersion`.
 */
export async function downloadModel(
  access: ServerAccess,
  location: string,
  { platform, onProgress, signal }: OpenVersionOptions,
): Promise<ModelBundle> {
  const client = new MlflowClient(access, withoutRedirects(platform), signal);
  const label = message`Downloading the model from ${new URL(access.url).host}`;
  onProgress({ label });
  const files = (await listAll(client, location)).map((entry) => ({ path: entry.path, entry }));
  if (!files.some(({ path }) => path === "MLmodel"))
    throw new AppError(
      "invalid-bundle",
      message`There is no MLmodel at ${location}, so it is not an MLflow model.`,
    );
  const blobs = await downloadAll(client, location, files, { label, onProgress });
  const bundle = await bundleOfFiles(blobs, { kind: "folder", folderName: "model" });
  return { ...bundle, origin: { kind: "download", host: new URL(access.url).host } };
}

async function downloadAll(
  client: MlflowClient,
  location: string,
  files: readonly ModelFile[],
  {
    label,
    onProgress,
  }: { readonly label: Progress["label"]; readonly onProgress: OpenVersionOptions["onProgress"] },
): Promise<readonly NamedBlob[]> {
  checkPaths(files.map(({ path }) => path));
  const totalBytes = files.reduce((sum, { entry }) => sum + entry.sizeBytes, 0);
  const blobs: NamedBlob[] = [];
  let doneBytes = 0;
  for (const { path, entry } of files) {
    const blob = await client.downloadArtifact(location, entry, (bytes) =>
      onProgress({ label, loadedBytes: doneBytes + bytes, totalBytes }),
    );
    doneBytes += blob.size;
    blobs.push({ path, blob });
  }
  return blobs;
}

async function listAll(client: MlflowClient, location: string): Promise<ArtifactEntry[]> {
  const files: ArtifactEntry[] = [];
  const folders = [""];
  // A server can name folders in folders for ever.
  for (let at = 0; at < folders.length; at += 1) {
    for (const entry of await client.listArtifacts(location, folders[at] ?? "")) {
      checkPath(entry.path);
      if (entry.isFolder) folders.push(entry.path);
      else files.push(entry);
    }
    if (files.length + folders.length > MOST_FILES) {
      throw new AppError(
        "invalid-bundle",
        message`This version has more than ${MOST_FILES} files and folders, so it is not a model. Choose another version.`,
      );
    }
  }
  return files;
}

interface ModelFile {
  /** In the bundle. */
  readonly path: string;
  readonly entry: ArtifactEntry;
}

/** The files that build-artifact.ts took from a bundle, with their paths there. */
function modelFiles(entries: readonly ArtifactEntry[]): ModelFile[] {
  const config = entries.find(({ path }) => /^artifacts\/(.+\/)?genai_config\.json$/.test(path));
  const folder = config?.path.slice(0, -"genai_config.json".length);
  const roots = folder === undefined ? ["model/", "components/tokenizer/"] : [folder];
  return entries.flatMap((entry) => {
    const root = roots.find((each) => entry.path.startsWith(each));
    return root === undefined ? [] : [{ path: entry.path.slice(root.length), entry }];
  });
}
