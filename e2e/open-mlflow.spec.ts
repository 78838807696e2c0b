import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import JSZip from "jszip";
import { peersPython } from "../tools/peers/setup.mjs";
import { expectNoViolations } from "./axe.ts";
import type { NotebookPage } from "./notebook-page.ts";
import { expect, test } from "./test.ts";

/** load_model in the browser: what this page wrote, what real MLflow logged, and what nobody should load. */
const QUESTION = "What is the capital of Spain?";
const INPUTS = {
  1: { messages: [{ role: "user", content: QUESTION }] },
  2: { prompt: `<|user|>${QUESTION}<|end|><|assistant|>` },
} as const;
const PEER_TIMEOUT_MS = 5 * 60_000;

const folders: string[] = [];
test.afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "open-mlflow-"));
  folders.push(folder);
  return folder;
}

async function openZip(page: Page, name: string, bytes: Buffer): Promise<void> {
  await page
    .getByLabel("MLflow model zip", { exact: true })
    .setInputFiles({ name, mimeType: "application/zip", buffer: bytes });
}

/** Without what is a run's own. */
function shared(response: unknown): unknown {
  if (!Array.isArray(response)) return response;
  return response.map(({ id: _id, created: _created, ...rest }: Record<string, unknown>) => rest);
}

for (const option of [1, 2] as const) {
  test(`a zip of option ${option} that the page wrote opens again and answers the same`, async ({
    page,
    notebook,
  }) => {
    test.setTimeout(120_000);
    await notebook.openOption(option);
    await notebook.runAllToTheEnd();
    const before = await notebook.predict(notebook.cell("Inference"), INPUTS[option]);
    const ids = await notebook.tokenIds(notebook.cell("Inference"));
    const { name, bytes } = await notebook.download(notebook.cell("Artifact"));

    await openZip(page, name, bytes);
    await expect(page.getByText("is open in a notebook of its own")).toBeVisible();
    await notebook.expectStatus(notebook.cell("Model"), "done");
    await expect
      .poll(() => notebook.types())
      .toEqual(["Text", "Model", "Text", "Wrapper", "Signature", "Text", "Inference", "Text", "Artifact"]);
    await notebook.runAllToTheEnd();
    const after = await notebook.predict(notebook.cell("Inference"), INPUTS[option]);
    expect(shared(after)).toEqual(shared(before));
    expect(await notebook.tokenIds(notebook.cell("Inference"))).toEqual(ids);

    // And after a reload, from what the browser keeps.
    await notebook.reload();
    await notebook.run(notebook.cell("Model"));
    await notebook.expectStatus(notebook.cell("Model"), "done");
    await expect(modelView(notebook).getByRole("treeitem", { name: /^MLmodel/ })).toBeVisible();
  });
}

for (const logged of ["option1", "option2", "option2-from-code"] as const) {
  test(`the model of ${logged} that real MLflow logged opens, and answers as real MLflow does`, async ({
    page,
    notebook,
  }) => {
    test.setTimeout(PEER_TIMEOUT_MS);
    const input = logged === "option1" ? INPUTS[1] : INPUTS[2];
    const { model, prediction } = await logAndAsk(logged, input);
    await page.getByLabel("MLflow model folder", { exact: true }).setInputFiles(model);
    await expect(page.getByText("is open in a notebook of its own")).toBeVisible();
    await notebook.runAllToTheEnd();
    const answer = await notebook.predict(notebook.cell("Inference"), input);
    expect(shared(answer)).toEqual(shared(prediction));
    if (logged !== "option2") return;
    await modelView(notebook)
      .getByRole("treeitem", { name: /^python_model\.pkl/ })
      .click();
    await expect(
      modelView(notebook).getByText("cloudpickle.cloudpickle._make_function", { exact: true }),
    ).toBeVisible();
    await expect(notebook.cell("Text").getByText(/as bytecode, which this page never runs/)).toBeVisible();
  });
}

test("a hostile pickle is named for what it is; nothing of it runs, and the view is accessible", async ({
  page,
  notebook,
}) => {
  const zip = new JSZip();
  zip.file(
    "MLmodel",
    "flavors:\n  python_function:\n    loader_module: mlflow.pyfunc.model\n    python_model: python_model.pkl\nmlflow_version: 2.9.0\nnew_field: kept\n",
  );
  zip.file("python_model.pkl", "cposix\nsystem\n(S'rm -rf ~'\ntR.", { binary: true });
  await openZip(page, "hostile.zip", await zip.generateAsync({ type: "nodebuffer" }));
  await expect(page.getByText("is open to be read")).toBeVisible();
  await expect.poll(() => notebook.types()).toEqual(["Text", "Model"]);
  await expect(notebook.cell("Text").getByText(/cannot run it: it has no artifacts/)).toBeVisible();
  await expect(notebook.cell("Model").getByRole("note", { name: "Pickles in this model" })).toContainText(
    "Dangerous: when Python loads python_model.pkl, it uses posix.system.",
  );
  const view = modelView(notebook);
  await view.getByRole("treeitem", { name: /^python_model\.pkl/ }).click();
  await expect(
    view.getByText("Dangerous: starts programs, or acts on the computer as the person"),
  ).toBeVisible();
  await expect(view.getByText("posix.system('rm -rf ~')")).toBeVisible();
  await expect(view.getByText(/\bsafe\b/i)).toHaveCount(0);
  await view.getByText(/^All \d+ instructions/).click();
  await expect(view.getByRole("region", { name: /^Instructions of/ })).toContainText("REDUCE");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(
      colorScheme === "light" ? { width: 1280, height: 900 } : { width: 390, height: 844 },
    );
    await expectNoViolations(page);
    await view.screenshot({ path: test.info().outputPath(`pickle-${colorScheme}.png`) });
  }
  await view.getByRole("tab", { name: "MLmodel" }).click();
  await expect(view.getByText("new_field")).toBeVisible();
});

test("a zip dropped on the page that is no MLflow model says so, and changes nothing", async ({
  page,
  notebook,
}) => {
  const titles = await notebook.documents();
  const zip = new JSZip();
  zip.file("notes.txt", "no model");
  await openZip(page, "notes.zip", await zip.generateAsync({ type: "nodebuffer" }));
  await expect(page.getByText("notes holds no file named MLmodel, so it is no MLflow model.")).toBeVisible();
  expect(await notebook.documents()).toEqual(titles);
});

function modelView(notebook: NotebookPage) {
  return notebook.cell("Model").getByRole("region", { name: "The MLflow model that was opened" });
}

async function logAndAsk(option: string, input: unknown): Promise<{ model: string; prediction: unknown }> {
  const folder = await newFolder();
  const model = path.join(folder, "model");
  await mkdir(folder, { recursive: true });
  const run = promisify(execFile);
  const limits = { maxBuffer: 64 * 2 ** 20 };
  await run(peersPython(), ["tools/peers/log_model.py", option, "public/models/phi3-demo", model], limits);
  const [inputs, output] = [path.join(folder, "inputs.json"), path.join(folder, "output.json")];
  await writeFile(inputs, JSON.stringify([input]));
  await run(peersPython(), ["tools/peers/run_model.py", model, "--inputs", inputs, "--out", output], limits);
  const { results } = JSON.parse(await readFile(output, "utf8")) as { results: { prediction: unknown }[] };
  return { model, prediction: results[0]?.prediction };
}
