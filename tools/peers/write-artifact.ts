/** Writes, without a browser, the zip that a person downloads from an artifact cell. */
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ModelBundle } from "#bundle/bundle.ts";
import { inspectBundle } from "#bundle/inspect.ts";
import { buildArtifact } from "#mlflow/build-artifact.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import { zipArtifact } from "../../workers/artifact/zip-artifact.ts";
import { bundleOfFolder, modelFolderFor } from "./model-folders.ts";
import { runPython } from "./python-server.ts";

/** Writes the zip of the wrapper around a model, that of modelFolderFor where none is given, and unpacks it with zipfile as `target`, a new folder. */
export async function writeArtifact(wrapper: Wrapper, target: string, model?: ModelBundle): Promise<void> {
  const bundle = model ?? (await bundleOfFolder(modelFolderFor(wrapper.option, wrapper.profile)));
  const artifact = await buildArtifact({
    wrapper,
    code: generateCode(wrapper),
    bundle,
    report: await inspectBundle(bundle),
    now: new Date("2026-11-23T19:22:31.924Z"),
    newUuid: () => "00000000-0000-4000-8000-000000000001",
  });
  const zip = await zipArtifact({ ...artifact, withSums: true });
  const [file, unpacked] = [`${target}.zip`, `${target}.unpacked`];
  await mkdir(unpacked, { recursive: true });
  await writeFile(file, new Uint8Array(await zip.arrayBuffer()));
  await runPython(["-c", "import sys, zipfile; zipfile.main(['-e', *sys.argv[1:]])", file, unpacked]);
  await rename(path.join(unpacked, artifact.name), target);
  await Promise.all([file, unpacked].map((each) => rm(each, { recursive: true })));
}
