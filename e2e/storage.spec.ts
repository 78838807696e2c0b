import { readFile } from "node:fs/promises";
import { deflateRawSync } from "node:zlib";
import { expect, test } from "./test.ts";

test.use({ editor: "plain" });

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
  await expect(problem.getByRole("alert")).toContainText("your work is in this tab only");
  // It lies over the page: the cells stand where they stand without it, and it takes no focus.
  const placeOfCells = async () => (await page.getByRole("article").first().boundingBox())?.y;
  const withAlert = await placeOfCells();
  await expect(page.getByRole("article").first()).toBeFocused();
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

test("a tab learns of another's save before it is edited; what both edited is kept", async ({
  notebook,
  page,
  context,
}) => {
  const name = notebook.cell("Wrapper").getByLabel("Artifact name");
  const other = await context.newPage();
  await other.goto("/");
  const otherName = other.getByRole("article", { name: /: Wrapper$/ }).getByLabel("Artifact name");
  await expect(otherName).toBeVisible();
  await name.fill("first");
  await expect(page.getByText("Saved in this browser")).toBeVisible();
  const notices = other.getByRole("region", { name: "Notifications" });
  await expect(notices.getByText("Another tab has changed this notebook.")).toHaveCount(1);
  await notices.getByRole("button", { name: "Load that version" }).click();
  await expect(otherName).toHaveValue("first");

  await otherName.fill("second");
  const here = page.getByRole("region", { name: "Notifications" });
  await expect(here).toContainText("Another tab has changed this notebook.");
  await name.fill("third");
  await expect(page.getByRole("button", { name: "Not saved" })).toBeVisible();
  await here.getByRole("button", { name: "Continue with a copy" }).click();
  await expect(page.getByText("Saved in this browser")).toBeVisible();
  await page.reload();
  await expect(name).toHaveValue("third");
  await expect(otherName).toHaveValue("second");
});

test("a cell may be called constructor: the link that names one so opens, and the page opens after it", async ({
  page,
}) => {
  const cells = [
    { id: "constructor", type: "inference", input: "Hi" },
    { id: "__proto__", type: "signature" },
    { id: "w", type: "markdown", source: "Read me" },
  ];
  const json = JSON.stringify({ format: 1, id: "x", title: "Odd", cells });
  const deflated = deflateRawSync(Buffer.from(json)).toString("base64url");
  await page.goto(`/#share=${deflated}`);
  await page.getByRole("button", { name: "Open it" }).click();
  await expect(page.getByText("Read me")).toBeVisible();
  await expect(page.getByText("Saved in this browser")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Read me")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a notebook that ends the page is not opened by itself; it is saved as a file, and the rest of the page is there", async ({
  page,
  notebook,
}) => {
  const title = "Option 1: Transformers pipeline";
  await notebook.cell("Wrapper").getByLabel("Artifact name").fill("mine");
  await expect(page.getByText("Saved in this browser")).toBeVisible();
  // As a tab that hung while it showed the notebook, and was closed, leaves it.
  await page.evaluate(() => localStorage.setItem("showing gone", "option1-transformers"));
  await page.reload();
  const problem = page.getByRole("region", { name: "The notebook is not shown" });
  await expect(problem).toContainText(`“${title}” is not shown`);
  await expect(page.getByRole("article")).toHaveCount(0);
  const download = page.waitForEvent("download");
  await problem.getByRole("button", { name: "Save it as a file" }).click();
  expect(await readFile(await (await download).path(), "utf8")).toContain("mine");
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Status" }).click();
  await expect(page.getByRole("dialog", { name: "Status" })).toBeVisible();
  await page.keyboard.press("Escape");
  await notebook.openDocument("Option 2: Custom Python wrapper");
  await expect(notebook.cell("Wrapper")).toBeVisible();
  await expect(problem).toBeHidden();
  await notebook.openDocument(title);
  await expect(notebook.cell("Wrapper").getByLabel("Artifact name")).toHaveValue("mine");
});
