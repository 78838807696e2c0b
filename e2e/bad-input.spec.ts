/** Every bad input has a clear message in its cell, and costs nothing that was there. */
import type { Page, TestInfo } from "@playwright/test";
import { demoFiles, onnxPath, writeFolder, zipOf, type BundleFiles } from "./bundle-files.ts";
import { inferenceWorker } from "./inference-worker.ts";
import type { NotebookPage } from "./notebook-page.ts";
import { slowDisk } from "./patched-worker.ts";
import { expect, test } from "./shared-page.ts";
import { test as onOwnPage } from "./test.ts";

onOwnPage.use({ editor: "plain" });

async function openZip(notebook: NotebookPage, name: string, buffer: Buffer): Promise<void> {
  await notebook
    .cell("Model")
    .getByLabel(/^Model zip/)
    .setInputFiles({ name, mimeType: "application/zip", buffer });
}

async function openFolder(notebook: NotebookPage, folder: string): Promise<void> {
  await notebook
    .cell("Model")
    .getByLabel(/^Model folder/)
    .setInputFiles(folder);
}

/** The demo's files with a change, opened as a folder. */
async function openChanged(
  notebook: NotebookPage,
  page: Page,
  testInfo: TestInfo,
  change: (files: BundleFiles) => void,
): Promise<void> {
  const files = await demoFiles(page);
  change(files);
  await openFolder(notebook, await writeFolder(testInfo, "changed-model", files));
}

test.describe("a model", () => {
  test("that is no zip, chosen or dropped on the cell", async ({ notebook, page }) => {
    await openZip(notebook, "model.zip", Buffer.from("This is a letter to a friend, and no zip."));
    const model = notebook.cell("Model");
    await notebook.expectStatus(model, "failed");
    await expect(model).toContainText("This zip cannot be used");
    await expect(model).toContainText("model.zip cannot be opened. It is not a zip file.");
    const dropped = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(["no zip"], "notes.zip"));
      return data;
    });
    await model.getByText("or drop a model").dispatchEvent("drop", { dataTransfer: dropped });
    await expect(model).toContainText("notes.zip cannot be opened.");
    // The model that was chosen is still the one that is used.
    await expect(model.getByRole("combobox", { name: "Model" })).toHaveValue("phi3-demo");
  });

  test("that is dropped on the page and is none says what it is, and what can be opened", async ({
    notebook,
    page,
  }) => {
    await expect(notebook.cell("Model")).toBeVisible();
    const dropped = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(["Dear friend"], "x.txt"));
      return data;
    });
    await page.locator("body").dispatchEvent("drop", { dataTransfer: dropped });
    await expect(page.getByRole("region", { name: "Notifications" })).toContainText(
      "This page cannot open x.txt; found the text “Dear friend”. It opens notebooks (.ipynb)",
    );
  });

  onOwnPage(
    "in a large zip is opened with its progress, and Stop leaves everything as it was",
    async ({ notebook, page }) => {
      await slowDisk(page);
      const model = notebook.cell("Model");
      await notebook.run(model);
      await notebook.expectStatus(model, "done");
      await openZip(notebook, "large.zip", await zipOf({ "model.onnx": Buffer.alloc(20 << 20, 7) }));
      await expect(model.getByRole("progressbar")).toHaveAttribute("value", /^0\./);
      await expect(model.getByText(/ \/ 21 MB/)).toBeVisible();
      // What the cell showed stays in sight meanwhile.
      await expect(model.getByRole("definition").first()).toHaveText("Phi3ForCausalLM");
      await model.getByRole("button", { name: /^Stop Cell/ }).click();
      await notebook.expectStatus(model, "done");
      await expect(model.getByRole("combobox", { name: "Model" })).toHaveValue("phi3-demo");
      await expect(model.getByRole("progressbar")).toHaveCount(0);
    },
  );

  onOwnPage(
    "in a folder without tokenizer.json says so for both options",
    async ({ notebook, page }, testInfo) => {
      await openChanged(notebook, page, testInfo, (files) => delete files["tokenizer.json"]);
      const model = notebook.cell("Model");
      await notebook.expectStatus(model, "done");
      for (const option of ["Option 1", "Option 2"]) {
        const row = model.getByRole("listitem").filter({ hasText: option });
        await expect(row).toContainText("Not ready");
        await expect(row).toContainText("tokenizer.json");
      }
      await notebook.run(notebook.cell("Inference"));
      await notebook.expectStatus(notebook.cell("Inference"), "failed");
      await expect(notebook.cell("Inference")).toContainText("tokenizer.json");
    },
  );

  onOwnPage(
    "whose ONNX file is damaged, after which the embedded one still runs",
    async ({ notebook, page }, testInfo) => {
      await notebook.openOption(2);
      await openChanged(notebook, page, testInfo, (files) => {
        const onnx = files[onnxPath(files)]!;
        onnx.fill(0xff, 100, 4000);
      });
      await notebook.expectStatus(notebook.cell("Model"), "done");
      await notebook.runAll();
      const inference = notebook.cell("Inference");
      await notebook.expectStatus(inference, "failed");
      await expect(inference).toContainText("The ONNX file is damaged");
      await notebook.cell("Model").getByRole("combobox", { name: "Model" }).selectOption("phi3-demo");
      await notebook.runAllToTheEnd();
    },
  );

  onOwnPage(
    "of one's own is kept over a reload, and can be forgotten",
    async ({ notebook, page }, testInfo) => {
      await openChanged(notebook, page, testInfo, () => undefined);
      const model = notebook.cell("Model");
      await notebook.expectStatus(model, "done");
      await expect(model.getByText("A toy demo model")).toHaveCount(0);
      await notebook.untilSaved();
      await page.reload();
      await expect(model.getByRole("combobox", { name: "Model" }).locator("option:checked")).toHaveText(
        /changed-model/,
      );
      await notebook.runAllToTheEnd();
      await model.getByRole("button", { name: "Forget this model" }).click();
      await expect(model.getByRole("combobox", { name: "Model" })).toHaveValue("phi3-demo");
    },
  );
});

