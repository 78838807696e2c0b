/** A model travels as one file, by itself or with its notebook, and by a link; what comes in is checked, and runs when asked. */
import { readFile, writeFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import JSZip from "jszip";
import { type BundleFiles, demoFiles, writeFolder, zipOf } from "./bundle-files.ts";
import { HubServer } from "./hub-server.ts";
import { portOf, startPlainServer } from "./plain-server.ts";
import { NotebookPage } from "./notebook-page.ts";
import { expect, test } from "./test.ts";

test.use({ editor: "plain" });

const PROMPT = { prompt: "<|user|>\nWhat is the capital of Spain?<|end|>\n<|assistant|>\n" };

const hub = new HubServer({});
test.beforeAll(() => hub.start());
test.afterAll(() => hub.stop());
test.beforeEach(() => hub.reset());

test("a notebook is saved with its model as one file, and another browser opens it, runs nothing, and gives the same answer", async ({
  notebook,
  page,
  browser,
}, testInfo) => {
  await openOwnModel(notebook, testInfo);
  await notebook.openOption(2);
  await useOwnModel(notebook);
  await notebook.runAllToTheEnd();
  const answer = await notebook.predict(notebook.cell("Inference"), PROMPT);
  const file = await saveWithModel(notebook, testInfo.outputPath("mine.phi3bundle.zip"));
  const zip = await JSZip.loadAsync(await readFile(file), { checkCRC32: true });
  expect(Object.keys(zip.files).filter((path) => !path.startsWith("model/"))).toEqual([
    "bundle.json",
    "notebook.ipynb",
    "wrapper.py",
  ]);

  const other = new NotebookPage(await (await browser.newContext()).newPage());
  await other.open(page.url());
  await other.documentFile().setInputFiles(file);
  await expect(notices(other.page)).toContainText("with its model my-phi. Nothing was run.");
  await expect(chosenModel(other)).toHaveText("my-phi");
  // Outputs that need no model came with the notebook.
  await other.expectStatus(other.cell("Model"), "idle");
  await other.expectStatus(other.cell("Artifact"), "idle");
  await expect(kept(other)).toContainText("my-phi");
  await other.runAllToTheEnd();
  expect(await other.predict(other.cell("Inference"), PROMPT)).toEqual(answer);
  await other.page.context().close();
});

test("a bundle file that was damaged on its way is refused with the file that is wrong, and nothing of it is kept", async ({
  notebook,
}, testInfo) => {
  await openOwnModel(notebook, testInfo);
  const file = await saveWithModel(notebook, testInfo.outputPath("mine.phi3bundle.zip"));
  const bytes = await readFile(file);
  bytes[8_000_000]! ^= 1;
  await writeFile(file, bytes);
  await notebook.page.evaluate(async () => {
    // The model that is open already would be taken instead.
    for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name ?? "");
  });
  await notebook.page.reload();
  await notebook.documentFile().setInputFiles(file);
  await expect(notebook.cell("Model").getByRole("alert")).toContainText(
    "is not the file that its list promises: its sha256 should be",
  );
  await expect(kept(notebook)).toHaveCount(0);
});

test("a link names a bundle: its server is asked after consent, and the notebook opens ready to run", async ({
  notebook,
  page,
}, testInfo) => {
  await openOwnModel(notebook, testInfo);
  await notebook.openOption(2);
  await useOwnModel(notebook);
  const file = await saveWithModel(notebook, testInfo.outputPath("mine.phi3bundle.zip"));
  hub.files["mine.phi3bundle.zip"] = await readFile(file);
  await notebook.document("Share…");
  const share = page.getByRole("dialog", { name: "Share" });
  await expect(share).toContainText("my-phi has no address that others can load");
  await share.getByText("Share with the model").click();
  // The server sends whoever asks on to another host.
  await share.getByLabel("Address of the bundle").fill(`${hub.url}/moved/mine.phi3bundle.zip`);
  const link = await share.getByLabel("Link to the bundle", { exact: true }).inputValue();

  const other = new NotebookPage(await (await page.context().browser()!.newContext()).newPage());
  await other.page.goto(link);
  const host = new URL(hub.url).host;
  const dialog = other.page.getByRole("dialog", { name: `Open a bundle from ${host}?` });
  await expect(dialog).toContainText("Nothing has been requested yet.");
  expect(hub.requests).toEqual([]);
  await dialog.getByRole("button", { name: `Ask ${host}` }).click();
  await expect(dialog).toContainText("13 MB in 8 files");
  await expect(dialog).toContainText("It contains a model and a notebook.");
  await expect(dialog.getByRole("list", { name: "Will it run here?" })).toContainText("room for it");
  await dialog.getByRole("button", { name: `Download 13 MB from ${host}` }).click();
  await expect(notices(other.page)).toContainText("with its model my-phi. Nothing was run.");
  await expect(other.page).toHaveURL(/\/$/);
  await other.expectStatus(other.cell("Model"), "idle");
  await other.runAllToTheEnd();
  await other.page.context().close();
});

