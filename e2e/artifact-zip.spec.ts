/** The zip that a person downloads is, byte for byte, what Node makes of the same wrapper: that one real MLflow loads (tools/peers). */
import { createHash } from "node:crypto";
import JSZip from "jszip";
import { parse } from "yaml";
import { inspectBundle } from "#bundle/inspect.ts";
import { buildArtifact } from "#mlflow/build-artifact.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import type { TransformersWrapper, Wrapper } from "#wrapper/wrapper.ts";
import { bundleOfFolder, DEMO_FOLDER } from "../tools/peers/model-folders.ts";
import { zipArtifact } from "../workers/artifact/zip-artifact.ts";
import type { NotebookPage } from "./notebook-page.ts";
import { expect, test } from "./test.ts";

test.use({ editor: "plain" });

const PROFILES = ["current", "mid-2025", "mid-2024"] as const;
const REPOSITORY = "notebook/phi3-demo";
const COMMIT = "0a1b2c3d4e".repeat(4);

test("option 1: with its weights, and by reference to the hub, of each profile", async ({ notebook }) => {
  const form = notebook.cell("Wrapper");
  for (const profile of PROFILES) {
    await form.getByLabel("Written for").selectOption(profile);
    const wrapper = defaultWrapper("transformers", profile) as TransformersWrapper;
    await expectZipOf(notebook, wrapper);
    await form.getByLabel("Weights").selectOption("By reference to the hub");
    await form.getByLabel("Repository").fill(REPOSITORY);
    await form.getByLabel("Commit").fill(COMMIT);
    await expectZipOf(notebook, { ...wrapper, reference: { repository: REPOSITORY, commit: COMMIT } });
    await form.getByLabel("Weights").selectOption("In the artifact");
  }
});

test("option 2: by reference to its class, and as models from code, of each profile", async ({
  notebook,
}) => {
  await notebook.openOption(2);
  const form = notebook.cell("Wrapper");
  for (const profile of PROFILES) {
    await form.getByLabel("Written for").selectOption(profile);
    const wrapper = defaultWrapper("pyfunc", profile);
    await form.getByLabel("Class in the artifact").selectOption("reference");
    await expectZipOf(notebook, { ...wrapper, modelFromCode: false } as Wrapper);
    await form.getByLabel("Class in the artifact").selectOption("code");
    await expectZipOf(notebook, { ...wrapper, modelFromCode: true } as Wrapper);
  }
});

async function expectZipOf(notebook: NotebookPage, wrapper: Wrapper): Promise<void> {
  const cell = notebook.cell("Artifact");
  await notebook.run(cell);
  await notebook.expectStatus(cell, "done");
  await cell.getByLabel("Include SHA256SUMS").check();
  const { bytes, files } = await notebook.download(cell);
  const { utc_time_created: createdAt, model_uuid: uuid } = parse(files[`${wrapper.name}/MLmodel`] ?? "") as {
    utc_time_created: string;
    model_uuid: string;
  };
  const bundle = await bundleOfFolder(DEMO_FOLDER);
  const artifact = await buildArtifact({
    wrapper,
    code: generateCode(wrapper),
    bundle,
    report: await inspectBundle(bundle),
    // Of the same moment and the same name.
    now: new Date(`${createdAt.replace(" ", "T")}Z`),
    newUuid: () => uuid,
  });
  const zip = await zipArtifact({ ...artifact, withSums: true });
  const ofNode = Buffer.from(await zip.arrayBuffer());
  expect(await sumsOf(bytes)).toEqual(await sumsOf(ofNode));
  expect(bytes.equals(ofNode)).toBe(true);
}

/** SHA-256 of each file, to name the one that differs. */
async function sumsOf(bytes: Buffer): Promise<Record<string, string>> {
  const zip = await JSZip.loadAsync(bytes);
  const files = Object.values(zip.files).map(async (file) => {
    const sum = createHash("sha256").update(await file.async("nodebuffer"));
    return [file.name, sum.digest("hex")] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}
