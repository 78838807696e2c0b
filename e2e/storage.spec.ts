import { expect, test } from "./test.ts";

test("without storage the page works, and says that nothing is kept", async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The user denied permission.", "SecurityError");
    };
  });
  await page.goto("/");
  await expect(page.getByRole("article").first()).toBeVisible();
  // The alert moves the cells down when it comes, so that a click just then would miss.
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("your work lives in this tab only");
  await expect(page.getByText("Not saved")).toBeVisible();
  await page.getByRole("button", { name: "Run Cell 3: Model" }).click();
  await expect(page.getByRole("article", { name: /: Model$/ })).toHaveAttribute("data-status", "done");
});

test("two tabs do not overwrite each other unasked", async ({ notebook, page, context }) => {
  await notebook.choose(notebook.cells().first(), "Delete");
  await page.waitForTimeout(600);
  const other = await context.newPage();
  await other.goto("/");
  await other.getByRole("article").first().focus();
  await other.keyboard.press("d");
  await other.keyboard.press("d");
  await other.waitForTimeout(600);
  await notebook.cell("Wrapper").getByLabel("Artifact name").fill("mine");
  const notices = page.getByRole("region", { name: "Notifications" });
  await expect(notices).toContainText("Another tab has changed this notebook.");
  await notices.getByRole("button", { name: "Keep this one" }).click();
  await expect(page.getByText("Saved in this browser")).toBeVisible();
  await page.reload();
  await expect(notebook.cell("Wrapper").getByLabel("Artifact name")).toHaveValue("mine");
});