test("a kept model is exported to one file, deleted, and imported again from it", async ({
  notebook,
  page,
}, testInfo) => {
  await downloadOwn(notebook);
  const row = await openKept(notebook);
  const downloading = page.waitForEvent("download");
  await row.getByRole("button", { name: "Export" }).click();
  const file = testInfo.outputPath("Own.phi3bundle.zip");
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("Own.phi3bundle.zip");
  await download.saveAs(file);
  await row.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(kept(notebook)).toHaveCount(0);
  hub.files = {};
  await notebook.cell("Model").getByLabel("Model zip").setInputFiles(file);
  await expect(notices(page)).toContainText("Own is checked, and kept in this browser.");
  await notebook.expectStatus(notebook.cell("Model"), "done");
  await expect(chosenModel(notebook)).toHaveText("Own");
  const again = await openKept(notebook);
  await again.getByRole("button", { name: "Check" }).click();
  await expect(notices(page)).toContainText("Own is complete");
});

test("where room is short, the model that was not used for longest can be deleted on the spot", async ({
  notebook,
  page,
}) => {
  // Chromium tells pages of 10 GiB, whatever there is.
  const server = await startPlainServer(process.env["E2E_DIST"] ?? "dist", {
    prelude: `const told = StorageManager.prototype.estimate;
     StorageManager.prototype.estimate = async function () { return { quota: 20e6, usage: (await told.call(this)).usage }; };\n`,
  });
  await page.goto(`http://localhost:${portOf(server)}/`);
  await downloadOwn(notebook);
  hub.files["README.md"] = Buffer.from("Another model.\n");
  const dialog = await lookUpList(notebook, "other");
  await expect(dialog).toContainText("are needed, but this browser has room for");
  await dialog.getByRole("button", { name: "Delete Own" }).click();
  await expect(dialog).toContainText("This browser has room for it");
  await dialog.getByRole("button", { name: /^Download 13 MB/ }).click();
  await expect(notices(page)).toContainText("Other is downloaded, checked, and kept");
  server.close();
});

test("a download keeps to its speed limit and its number of connections, and remembers both", async ({
  notebook,
  page,
}) => {
  hub.files = await demoFiles(page);
  // The system's own buffers would take a whole file at once.
  hub.faults.bytesPerSecond = 4e6;
  const dialog = await lookUpList(notebook, "own");
  await dialog.getByText("Speed and connections").click();
  await dialog.getByLabel("Speed limit").selectOption("2 MB/s");
  await dialog.getByLabel("Connections at once").selectOption("2");
  const startMs = Date.now();
  await dialog.getByRole("button", { name: /^Download 13 MB/ }).click();
  await expect(notices(page)).toContainText("Own is downloaded, checked, and kept");
  expect((Date.now() - startMs) / 1000).toBeGreaterThan(hub.totalBytes / 2e6 - 1);
  expect(hub.mostConnections).toBe(2);
  await page.reload();
  const again = await lookUpList(notebook, "other");
  await again.getByText("Speed and connections").click();
  await expect(again.getByLabel("Speed limit")).toHaveValue("2000000");
  await expect(again.getByLabel("Connections at once")).toHaveValue("2");
});

