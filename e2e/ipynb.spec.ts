import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { saveIpynb } from "./save-ipynb.ts";
import { expect, test } from "./shared-page.ts";
import { test as onOwnPage } from "./test.ts";

onOwnPage.use({ editor: "plain" });

const SEED = "src/ipynb/testing/seed";

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "ipynb-"));
});
test.afterEach(async () => rm(folder, { recursive: true, force: true }));

onOwnPage("a saved notebook opens again with its cells, forms and outputs", async ({ notebook, page }) => {
  await notebook.cell("Wrapper").getByLabel("Artifact name").fill("round-trip");
  await notebook.run(notebook.cell("Signature"));
  await notebook.expectStatus(notebook.cell("Signature"), "done");
  await notebook.run(notebook.cell("Inference"));
  await notebook.expectStatus(notebook.cell("Inference"), "done");
  const [types, answer] = [await notebook.types(), await notebook.response(notebook.cell("Inference"))];
  const file = await saveIpynb(notebook, folder);

  await notebook.choose(notebook.cells().first(), "Delete");
  await notebook.openFile(file);
  await expect(
    page.getByRole("button", { name: "Notebooks: Option 1: Transformers pipeline (2)" }),
  ).toBeVisible();
  await expect.poll(() => notebook.types()).toEqual(types);
  await expect(notebook.cell("Wrapper").getByLabel("Artifact name")).toHaveValue("round-trip");
  await notebook.expectStatus(notebook.cell("Signature"), "done");
  expect(await notebook.response(notebook.cell("Inference"))).toEqual(answer);
  // My version of the template is as I left it.
  await notebook.openOption(1);
  await expect.poll(() => notebook.types()).toEqual(types.slice(1));
});

test("a damaged file is told of, and loses nothing", async ({ notebook, page }) => {
  const types = await notebook.types();
  const file = path.join(folder, "damaged.ipynb");
  await writeFile(file, '{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code"');
  await notebook.documentFile().setInputFiles(file);
  const notices = page.getByRole("region", { name: "Notifications" });
  await expect(notices).toContainText(
    "damaged.ipynb: A notebook (.ipynb) is JSON; found JSON with a fault in line 1",
  );
  await writeFile(file, JSON.stringify({ nbformat: 3, worksheets: [] }));
  await notebook.documentFile().setInputFiles(file);
  await expect(notices).toContainText("should be a notebook of nbformat 4; found nbformat 3.");
  await expect.poll(() => notebook.types()).toEqual(types);
});

test("a notebook is dropped in", async ({ notebook, page }) => {
  const text = await readFile(`${SEED}/Option2_CustomPythonWrapper.ipynb`, "utf8");
  const dropped = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], "dropped.ipynb"));
    return transfer;
  }, text);
  await page.getByRole("main").dispatchEvent("dragover", { dataTransfer: dropped });
  await expect(page.getByText("Drop the notebook or MLflow model to open it")).toBeVisible();
  await page.getByRole("main").dispatchEvent("drop", { dataTransfer: dropped });
  await expect(page.getByRole("button", { name: "Notebooks: dropped" })).toBeVisible();
  await expect.poll(() => notebook.types()).toContain("Code");
});

onOwnPage(
  "a notebook is opened from GitHub by its address; other hosts are refused",
  async ({ notebook, page }) => {
    const asked: string[] = [];
    await page.route("https://raw.githubusercontent.com/**", async (route) => {
      asked.push(route.request().url());
      await route.fulfill({
        path: `${SEED}/Option1_TransformerPipeline.ipynb`,
        headers: { "Access-Control-Allow-Origin": "*" },
      });
    });
    await notebook.document("Open from an address…");
    const dialog = page.getByRole("dialog", { name: "Open a notebook from an address" });
    await dialog.getByLabel("Address").fill("https://example.com/a.ipynb");
    await dialog.getByRole("button", { name: "Open" }).click();
    await expect(dialog.getByRole("alert")).toContainText("not from example.com");
    await dialog
      .getByLabel("Address")
      .fill("https://github.com/owner/repository/blob/main/My%20notebook.ipynb");
    await dialog.getByRole("button", { name: "Open" }).click();
    await expect(page.getByRole("button", { name: "Notebooks: My notebook" })).toBeVisible();
    expect(asked).toEqual(["https://raw.githubusercontent.com/owner/repository/main/My%20notebook.ipynb"]);
    await expect(page.getByRole("region", { name: "Notifications" })).toContainText("logs a Phi-3 model");
  },
);

onOwnPage(
  "a notebook is shared as a link, which asks before it opens and runs nothing",
  async ({ notebook, page, context }) => {
    await notebook.cell("Wrapper").getByLabel("Artifact name").fill("shared-model");
    await notebook.document("Share…");
    const link = page.getByRole("dialog", { name: "Share" }).getByRole("textbox", { name: "Link" });
    await expect(link).toHaveValue(/#share=/);
    const address = await link.inputValue();

    const other = await context.newPage();
    await other.goto(address);
    const question = other.getByRole("alertdialog", {
      name: "Open the shared notebook “Option 1: Transformers pipeline”?",
    });
    await question.getByRole("button", { name: "Not now" }).click();
    await expect(
      other.getByRole("button", { name: "Notebooks: Option 1: Transformers pipeline" }),
    ).toBeVisible();
    await other.goto(address);
    await question.getByRole("button", { name: "Open it" }).click();
    await expect(
      other.getByRole("button", { name: "Notebooks: Option 1: Transformers pipeline (2)" }),
    ).toBeVisible();
    const wrapper = other.getByRole("article", { name: /: Wrapper$/ });
    await expect(wrapper.getByLabel("Artifact name")).toHaveValue("shared-model");
    await expect(wrapper).toHaveAttribute("data-status", "idle");

    await other.goto(address.slice(0, -20));
    await expect(other.getByRole("region", { name: "Notifications" })).toContainText(
      "This link is incomplete",
    );
  },
);
