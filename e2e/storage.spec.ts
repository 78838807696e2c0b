import { NotebookPage } from "./notebook-page.ts";
import { expect, test } from "./test.ts";

test("without storage the page works, and says that nothing is kept", async ({ page }) => {
  await page.clock.install();
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The user denied permission.", "SecurityError");
    };
  });
  await page.goto("/");
  await expect(page.getByRole("article").first()).toBeVisible();
  const problem = page.getByRole("dialog", { name: "Not saved" });
  await expect(problem.getByRole("alert")).toContainText("your work lives in this tab only");
  // It lies over the page: the cells stand where they stand without it, and the focus is left where it was.
  const placeOfCells = async () => (await page.getByRole("article").first().boundingBox())?.y;
  const withAlert = await placeOfCells();
  await expect(page.locator("body")).toBeFocused();
  await problem.getByRole("button", { name: "Close" }).click();
  await expect(problem).toBeHidden();
  expect(await placeOfCells()).toBe(withAlert);
  // An edit that is not saved either does not ask for attention again; the reason is there on demand.
  await page.getByLabel("Artifact name").fill("mine");
  await page.clock.runFor(1000);
  await expect(problem).toBeHidden();
  await page.getByRole("button", { name: "Not saved" }).click();
  await expect(problem).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Run Cell 3: Model" }).click();
  await expect(page.getByRole("article", { name: /: Model$/ })).toHaveAttribute("data-status", "done");
});

test("two tabs do not overwrite each other unasked", async ({ notebook, page, context }) => {
  await notebook.choose(notebook.cells().first(), "Delete");
  await notebook.untilSaved();
  const other = new NotebookPage(await context.newPage());
  await other.open();
  await other.cells().first().focus();
  await other.page.keyboard.press("d");
  await other.page.keyboard.press("d");
  await other.untilSaved();
  await notebook.cell("Wrapper").getByLabel("Artifact name").fill("mine");
  const notices = page.getByRole("region", { name: "Notifications" });
  await expect(notices).toContainText("Another tab has changed this notebook.");
  await notices.getByRole("button", { name: "Keep this one" }).click();
  await expect(page.getByText("Saved in this browser")).toBeVisible();
  await page.reload();
  await expect(notebook.cell("Wrapper").getByLabel("Artifact name")).toHaveValue("mine");
});