test.describe("an inference input", () => {
  test("that is malformed JSON names the place, and one that breaks the signature what it requires", async ({
    notebook,
  }) => {
    const inference = notebook.cell("Inference");
    await notebook.setInput(inference, '{"messages": [}');
    await notebook.run(inference);
    await notebook.expectStatus(inference, "failed");
    await expect(inference).toContainText("The input is not valid JSON (line 1, column 15)");
    await expect(inference.getByRole("textbox", { name: /^Input JSON/ })).toHaveValue('{"messages": [}');
    await notebook.setInput(inference, '{"prompt": "Hi"}');
    await notebook.run(inference);
    await expect(inference).toContainText("Model is missing inputs ['messages']");
  });

  test("longer than the context says how long it may be; so does an option that the library refuses, in its words", async ({
    notebook,
  }) => {
    await notebook.openOption(2);
    const inference = notebook.cell("Inference");
    await notebook.setInput(inference, JSON.stringify({ prompt: "capital of Spain and ".repeat(800) }));
    await notebook.run(inference);
    await notebook.expectStatus(inference, "failed");
    await expect(inference).toContainText("The prompt is too long");
    await expect(inference).toContainText(/\d+ tokens/);
    await notebook.cell("Wrapper").getByLabel("Value of max_length").fill("100000");
    await notebook.setInput(inference, JSON.stringify({ prompt: "capital of Spain" }));
    await notebook.run(inference);
    await expect(inference).toContainText("onnxruntime-genai rejected a setting");
    await expect(inference).toContainText(
      "max_length (100000) cannot be greater than model context_length (1024)",
    );
    await expect(inference).toContainText("Change the value in the wrapper cell");
  });
});

onOwnPage(
  "a run stops at a field whose text is no number, names it and leads there; a decimal comma is one",
  async ({ notebook, page }) => {
    await notebook.openOption(2);
    const wrapper = notebook.cell("Wrapper");
    const inference = notebook.cell("Inference");
    const notices = page.getByRole("region", { name: "Notifications" });
    const maxLength = wrapper.getByLabel("Value of max_length");
    await maxLength.fill("1,000");
    await expect(wrapper.getByText("Enter a number, such as 300 or 0.7.")).toBeVisible();
    await notebook.run(inference);
    await expect(notices).toContainText("Nothing was run: Value of max_length shows “1,000”");
    await expect(maxLength).toBeFocused();
    await notebook.expectStatus(inference, "idle");
    for (const keys of ["ControlOrMeta+Enter", "Shift+Enter"]) {
      await page.keyboard.press(keys);
      await notebook.expectStatus(wrapper, "idle");
      await expect(maxLength).toBeFocused();
    }
    // Another value from elsewhere is what the field shows.
    await wrapper.focus();
    await maxLength.fill("40");
    await expect(notices).not.toContainText("Nothing was run");
    await wrapper.getByLabel("Value of temperature").fill("0,7");
    await expect(wrapper.getByRole("textbox", { name: /^Python of/ })).toHaveValue(/"temperature": 0\.7/);
    await inference.getByText("Sampling and limits").click();
    const topP = inference.getByLabel("top_p", { exact: true });
    await topP.fill("half");
    await expect(
      inference.getByText("Enter a number from 0 to 1, or leave it empty. Use a point or a comma"),
    ).toBeVisible();
    await notebook.runAll();
    await expect(topP).toBeFocused();
    await expect(notices).toContainText("top_p shows “half”");
    await topP.fill("0,5");
    await notebook.run(inference);
    await notebook.expectStatus(inference, "done");
    await expect(wrapper.getByRole("textbox", { name: /^Python of/ })).toHaveValue(/"top_p": 0\.5/);
  },
);

test("a prompt of a megabyte scrolls in itself, and its message says how long it may be", async ({
  notebook,
  page,
}) => {
  const inference = notebook.cell("Inference");
  await notebook.setInput(
    inference,
    JSON.stringify({ messages: [{ role: "user", content: "word ".repeat(200_000) }] }),
  );
  const input = inference.getByRole("textbox", { name: /^Input JSON/ });
  expect((await input.boundingBox())!.height).toBeLessThan(page.viewportSize()!.height);
  await notebook.run(inference);
  await notebook.expectStatus(inference, "failed");
  await expect(inference).toContainText(/The messages take 20\d{4} tokens/);
});

onOwnPage(
  "the worker dying in mid-generation keeps the text, and the next run starts afresh",
  async ({ notebook, page }) => {
    await notebook.openLongOption2();
    const inference = notebook.cell("Inference");
    await notebook.run(inference);
    await expect(inference.getByRole("region", { name: "Answer so far" })).toContainText(/\d+ tokens/);
    await (
      await inferenceWorker(page)
    ).evaluate(() => {
      setTimeout(() => {
        throw new Error("the power went out");
      });
    });
    await notebook.expectStatus(inference, "failed");
    await expect(inference).toContainText("Inference ended unexpectedly");
    await expect(inference).toContainText("What it had written so far:");
    await notebook.cell("Wrapper").getByRole("button", { name: "Remove min_length" }).click();
    await notebook.cell("Wrapper").getByLabel("Value of max_length").fill("40");
    await notebook.run(inference);
    await notebook.expectStatus(inference, "done");
  },
);
