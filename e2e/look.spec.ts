/** What only a browser draws: sizes of controls, and the page on paper. */
import { expect, test } from "./test.ts";

test("fields, selects and buttons beside each other have one height and one size of text", async ({
  notebook,
}) => {
  await notebook.add("Register", await notebook.cells().count());
  const register = notebook.cell("Register");
  await expect(register.getByLabel("MLflow tracking server")).toBeVisible();
  const looks = await register
    .locator("input.input, select.input, .button:not(.small)")
    .evaluateAll((controls) =>
      controls
        .filter((control) => control.checkVisibility())
        .map((control) => `${control.clientHeight} px, ${getComputedStyle(control).fontSize}`),
    );
  expect(looks.length).toBeGreaterThan(3);
  expect([...new Set(looks)]).toHaveLength(1);
});

test("on paper stand the cells, without the controls around them", async ({ notebook, page }) => {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(page.getByRole("button", { name: /^Actions for/ }).first()).toBeHidden();
  await expect(notebook.cells().first().getByRole("heading").first()).toBeVisible();
  await expect(notebook.cell("Signature").getByRole("heading").first()).toBeVisible();
  const paper = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect(paper).toBe("rgb(255, 255, 255)");
});

test("the menu leads to the user's guide, with its pictures", async ({ notebook, page }) => {
  await expect(notebook.cells().first()).toBeVisible();
  await page.getByRole("button", { name: "More", exact: true }).click();
  const opened = page.waitForEvent("popup");
  await page.getByRole("menuitem", { name: "User's guide" }).click();
  const guide = await opened;
  await expect(guide.getByRole("heading", { name: "User's guide" })).toBeVisible();
  await guide.getByRole("link", { name: "Keys", exact: true }).click();
  await expect(guide.getByRole("heading", { name: "Keys" })).toBeInViewport();
  const widths = () => [...document.images].map(({ naturalWidth }) => naturalWidth > 0);
  await expect.poll(() => guide.evaluate(widths)).toEqual([true, true]);
});
