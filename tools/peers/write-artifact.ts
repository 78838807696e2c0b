/** Writes, without a browser, the zip that a person downloads from an artifact cell. */
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { inspectBundle } from "#bundle/inspect.ts";
import { buildArtifact } from "#mlflow/build-artifact.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import { zipArtifact } from "../../workers/artifact/zip-artifact.ts";
import { bundleOfFolder, modelFolderFor } from "./model-folders.ts";
import { runPython } from "./python-server.ts";

/** What the page takes from the clock and from chance: the same give the same bytes. */
export interface Occasion {
  readonly now: Date;
  readonly newUuid: () => string;
}

const SOME_OCCASION: Occasion = {
  now: new Date("2026-11-23T19:22:31.924Z"),
  newUuid: () => "00000000-0000-4000-8000-000000000001",
};

/** The zip of the wrapper around the model of modelFolderFor, its list of sums included; and the name of the folder in it. */
export async function artifactZip(
  wrapper: Wrapper,
  { now, newUuid }: Occasion = SOME_OCCASION,
): Promise<{ zip: Uint8Array; name: string }> {
  const bundle = await bundleOfFolder(modelFolderFor(wrapper.option, wrapper.profile));
  const report = await inspectBundle(bundle);
  const artifact = await buildArtifact({
    wrapper,
    code: generateCode(wrapper),
    bundle,
    report,
    now,
    newUuid,
  });
  const zip = await zipArtifact({ ...artifact, withSums: true });
  return { zip: new Uint8Array(await zip.arrayBuffer()), name: artifact.name };
}

/** Unpacks that zip with Python's zipfile, as the folder `target`, which must not exist yet. */
export async function writeArtifact(wrapper: Wrapper, target: string): Promise<void> {
  const { zip, name } = await artifactZip(wrapper);
  const [file, unpacked] = [`${target}.zip`, `${target}.unpacked`];
  await mkdir(unpacked, { recursive: true });
  await writeFile(file, zip);
  await runPython(["-c", "import sys, zipfile; zipfile.main(['-e', *sys.argv[1:]])", file, unpacked]);
  await rename(path.join(unpacked, name), target);
  await Promise.all([file, unpacked].map((each) => rm(each, { recursive: true })));
}
