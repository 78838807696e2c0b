import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { peersPython } from "../tools/peers/setup.mjs";
import { expectNoViolations } from "./axe.ts";
import { addDeployCell, deployTo } from "./deploy-cell.ts";
import { serveModel } from "./served-model.ts";
import { expect, test } from "./test.ts";
import { unzip } from "./unzip.ts";

const TIMEOUT_MS = 5 * 60_000;

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "deploy-"));
});
test.afterEach(async () => rm(folder, { recursive: true, force: true }));

test("the cell runs what it needs, shows the files, and zips them as shown", async ({ notebook, page }) => {
  const cell = await addDeployCell(notebook);
  await notebook.run(cell);
  await notebook.expectStatus(cell, "done");
  for (const type of ["Model", "Wrapper"] as const) await notebook.expectStatus(notebook.cell(type), "done");
  await notebook.expectStatus(notebook.cell("Artifact"), "idle");

  const tree = cell.getByRole("tree", { name: "Files of deploy-azure-ml" });
  await tree.getByRole("treeitem", { name: /^deployment\.yml/ }).click();
  const shown = await cell.getByRole("region", { name: "Contents of deployment.yml" }).innerText();
  const { name, files } = await notebook.download(cell);
  expect(name).toBe("deploy-azure-ml.zip");
  expect(parse(files["deploy-azure-ml/deployment.yml"] ?? "")).toEqual(parse(shown));
  const own =
    "README.md deploy.py deploy.sh deployment.yml endpoint.yml environment/conda.yaml model.yml request.json score/score.py";
  const samples = ["cs", "mjs", "py", "R", "sh"].map((ending) => `samples/ask-input-data.${ending}`);
  expect(Object.keys(files).toSorted()).toEqual(
    [...own.split(" "), ...samples].map((file) => `deploy-azure-ml/${file}`).toSorted(),
  );

  await cell.getByRole("tab", { name: "Samples" }).click();
  await cell.getByRole("group", { name: "Language" }).getByText("C#").click();
  const sample = cell.getByRole("region", { name: /^Sample in C#/ });
  expect((await sample.innerText()).trim()).toBe(files["deploy-azure-ml/samples/ask-input-data.cs"]?.trim());
  await page.reload();
  await notebook.expectStatus(notebook.cell("Deploy"), "done");
});

test("what the platform would refuse is said while it is typed, and the cell does not run with it", async ({
  notebook,
}) => {
  const cell = await addDeployCell(notebook);
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
  await expect(cell.getByLabel("Model's address")).toHaveValue("pvc://models/phi3");
  await expect(cell.getByLabel("Instance type")).toHaveCount(0);
  await deployTo(notebook, cell, "Spark: batch scoring");
  await expect(cell.getByRole("tab", { name: "Test" })).toHaveCount(0);
});

test("a live endpoint's answer stands beside the page's own", async ({ notebook, page }) => {
  test.setTimeout(TIMEOUT_MS);
  await notebook.openOption(2);
  const cell = await addDeployCell(notebook);
  await deployTo(notebook, cell, "Docker");
  const deploy = await unzip((await notebook.download(cell)).bytes, folder);
  await notebook.runAllToTheEnd();
  const model = await unzip((await notebook.download(notebook.cell("Artifact"))).bytes, folder);
  await notebook.expectStatus(cell, "done");

  await cell.getByRole("tab", { name: "Test" }).click();
  const send = cell.getByRole("button", { name: "Send" });
  const serve = (origins: string) =>
    serveModel({
      command: peersPython(),
      args: (port) => [path.join(deploy, "serve.py"), model, "--port", String(port)],
      env: { CORS_ORIGINS: origins },
      readyPath: "/ping",
    });

  // A server that allows no page: the page says what to do.
  const closed = await serve("");
  try {
    await cell.getByLabel("Address").fill(`${closed.origin}/invocations`);
    await send.click();
    await expect(cell.getByText("it does not allow this page to ask it")).toBeVisible();
  } finally {
    await closed.stop();
  }

  const open = await serve(new URL(page.url()).origin);
  try {
    await cell.getByLabel("Address").fill(`${open.origin}/invocations`);
    await cell.getByLabel("Key or token").fill("a-key");
    for (const form of ["dataframe_split", "inputs"]) {
      await cell.getByRole("group", { name: "Payload" }).getByText(form).click();
      await send.click();
      await expect(cell.getByText("Both answer the same.")).toBeVisible({ timeout: 30_000 });
      const ofEndpoint = cell.getByRole("region", { name: "The endpoint's answer" });
      const ofPage = cell.getByRole("region", { name: "This page's answer" });
      await expect(ofEndpoint.getByText(/^\d+(\.\d+)? m?s$/)).toBeVisible();
      expect(await ofEndpoint.locator(".answer-text").innerText()).toBe(
        await ofPage.locator(".answer-text").innerText(),
      );
    }
    // What the server refuses is shown as it says it.
    await cell.getByLabel("Question").fill('{"question": "?"}');
    await send.click();
    await expect(cell.getByText(/The response has no answer in the form of this option/)).toBeVisible();
    await expect(
      cell.getByText(/This page did not answer: MLflow's predict refuses this input/),
    ).toBeVisible();
  } finally {
    await open.stop();
  }
  // Nothing of the token is kept.
  await page.reload();
  await notebook.expectStatus(cell, "done");
  await cell.getByRole("tab", { name: "Test" }).click();
  await expect(cell.getByLabel("Key or token")).toHaveValue("");
});

test("in Jupyter the saved cell writes the same files", async ({ notebook, page }) => {
  test.setTimeout(TIMEOUT_MS);
  await notebook.openOption(2);
  const cell = await addDeployCell(notebook);
  await notebook.runAllToTheEnd();
  await notebook.expectStatus(cell, "done");
  const { files } = await notebook.download(cell);
  const saving = page.waitForEvent("download");
  await notebook.document("Save as .ipynb");
  const file = path.join(folder, "notebook.ipynb");
  await (await saving).saveAs(file);
  const script = path.join(folder, "read_back.py");
  await writeFile(script, READ_BACK);
  const { stdout } = await promisify(execFile)(peersPython(), [script, file], {
    env: { ...process.env, HF_HUB_OFFLINE: "1" },
    maxBuffer: 64 * 2 ** 20,
  });
  expect(JSON.parse(stdout.trim().split("\n").at(-1) ?? "")).toEqual({ model: true, files });
});

/** Runs the notebook as Jupyter does, and tells what lies in its folder afterwards. */
const READ_BACK = `
import json, os, pathlib, sys, tempfile
import nbformat
from nbclient import NotebookClient

notebook = nbformat.read(sys.argv[1], 4)
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    NotebookClient(notebook, timeout=240, resources={"metadata": {"path": folder}}).execute()
    found = pathlib.Path("deploy-azure-ml")
    files = {str(path): path.read_text("utf-8") for path in found.rglob("*") if path.is_file()}
    print(json.dumps({"model": pathlib.Path("phi3_mlflow_model/MLmodel").is_file(), "files": files}))
    os.chdir("/")
`;

test.describe("with forced colours", () => {
  test.use({ contextOptions: { forcedColors: "active", reducedMotion: "reduce" } });

  test("axe finds nothing in the cell", async ({ notebook, page }) => {
    const cell = await addDeployCell(notebook);
    await deployTo(notebook, cell, "Docker");
    await cell.getByRole("tab", { name: "Samples" }).click();
    await expectNoViolations(page, "article.deploy");
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1280, 390]) {
    test.describe(`${colorScheme}, ${width} wide`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });

      test("axe finds nothing in the cell, and nothing is wider than the screen", async ({
        notebook,
        page,
      }) => {
        const cell = await addDeployCell(notebook);
        await deployTo(notebook, cell, "Docker");
        await cell.getByLabel("Image").fill("Phi 3");
        for (const view of ["Files", "Samples", "Test"]) {
          await cell.getByRole("tab", { name: view }).click();
          await expectNoViolations(page, "article.deploy");
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        }
      });
    });
  }
}