test("a zip that is picked is read where it lies, after a reload too, and not taken once it was changed", async ({
  notebook,
  page,
}) => {
  const files = await demoFiles(page);
  files["README.md"] = Buffer.from("# My model\n");
  await writeToDisk(page, "my-phi.zip", await zipOf(files));
  // The browser's own dialog, where the person picks that file.
  await page.evaluate(() => {
    const pick = async () => [await (await navigator.storage.getDirectory()).getFileHandle("my-phi.zip")];
    Object.assign(globalThis, { showOpenFilePicker: pick });
  });
  const model = notebook.cell("Model");
  await model.getByRole("button", { name: "Open zip" }).click();
  await notebook.expectStatus(model, "done");
  await expect(chosenModel(notebook)).toHaveText("my-phi");

  await notebook.saveNow();
  await notebook.reload();
  await notebook.run(model);
  await notebook.expectStatus(model, "done");
  await expect(model).toContainText("My model");

  await writeToDisk(page, "my-phi.zip", Buffer.from("another file"));
  await notebook.reload();
  await notebook.run(model);
  await notebook.expectStatus(model, "failed");
  await expect(model).toContainText("my-phi.zip was changed after it was opened.");
});

/** A file of the browser's own disk, which gives handles as a picker does. */
async function writeToDisk(page: Page, name: string, bytes: Buffer): Promise<void> {
  await page.evaluate(
    async ([fileName, base64]) => {
      const root = await navigator.storage.getDirectory();
      const file = await (await root.getFileHandle(fileName, { create: true })).createWritable();
      await file.write(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
      await file.close();
    },
    [name, bytes.toString("base64")] as const,
  );
}

/** The demo model with a card of its own, so that it is not the embedded one, opened from a folder. */
async function openOwnModel(
  notebook: NotebookPage,
  testInfo: Parameters<typeof writeFolder>[0],
): Promise<void> {
  const files: BundleFiles = await demoFiles(notebook.page);
  files["README.md"] = Buffer.from("# My model\n");
  const folder = await writeFolder(testInfo, "my-phi", files);
  await notebook.cell("Model").getByLabel("Model folder").setInputFiles(folder);
  await notebook.expectStatus(notebook.cell("Model"), "done");
}

async function useOwnModel(notebook: NotebookPage): Promise<void> {
  await notebook.cell("Model").getByRole("combobox", { name: "Model" }).selectOption({ label: "my-phi" });
}

async function saveWithModel(notebook: NotebookPage, path: string): Promise<string> {
  await notebook.document("Save with its model…");
  const dialog = notebook.page.getByRole("dialog", { name: "Save this notebook with its model" });
  await expect(dialog).toContainText("the model my-phi, each with its SHA-256");
  const downloading = notebook.page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Create file" }).click();
  await (await downloading).saveAs(path);
  await expect(dialog).toHaveCount(0);
  return path;
}

async function lookUpList(notebook: NotebookPage, list: string): Promise<Locator> {
  // Text cells come a moment later, and move what a click would hit.
  await expect(notebook.cells().first().getByRole("heading").first()).toBeVisible();
  await notebook.cell("Model").getByRole("button", { name: "Download…" }).click();
  const dialog = notebook.page.getByRole("dialog", { name: "Download a model" });
  await dialog.getByLabel("Model", { exact: true }).selectOption("list");
  await dialog.getByLabel("Address").fill(`${hub.url}/list/${list}/`);
  await dialog.getByRole("button", { name: "Next" }).click();
  await expect(dialog.getByRole("list", { name: "Will it run here?" })).toBeVisible();
  return dialog;
}

async function downloadOwn(notebook: NotebookPage): Promise<void> {
  hub.files = await demoFiles(notebook.page);
  hub.files["README.md"] = Buffer.from("# My model\n");
  await (await lookUpList(notebook, "own")).getByRole("button", { name: /^Download 13 MB/ }).click();
  await notebook.expectStatus(notebook.cell("Model"), "done");
}

function kept(notebook: NotebookPage): Locator {
  return notebook.cell("Model").locator("details").filter({ hasText: "Kept models" });
}

async function openKept(notebook: NotebookPage): Promise<Locator> {
  await kept(notebook).getByText("Kept models").click();
  return kept(notebook).getByRole("listitem", { name: "Own" });
}

function chosenModel(notebook: NotebookPage): Locator {
  return notebook.cell("Model").getByRole("combobox", { name: "Model" }).locator("option:checked");
}

function notices(page: Page): Locator {
  return page.getByRole("region", { name: "Notifications" });
}
