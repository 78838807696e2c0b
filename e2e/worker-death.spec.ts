import type { Page } from "@playwright/test";
import { inferenceWorker } from "./inference-worker.ts";
import { expect, test } from "./test.ts";

test.use({ editor: "plain" });

test("a worker that the browser ends fails the cell with what to do, and the next run starts a fresh one", async ({
  notebook,
  page,
}) => {
  await notebook.openLongOption2();
  const cell = notebook.cell("Inference");
  await notebook.run(cell);
  const stream = cell.getByRole("region", { name: "Answer so far" });
  await expect(stream).toContainText(/\d+ tokens/);

  // As the browser does it for want of memory: from one moment to the next, and without a word to the page.
  await closeInferenceWorker(page);
  await notebook.expectStatus(cell, "failed");
  await expect(cell).toContainText("Inference ended unexpectedly");
  await expect(cell).toContainText("The browser ended the worker, as it does when memory is short.");
  await expect(cell).toContainText("Try again: a fresh worker starts by itself.");
  await expect(cell).toContainText("What it had written so far:");
  await expect(cell.getByRole("blockquote")).toContainText(/\S/);
  await notebook.expectStatus(notebook.cell("Artifact"), "idle");
  await notebook.expectStatus(notebook.cell("Wrapper"), "done");

  await notebook.cell("Wrapper").getByRole("button", { name: "Remove min_length" }).click();
  await notebook.run(cell);
  await notebook.expectStatus(cell, "done");
  expect((await notebook.tokenIds(cell)).length).toBeGreaterThan(0);
});

async function closeInferenceWorker(page: Page): Promise<void> {
  // A turn later, so that this call still gets its answer.
  await (await inferenceWorker(page)).evaluate(() => void setTimeout(() => self.close(), 0));
}
