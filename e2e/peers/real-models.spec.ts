/** From the start page to the downloaded zip of a real model in six clicks, against a hub that behaves as Hugging Face's does. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import { Hub } from "../../tools/real-models/hub.ts";
import { repositoryFolder } from "../../tools/real-models/repositories.mjs";
import type { NotebookPage } from "../notebook-page.ts";
import { expect, test } from "../test.ts";

const ONNX = "microsoft/Phi-3-mini-4k-instruct-onnx";
const WEIGHTS = "microsoft/Phi-3-mini-4k-instruct";
const PHI4 = "microsoft/Phi-4-mini-instruct-onnx";
const FOLDER = "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4";
const WEIGHTS_COMMIT = "0a67737cc96d2554230f90338b163bc6380a2a85";

let hub: Hub;
test.beforeAll(async () => {
  test.setTimeout(20 * 60_000);
  const folders: Record<string, string> = {};
  for (const name of [ONNX, WEIGHTS, PHI4]) folders[name] = await repositoryFolder(name);
  hub = new Hub(folders);
  await hub.start();
});
test.afterAll(() => hub.stop());
test.beforeEach(async ({ page }) => {
  hub.requests.length = 0;
  await answerAsHuggingFace(page);
});

test("Phi-3 mini 4k, option 1: six clicks give an artifact that refers to Microsoft's weights, and an answer", async ({
  notebook,
}) => {
  const clicks = new Clicks();
  await choosePhi3Mini4k(notebook, clicks);
  const { files } = await zipOf(notebook, clicks);
  expect(clicks.count).toBe(5);
  expect(Object.keys(files).filter((file) => file.endsWith(".safetensors"))).toEqual([]);
  const model = files["phi3-mlflow-model/MLmodel"];
  expect(model).toContain(`source_model_name: ${WEIGHTS}\n`);
  expect(model).toContain(`source_model_revision: ${WEIGHTS_COMMIT}\n`);
  expect(model).toContain("torch_dtype: torch.bfloat16\n");
  await expect(notebook.cell("Inference").locator("dl").getByText("int4 kernel")).toHaveCount(1);
});

test("Phi-3 mini 4k, option 2: six clicks give an artifact with the folder's very files, and an answer", async ({
  notebook,
}) => {
  const clicks = new Clicks();
  await clicks.on(notebook.cell("Wrapper").getByText("Option 2"));
  await choosePhi3Mini4k(notebook, clicks);
  const { files } = await zipOf(notebook, clicks);
  expect(clicks.count).toBe(6);
  const folder = path.join(await repositoryFolder(ONNX), FOLDER);
  const packed = Object.keys(files).filter((file) => file.includes("/artifacts/"));
  expect(packed.map((file) => path.basename(file)).toSorted()).toEqual((await readdir(folder)).toSorted());
  const tokenizer = packed.find((file) => file.endsWith("/tokenizer.json")) ?? "";
  expect(files[tokenizer]).toBe(await readFile(path.join(folder, "tokenizer.json"), "utf8"));
  await expect(notebook.cell("Inference").locator("dl").getByText("int4 kernel")).toHaveCount(1);
});

test("a repository of safetensors is looked up, and says which one runs here", async ({ notebook }) => {
  const dialog = await openDialog(notebook, new Clicks());
  await dialog.getByLabel("Model", { exact: true }).selectOption("repository");
  await dialog.getByLabel("Repository").fill(`https://huggingface.co/${WEIGHTS}`);
  await dialog.getByRole("button", { name: "Next" }).click();
  await expect(dialog).toContainText(`Download ${ONNX} to try the model here.`);
  await expect(dialog).toContainText(`option 1's artifact refers to ${WEIGHTS}`);
  await dialog.getByRole("button", { name: /^Download .* MB from/ }).click();
  await notebook.expectStatus(notebook.cell("Model"), "done");
  expect(hub.requests.filter((request) => request.startsWith("cdn"))).toEqual([]);
  await notebook.run(notebook.cell("Artifact"));
  const { files } = await notebook.download(notebook.cell("Artifact"));
  expect(files["phi3-mlflow-model/MLmodel"]).toContain(`source_model_revision: ${hub.commitOf(WEIGHTS)}\n`);
});

test("a folder that does not run here says which folder of the same repository does", async ({
  notebook,
}) => {
  hub.busyRequests = 1;
  const dialog = await openDialog(notebook, new Clicks());
  await dialog.getByLabel("Model", { exact: true }).selectOption("repository");
  await dialog.getByLabel("Repository").fill(`https://huggingface.co/${ONNX}/tree/main/cuda/cuda-fp16`);
  await dialog.getByRole("button", { name: "Next" }).click();
  const choice = dialog.getByLabel("Model");
  await expect(choice.locator("option:checked")).toHaveText(/^cuda\/cuda-fp16, 59 MB, runs here slowly$/);
  await dialog.getByRole("button", { name: "Choose it" }).click();
  await expect(choice.locator("option:checked")).toHaveText(`${FOLDER}, 63 MB, runs here`);
  await expect(dialog).toContainText("The int4 kernel runs it, with a context of up to 4,096 tokens.");
  // What a signed address is asked for needs no preflight.
  expect(hub.requests.filter((request) => request.startsWith("cdn OPTIONS"))).toEqual([]);
});

test("a large model says about how fast it will write on this computer, before its download", async ({
  notebook,
}) => {
  const dialog = await openDialog(notebook, new Clicks());
  await dialog
    .getByLabel("Model", { exact: true })
    .selectOption({ label: "Phi-4 mini, int4 for CPU, 4.9 GB" });
  await dialog.getByRole("button", { name: "Next" }).click();
  await expect(dialog).toContainText(
    /runs it, with a context of up to 131,072 tokens\. It will write about [\d.,]+ tokens\/s on this computer\./,
  );
});

/** A person's clicks. */
class Clicks {
  count = 0;

