/** Where models stay between visits: a folder of this machine, and a browser without a file system of its own. */
import type { Locator, Page } from "@playwright/test";
import { expectNoViolations } from "./axe.ts";
import { demoFiles } from "./bundle-files.ts";
import { HubServer } from "./hub-server.ts";
import { portOf, startPlainServer } from "./plain-server.ts";
import type { NotebookPage } from "./notebook-page.ts";
import { expect, test } from "./test.ts";

test.use({ editor: "plain" });

test("a folder is read where it lies: after a restart one button allows it again, and what changed in it is named", async ({
  notebook,
  page,
}) => {
  await makeFolder(page);
  await page.addInitScript(pickFolder);
  await notebook.reload();
  const model = notebook.cell("Model");
  await model.getByRole("button", { name: "Open folder…" }).click();
  await notebook.expectStatus(model, "done");
  await expect(chosenModel(notebook)).toHaveText("my-phi");

  await notebook.saveNow();
  await page.evaluate(() => sessionStorage.setItem("permission", "prompt"));
  await notebook.reload();
  await expect(model).toContainText(
    "This model is read from my-phi. The browser needs your permission again.",
  );
  await notebook.run(model);
  await notebook.expectStatus(model, "failed");
  await expect(model).toContainText("may not be read until you allow it again");
  await expectNoViolations(page);
  await model.getByRole("button", { name: "Allow reading my-phi" }).click();
  await expect(model.getByRole("button", { name: "Allow reading my-phi" })).toHaveCount(0);
  await notebook.runAllToTheEnd();

  await page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("my-phi");
    await folder.removeEntry("tokenizer.json");
    const file = await (await folder.getFileHandle("config.json")).createWritable();
    await file.write("{}");
    await file.close();
  });
  await notebook.reload();
  await notebook.run(model);
  await notebook.expectStatus(model, "failed");
  await expect(model).toContainText(
    "The folder my-phi is not as it was when it was opened: config.json was changed, tokenizer.json is gone.",
  );
});

test("a browser without a file system of its own keeps downloads in the Cache API, over visits too", async ({
  notebook,
  page,
}) => {
  const hub = new HubServer(await demoFiles(page));
  await hub.start();
  const server = await startPlainServer(process.env["E2E_DIST"] ?? "dist", {
    prelude:
      'StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException("None.", "SecurityError"));\n',
  });
  await page.goto(`http://localhost:${portOf(server)}/`);
  await expect(notebook.cells().first().getByRole("heading").first()).toBeVisible();
  await notebook.cell("Model").getByRole("button", { name: "Download…" }).click();
  const dialog = page.getByRole("dialog", { name: "Download a model" });
  await dialog.getByLabel("Model", { exact: true }).selectOption("list");
  await dialog.getByLabel("Address").fill(`${hub.url}/list/own/`);
  await dialog.getByRole("button", { name: "Next" }).click();
  await dialog.getByRole("button", { name: /^Download 13 MB/ }).click();
  await notebook.expectStatus(notebook.cell("Model"), "done");
  expect(await page.evaluate(() => caches.keys())).toEqual([
    expect.stringMatching(/^phi3-mlflow-notebook-model download-/),
  ]);
  hub.stop();
  await notebook.saveNow();
  await notebook.reload();
  await expect(chosenModel(notebook)).toHaveText("Own");
  await notebook.openOption(2);
  await notebook.cell("Model").getByRole("combobox", { name: "Model" }).selectOption({ label: "Own" });
  await notebook.runAllToTheEnd();
  const kept = notebook.cell("Model").locator("details").filter({ hasText: "Kept models" });
  await kept.getByText("Kept models").click();
  await kept.getByRole("button", { name: "Check" }).click();
  await expect(page.getByRole("region", { name: "Notifications" })).toContainText("Own is complete");
  await kept.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(kept).toHaveCount(0);
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
  server.close();
});

/** The demo model in a folder that a handle can name; a browser under test has no other. */
async function makeFolder(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const base = new URL("models/phi3-demo/", document.baseURI);
    const { files } = (await (await fetch(new URL("bundle.json", base))).json()) as {
      files: readonly { path: string }[];
    };
    const root = await (
      await navigator.storage.getDirectory()
    ).getDirectoryHandle("my-phi", { create: true });
    for (const { path } of files) {
      const folders = path.split("/");
      const name = folders.pop() ?? "";
      let folder = root;
      for (const each of folders) folder = await folder.getDirectoryHandle(each, { create: true });
      const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await file.write(await (await fetch(new URL(path, base))).blob());
      await file.close();
    }
  });
}

/** The picker gives that folder; and leave to read it is lost when a test says so, as it is with a browser's restart. */
function pickFolder(): void {
  const prototype = FileSystemHandle.prototype as FileSystemHandle & Record<string, unknown>;
  prototype["queryPermission"] = async () => sessionStorage.getItem("permission") ?? "granted";
  prototype["requestPermission"] = async () => {
    if (!navigator.userActivation.isActive) throw new DOMException("No click.", "SecurityError");
    sessionStorage.setItem("permission", "granted");
    return "granted";
  };
  Object.assign(window, {
    showDirectoryPicker: async () => (await navigator.storage.getDirectory()).getDirectoryHandle("my-phi"),
  });
}

function chosenModel(notebook: NotebookPage): Locator {
  return notebook.cell("Model").getByRole("combobox", { name: "Model" }).locator("option:checked");
}
