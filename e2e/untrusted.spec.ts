/** What came from outside keeps a worker busy, never the page; Cancel and Stop end a worker that hears nothing. */
import JSZip from "jszip";
import { demoFiles, zipOf } from "./bundle-files.ts";
import { endlessInference, endlessReader } from "./patched-worker.ts";
import { expect, test } from "./test.ts";

/** A kilobyte that kept YAML parsers busy for minutes. */
const QUESTIONS = `flavors:\n  python_function:\n    loader_module: mlflow.pyfunc.model\nx:\n  ${"? ".repeat(400)}\n`;

test("while a zip is read without end the page is worked with; Cancel ends that, and the next zip is read", async ({
  notebook,
  page,
}) => {
  const input = page.getByLabel("MLflow model zip", { exact: true });
  const zip = await zipOf({ MLmodel: Buffer.from(QUESTIONS) });
  await endlessReader(page);
  await input.setInputFiles({ name: "endless.zip", mimeType: "application/zip", buffer: zip });
  await expect(page.getByRole("button", { name: "Cancel" })).toBeVisible();
  await notebook.openStatus();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("region", { name: "Notifications" })).toContainText(
    "Cancelled. Nothing has changed",
  );
  await page.reload();
  await input.setInputFiles({ name: "questions.zip", mimeType: "application/zip", buffer: zip });
  await expect(page.getByRole("region", { name: "Notifications" })).toContainText(
    "MLmodel is too much to read: it has nesting exceeded maxDepth (100).",
  );
});

test("Stop ends a worker that does not hear it and says so, and the next run starts afresh", async ({
  notebook,
  page,
}) => {
  const files = await demoFiles(page);
  await notebook.openOption(1);
  await endlessInference(page, "endless.zip");
  const model = notebook.cell("Model");
  await model
    .getByLabel(/^Model zip/)
    .setInputFiles({ name: "endless.zip", mimeType: "application/zip", buffer: await zipOf(files) });
  await notebook.expectStatus(model, "done");
  const inference = notebook.cell("Inference");
  await notebook.run(inference);
  await notebook.expectStatus(inference, "running");
  await inference.getByRole("button", { name: "Stop", exact: true }).click();
  await notebook.expectStatus(inference, "failed");
  await expect(inference).toContainText("The worker did not stop within a second, so it was ended.");
  await model.getByRole("combobox", { name: "Model" }).selectOption("phi3-demo");
  await notebook.run(inference);
  await notebook.expectStatus(inference, "done");
});

test("a pickle that freezes what follows it opens with its verdict at the top, and the page answers", async ({
  notebook,
  page,
}) => {
  const doubled = Array.from({ length: 6 }, (_, at) => {
    const member = `h${String.fromCodePoint(at)}`;
    return `}(${member.repeat(12)}uq${String.fromCodePoint(at + 1)}0`;
  }).join("");
  const bomb = `\u0080\u0002cposix\nsystem\n0K\u0001q\u0000${doubled}}${"h\u0006b".repeat(20_000)}.`;
  const zip = new JSZip();
  zip.file(
    "MLmodel",
    "flavors:\n  python_function:\n    loader_module: mlflow.pyfunc.model\n    python_model: python_model.pkl\n",
  );
  zip.file("python_model.pkl", bomb, { binary: true });
  await page.getByLabel("MLflow model zip", { exact: true }).setInputFiles({
    name: "bomb.zip",
    mimeType: "application/zip",
    buffer: await zip.generateAsync({ type: "nodebuffer" }),
  });
  const verdict = notebook.cell("Model").getByRole("note", { name: "Pickles in this model" });
  await expect(verdict).toContainText("Dangerous: when Python loads python_model.pkl, it uses posix.system.");
  const view = notebook.cell("Model").getByRole("region", { name: "The MLflow model that was opened" });
  await view.getByRole("treeitem", { name: /^python_model\.pkl/ }).click();
  await expect(view.getByText("Calls: 20,000, in order")).toBeVisible();
});