  async on(target: Locator): Promise<void> {
    this.count += 1;
    await target.click();
  }
}

/** Sends requests for huggingface.co to the hub on this machine. */
async function answerAsHuggingFace(page: Page): Promise<void> {
  await page.context().route("https://huggingface.co/**", (route) => {
    const { pathname, search } = new URL(route.request().url());
    return route.fulfill({
      status: 307,
      headers: { Location: `${hub.url}${pathname}${search}`, "Access-Control-Allow-Origin": "*" },
    });
  });
}

async function openDialog(notebook: NotebookPage, clicks: Clicks): Promise<Locator> {
  // Text cells come a moment later, and move what a click would hit.
  await expect(notebook.cells().first().getByRole("heading").first()).toBeVisible();
  await clicks.on(notebook.cell("Model").getByRole("button", { name: "Download…" }));
  return notebook.page.getByRole("dialog", { name: "Download a model" });
}

async function choosePhi3Mini4k(notebook: NotebookPage, clicks: Clicks): Promise<void> {
  const dialog = await openDialog(notebook, clicks);
  await clicks.on(dialog.getByRole("button", { name: "Next" }));
  await expect(dialog).toContainText(`${ONNX} @ 5f5f794, ${FOLDER}`);
  // They are not: this hub's have two layers.
  await expect(dialog).toContainText("These are not the published files of Phi-3 mini 4k.");
  await expect(dialog.getByText("Ready")).toHaveCount(2);
  await clicks.on(dialog.getByRole("button", { name: /^Download 63 MB from huggingface.co$/ }));
  await notebook.expectStatus(notebook.cell("Model"), "done");
}

async function zipOf(notebook: NotebookPage, clicks: Clicks): ReturnType<NotebookPage["download"]> {
  clicks.count += 2;
  await notebook.runAllToTheEnd();
  return notebook.download(notebook.cell("Artifact"));
}
