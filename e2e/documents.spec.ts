import { expect, test } from "./test.ts";

test.use({ editor: "plain" });

test("notebooks are made, renamed, duplicated and listed, and a reload opens the last one", async ({
  notebook,
  page,
}) => {
  await notebook.newDocument("Empty");
  await expect(page.getByText("The notebook is empty.")).toBeVisible();
  await notebook.document("Rename…");
  const dialog = page.getByRole("dialog", { name: "Rename this notebook" });
  await dialog.getByLabel("Title").fill("My experiment");
  await dialog.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("button", { name: "Notebooks: My experiment" })).toBeFocused();
  await notebook.add("Text", 0);
  await expect(page.getByRole("textbox", { name: "Markdown of Cell 1: Text" })).toBeFocused();
  await page.keyboard.type("Mine");
  await page.keyboard.press("Escape");
  await notebook.document("Duplicate");
  await expect(page.getByRole("button", { name: "Notebooks: My experiment, copy" })).toBeVisible();
  await expect(page.getByText("Mine")).toBeVisible();

  expect(await notebook.documents()).toEqual([
    "Option 1: Transformers pipeline",
    "Option 2: Custom Python wrapper",
    "My experiment",
    "My experiment, copy",
  ]);
  await notebook.openDocument("My experiment");
  await expect(page.getByRole("button", { name: "Notebooks: My experiment", exact: true })).toBeVisible();
  await notebook.saveNow();
  await page.reload();
  await expect(page.getByRole("button", { name: "Notebooks: My experiment", exact: true })).toBeVisible();
  await expect(page.getByText("Mine")).toBeVisible();
});

test("a deleted notebook comes back by Undo", async ({ notebook, page }) => {
  await notebook.newDocument("Empty");
  await notebook.add("Text", 0);
  await expect(page.getByRole("textbox", { name: "Markdown of Cell 1: Text" })).toBeFocused();
  await page.keyboard.type("Kept");
  await page.keyboard.press("Escape");
  await notebook.document("Delete");
  await expect(page.getByText("Kept")).toHaveCount(0);
  expect(await notebook.documents()).not.toContain("Untitled");
  const notices = page.getByRole("region", { name: "Notifications" });
  await expect(notices).toContainText("Deleted “Untitled”.");
  await notices.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Kept")).toBeVisible();
  expect(await notebook.documents()).toContain("Untitled");
});

test("the shipped template is opened beside my version of it", async ({ notebook, page }) => {
  const shipped = await notebook.types();
  await notebook.choose(notebook.cells().first(), "Delete");
  await notebook.newDocument("Option 1: Transformers pipeline, as shipped");
  await expect.poll(() => notebook.types()).toEqual(shipped);
  await page.getByRole("button", { name: "More" }).click();
  await expect(page.getByRole("menuitem", { name: "Reset to template" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await notebook.openOption(1);
  await expect.poll(() => notebook.types()).toEqual(shipped.slice(1));
});
