/** Writes, without a browser, what the page's two zips hold. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { inspectBundle } from "#bundle/inspect.ts";
import { DEFAULT_DEPLOY_SETTINGS, type DeploySettings, type DeployTarget } from "#deploy/deploy-settings.ts";
import { allFiles, buildDeployment } from "#deploy/deploy-files.ts";
import type { ArtifactContent } from "#mlflow/artifact.ts";
import { buildArtifact } from "#mlflow/build-artifact.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import { bundleOfFolder, modelFolderFor } from "../peers/model-folders.ts";

/**
 * @param changes to what a new Deploy cell holds.
 * @returns the model's folder, and beside it one for each target.
 */
export async function writeModel(
  wrapper: Wrapper,
  folder: string,
  targets: readonly DeployTarget[],
  changes: Partial<DeploySettings> = {},
): Promise<{ model: string; deploy: (target: DeployTarget) => string }> {
  const bundle = await bundleOfFolder(modelFolderFor(wrapper.option, wrapper.profile));
  const artifact = await buildArtifact({
    wrapper,
    code: generateCode(wrapper),
    bundle,
    report: await inspectBundle(bundle),
    now: new Date(),
    newUuid: () => crypto.randomUUID(),
  });
  for (const file of artifact.files) {
    await write(path.join(folder, artifact.name, file.path), await bytesOf(file.content));
  }
  for (const target of targets) {
    const settings = { ...DEFAULT_DEPLOY_SETTINGS, ...changes, target };
    const made = buildDeployment({ wrapper, settings, modelBytes: artifact.totalBytes });
    for (const file of allFiles(made)) await write(path.join(folder, made.folder, file.path), file.text);
  }
  return {
    model: path.join(folder, artifact.name),
    deploy: (target) => path.join(folder, `deploy-${target}`),
  };
}

async function bytesOf(content: ArtifactContent): Promise<string | Uint8Array> {
  switch (content.kind) {
    case "text":
      return content.text;
    case "bytes":
      return content.bytes;
    case "blob":
      return new Uint8Array(await content.blob.arrayBuffer());
    case "part":
    case "url":
      throw new Error("the model's files are whole files of this machine");
  }
}

async function write(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}
