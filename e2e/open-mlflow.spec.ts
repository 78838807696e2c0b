import type { Page } from "@playwright/test";
import JSZip from "jszip";
import { expectNoViolations } from "./axe.ts";
import type { NotebookPage } from "./notebook-page.ts";
import { expect, test } from "./shared-page.ts";

/** load_model in the browser: what this page wrote, and what nobody should load. */
const QUESTION = "What is the capital of Spain?";
const INPUTS = {
  1: { messages: [{ role: "user", content: QUESTION }] },
  2: { prompt: `<|user|>${QUESTION}<|end|><|assistant|>` },
} as const;
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
    await notebook.openOption(option);
    await notebook.runAllToTheEnd();
    const before = await notebook.predict(notebook.cell("Inference"), INPUTS[option]);
    const ids = await notebook.tokenIds(notebook.cell("Inference"));
    const { name, bytes } = await notebook.download(notebook.cell("Artifact"));

    await openZip(page, name, bytes);
    await expect(page.getByText("is open in a new notebook")).toBeVisible();
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
  await expect(page.getByText("is open for viewing")).toBeVisible();
  await expect.poll(() => notebook.types()).toEqual(["Text", "Model"]);
  await expect(notebook.cell("Text").getByText(/does not run here: it has no artifacts/)).toBeVisible();
  await expect(notebook.cell("Model").getByRole("note", { name: "Pickles in this model" })).toContainText(
    "Dangerous: when Python loads python_model.pkl, it uses posix.system.",
  );
  const view = modelView(notebook);
  await view.getByRole("treeitem", { name: /^python_model\.pkl/ }).click();
  await expect(
    view.getByText("Dangerous: can start programs or act on the computer with the permissions of whoever"),
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
  await expect(
    page.getByText("notes has no file named MLmodel, so it is not an MLflow model."),
  ).toBeVisible();
  expect(await notebook.documents()).toEqual(titles);
});

function modelView(notebook: NotebookPage) {
  return notebook.cell("Model").getByRole("region", { name: "The MLflow model that was opened" });
}
