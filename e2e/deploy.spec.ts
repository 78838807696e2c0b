import { parse } from "yaml";
import { inspectBundle } from "#bundle/inspect.ts";
import { allFiles, buildDeployment } from "#deploy/deploy-files.ts";
import { DEFAULT_DEPLOY_SETTINGS, type DeployTarget } from "#deploy/deploy-settings.ts";
import { buildArtifact } from "#mlflow/build-artifact.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import { bundleOfFolder, DEMO_FOLDER } from "../tools/peers/model-folders.ts";
import { expectNoColorViolations, expectNoViolations } from "./axe.ts";
import { deployTo, type TargetName } from "./deploy-cell.ts";
import { expect, test } from "./shared-page.ts";

test("the cell runs what it needs, shows the files, and zips them as shown", async ({
  notebook,
  page,
  complaints,
}) => {
  const cell = notebook.cell("Deploy");
  await notebook.run(cell);
  await notebook.expectStatus(cell, "done");
  for (const type of ["Model", "Wrapper"] as const) await notebook.expectStatus(notebook.cell(type), "done");
  await notebook.expectStatus(notebook.cell("Artifact"), "idle");

  const tree = cell.getByRole("tree", { name: "Files of deploy-azure-ml" });
  await tree.getByRole("treeitem", { name: /^deployment\.yml/ }).click();
  const contents = cell.getByRole("region", { name: "Contents of deployment.yml" });
  // The editor's tokenizer comes later than the text, for code near the window.
  await contents.scrollIntoViewIfNeeded();
  await expect(contents.locator(".code-string, .code-type").first()).toBeVisible();
  const shown = await contents.innerText();
  const { name, files } = await notebook.download(cell);
  expect(name).toBe("deploy-azure-ml.zip");
  // The button was away while the zip was made.
  await expect(cell.getByRole("button", { name: "Download deploy-azure-ml.zip" })).toBeFocused();
  expect(parse(files["deploy-azure-ml/deployment.yml"] ?? "")).toEqual(parse(shown));
  const own =
    "README.md check.py deploy.py deploy.sh deployment.yml endpoint.yml environment/conda.yaml model.yml request.json score/score.py";
  const samples = ["cs", "mjs", "py", "R", "sh"].map((ending) => `samples/query-input-data.${ending}`);
  expect(Object.keys(files).toSorted()).toEqual(
    [...own.split(" "), ...samples].map((file) => `deploy-azure-ml/${file}`).toSorted(),
  );

  await cell.getByRole("tab", { name: "Samples" }).click();
  await cell.getByRole("group", { name: "Language" }).getByText("C#").click();
  const sample = cell.getByRole("region", { name: /^Sample in C#/ });
  await sample.scrollIntoViewIfNeeded();
  await expect(sample.locator(".code-keyword").first()).toBeVisible();
  expect((await sample.innerText()).trim()).toBe(
    files["deploy-azure-ml/samples/query-input-data.cs"]?.trim(),
  );
  await cell.getByRole("tab", { name: "Test" }).click();
  await cell.getByLabel("Address").fill("http://localhost:9/score");
  await cell.getByRole("button", { name: "Send", exact: true }).click();
  // What the browser does not reach is asked from a terminal.
  await expect(cell.getByRole("region", { name: /^The request as curl/ })).toContainText(
    "'http://localhost:9/score'",
  );
  complaints.length = 0;
  await cell.getByLabel("Address").fill("https://phi3.example.org/score");
  await cell.getByRole("tab", { name: "Samples" }).click();
  await expect(cell.getByRole("region", { name: /^Sample in Python/ })).toContainText(
    'os.environ.get("ENDPOINT_URL", "https://phi3.example.org/score")',
  );
  await page.reload();
  await notebook.expectStatus(notebook.cell("Deploy"), "done");
});

test("the zip of each target holds what Node makes of it, which is put into real servers", async ({
  notebook,
}) => {
  const cell = notebook.cell("Deploy");
  for (const option of [1, 2] as const) {
    const wrapper = defaultWrapper(option === 1 ? "transformers" : "pyfunc");
    const modelBytes = await artifactBytes(wrapper);
    for (const [target, name] of Object.entries(TARGETS) as [DeployTarget, TargetName][]) {
      await deployTo(notebook, cell, name);
      const settings = { ...DEFAULT_DEPLOY_SETTINGS, target };
      const made = buildDeployment({ wrapper, settings, modelBytes });
      const expected = allFiles(made).map(({ path, text }) => [`${made.folder}/${path}`, text]);
      expect((await notebook.download(cell)).files).toEqual(Object.fromEntries(expected));
    }
    if (option === 1) {
      await notebook.openOption(2);
      notebook.cell("Deploy");
    }
  }
});

const TARGETS: Readonly<Record<DeployTarget, TargetName>> = {
  "azure-ml": "Azure ML: managed online endpoint",
  "azure-ml-batch": "Azure ML: batch endpoint",
  docker: "Docker",
  kserve: "Kubernetes: KServe with MLServer",
  databricks: "Databricks model serving",
  spark: "Spark: batch scoring",
};

async function artifactBytes(wrapper: Wrapper): Promise<number> {
  const bundle = await bundleOfFolder(DEMO_FOLDER);
  const report = await inspectBundle(bundle);
  const own = { now: new Date(0), newUuid: () => "0".repeat(32) };
  return (await buildArtifact({ wrapper, code: generateCode(wrapper), bundle, report, ...own })).totalBytes;
}

test("what the platform would refuse is said while it is typed, and the cell does not run with it", async ({
  notebook,
}) => {
  const cell = notebook.cell("Deploy");
  const name = cell.getByLabel("Endpoint name");
  await name.fill("phi_3");
  await expect(cell.getByRole("alert")).toHaveText(
    `Azure ML wants an endpoint's name to begin with a letter, and to have 3 to 32 letters, digits and single dashes, the last not a dash; found "phi_3".`,
  );
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await notebook.run(cell);
  await notebook.expectStatus(cell, "failed");
  await name.fill("phi-3");
  await expect(cell.getByRole("alert")).toHaveCount(0);
  await deployTo(notebook, cell, "Kubernetes: KServe with MLServer");
  await expect(cell.getByLabel("Model address")).toHaveValue("pvc://models/phi3");
  await expect(cell.getByLabel("Instance type")).toHaveCount(0);
  await deployTo(notebook, cell, "Spark: batch scoring");
  await expect(cell.getByRole("tab", { name: "Test" })).toHaveCount(0);
});

test("axe finds nothing in the cell, light, dark, with forced colours and on a phone, which nothing is wider than", async ({
  notebook,
  page,
}) => {
  const cell = notebook.cell("Deploy");
  await deployTo(notebook, cell, "Docker");
  await cell.getByLabel("Image").fill("Phi 3");
  for (const view of ["Files", "Samples", "Test"]) {
    await cell.getByRole("tab", { name: view }).click();
    await expectNoViolations(page, "article.deploy");
    await page.emulateMedia({ colorScheme: "dark" });
    await expectNoColorViolations(page, "article.deploy");
    await page.emulateMedia({ colorScheme: "light", forcedColors: "active", reducedMotion: "reduce" });
    await expectNoColorViolations(page, "article.deploy");
    await page.emulateMedia({ forcedColors: "none", reducedMotion: "no-preference" });
    await page.setViewportSize({ width: 390, height: 900 });
    await expectNoViolations(page, "article.deploy");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.setViewportSize({ width: 1280, height: 900 });
  }
});
