/** The outline, collapsed cells and folded sections, by mouse and by keyboard. */
import { expectNoViolations } from "./axe.ts";
import { expect, test } from "./shared-page.ts";

test("the outline lists headings and cells, goes to one, and says what is stale", async ({
  notebook,
  page,
}) => {
  await notebook.runAllToTheEnd();
  await notebook.cell("Wrapper").getByLabel("max_length").fill("60");
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: /^Outline/ }).click();
  const outline = page.getByRole("navigation", { name: "Outline" });
  const artifact = outline.getByRole("button", { name: /: Artifact/ });
  await expect(artifact).toContainText("Stale. The wrapper above changed.");
  await expect(outline.getByRole("button", { name: /: Model$/ })).toHaveText(/Model$/);
  await artifact.click();
  await expect(notebook.cell("Artifact")).toBeFocused();
  await expect(notebook.cell("Artifact")).toBeInViewport();
  await expect(artifact).toHaveAttribute("aria-current", "true");
  const title = await notebook.cells().first().getByRole("heading", { level: 1 }).innerText();
  await outline.getByRole("button", { name: title }).press("Enter");
  await expect(notebook.cells().first()).toBeFocused();
  await expectNoViolations(page);

  await page.keyboard.press("a");
  await page.keyboard.press("Enter");
  await page.keyboard.type("text\n\n## A *new* heading");
  await expect(outline.getByRole("button", { name: "A new heading" })).toBeVisible();
  await outline.getByRole("button", { name: "A new heading" }).press("Escape");
  await expect(outline).toHaveCount(0);
});

test("cells collapse and open by keys and by mouse, stay so over a reload, and run all the same", async ({
  notebook,
  page,
}) => {
  const signature = notebook.cell("Signature");
  const text = notebook.cells().first();
  const line = (await text.innerText()).split("\n")[0] ?? "";
  await text.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(text.getByRole("button", { name: "Expand Cell 1: Text" })).toHaveAttribute(
    "aria-expanded",
    "false",
  );
  await expect(text.getByRole("heading")).toHaveCount(0);
  await expect(text).toContainText(line);
  await signature.getByRole("button", { name: /^Collapse/ }).click();
  await notebook.runAllToTheEnd();
  await expect(signature.getByRole("tab")).toHaveCount(0);
  await expect(signature).toContainText(/Done in/);
  await expectNoViolations(page);
  await notebook.saveNow();
  await page.reload();
  await expect(signature.getByRole("button", { name: /^Expand/ })).toBeVisible();

  await page.keyboard.press("ControlOrMeta+Shift+p");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await page.keyboard.type("expand all cells");
  await page.keyboard.press("Enter");
  await expect(text.getByRole("heading").first()).toBeVisible();
  await expect(signature.getByRole("tab").first()).toBeVisible();
  await text.focus();
  await page.keyboard.press("z");
  await expect(text.getByRole("heading")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(text.getByRole("textbox")).toBeFocused();
});

test("a heading's section folds by mouse and by keys, stays so over a reload, and opens for what is in it", async ({
  notebook,
  page,
}) => {
  const heading = notebook.cells().first();
  const title = await heading.getByRole("heading", { level: 1 }).innerText();
  const shown = await notebook.cells().filter({ visible: true }).count();
  await heading.hover();
  await heading.getByRole("button", { name: `Fold the section “${title}”` }).click();
  await expect(notebook.cells().filter({ visible: true })).toHaveCount(1);
  await expect(heading).toContainText(`${shown - 1} cells hidden`);
  await expectNoViolations(page);
  await notebook.saveNow();
  await page.reload();
  await heading.getByRole("button", { name: `${shown - 1} cells hidden` }).click();
  await expect(heading).toBeFocused();
  await expect(notebook.cells().filter({ visible: true })).toHaveCount(shown);

  const section = notebook
    .cells()
    .filter({ has: page.getByRole("heading", { name: "Run it as an MLflow model" }) });
  await notebook.cell("Inference").focus();
  await page.keyboard.press("Shift+ArrowLeft");
  await expect(section).toBeFocused();
  await expect(notebook.cells().filter({ visible: true })).toHaveCount(shown - 2);
  await page.keyboard.press("ArrowDown");
  await expect(
    notebook.cells().filter({ has: page.getByRole("heading", { name: "Register the model" }) }),
  ).toBeFocused();
  await page.keyboard.press("ControlOrMeta+Shift+k");
  await page
    .getByRole("navigation", { name: "Outline" })
    .getByRole("button", { name: /: Signature$/ })
    .click();
  await expect(notebook.cell("Signature")).toBeFocused();
  await expect(notebook.cells().filter({ visible: true })).toHaveCount(shown);
});
