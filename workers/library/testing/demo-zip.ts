import { writeFile } from "node:fs/promises";
import { inspectBundle } from "#bundle/inspect.ts";
import { buildArtifact } from "#mlflow/build-artifact.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { bundleOfFolder, DEMO_FOLDER } from "../../../tools/peers/model-folders.ts";
import { zipArtifact } from "../../artifact/zip-artifact.ts";

/** Writes the zip of the MLflow model that the page makes of the demo model. */
export async function writeDemoZip(
  file: string,
  option: "transformers" | "pyfunc",
  change: (code: string) => string = (code) => code,
): Promise<void> {
  const wrapper = defaultWrapper(option);
  const bundle = await bundleOfFolder(DEMO_FOLDER);
  const artifact = await buildArtifact({
    wrapper,
    code: change(generateCode(wrapper)),
    bundle,
    report: await inspectBundle(bundle),
    now: new Date("2026-11-23T19:22:31.924Z"),
    newUuid: () => "00000000-0000-4000-8000-000000000001",
  });
  const zip = await zipArtifact({ ...artifact, withSums: true });
  await writeFile(file, new Uint8Array(await zip.arrayBuffer()));
}
