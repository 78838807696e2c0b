/** What only a browser draws: sizes of controls, and the page on paper. */
import { expectNoViolations } from "./axe.ts";
import { expect, test } from "./test.ts";

test("fields, selects and buttons beside each other have one height and one size of text", async ({
  notebook,
  page,
}) => {
  await expect(notebook.cell("Register").getByLabel("MLflow tracking server")).toBeVisible();
  await expect(notebook.cell("Inference").getByLabel("Runtime")).toBeVisible();
  const looks = await page
    .locator("main :is(input.input, select.input, .button:not(.small))")
    .evaluateAll((controls) =>
      controls
        .filter((control) => control.checkVisibility())
        .map((control) => `${control.clientHeight} px, ${getComputedStyle(control).fontSize}`),
    );
  expect(looks.length).toBeGreaterThan(10);
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
  const server = notebook.cell("Register").getByLabel("MLflow tracking server");
  await expect(server).toHaveCSS("border-top-width", "0px");
  await expect(server).toHaveCSS("padding-left", "0px");
});

test("on paper, code and outputs are there in full, and links with their addresses", async ({
  notebook,
  page,
}) => {
  const lines = Array.from({ length: 200 }, (_, at) => `line ${at}`).join("\n");
  const outputs = [{ output_type: "stream", name: "stdout", text: lines }];
  const code = { cell_type: "code", id: "code", metadata: {}, execution_count: 1, source: lines, outputs };
  const source = "See [MLflow](https://mlflow.org/docs).";
  const text = { cell_type: "markdown", id: "text", metadata: {}, source };
  const json = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [text, code] });
  await notebook
    .documentFile()
    .setInputFiles({ name: "long.ipynb", mimeType: "application/json", buffer: Buffer.from(json) });
  const cell = page.locator("article.code");
  const output = cell.locator(".saved-output");
  await expect(output).toContainText("line 199");
  // As the browser does before it draws the pages.
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect(cell.locator(".printed-code")).toHaveText(lines);
  const isCut = ({ scrollHeight, clientHeight }: Element) => scrollHeight > clientHeight + 1;
  expect(await output.evaluate(isCut)).toBe(false);
  await expect(page.locator("main").getByRole("button")).toHaveCount(0);
  const link = page.getByRole("link", { name: "MLflow" });
  expect(await link.evaluate((element) => getComputedStyle(element, "::after").content)).toContain(
    "https://mlflow.org/docs",
  );
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

test("cells whose views are still to come have the height that they will have", async ({
  notebook,
  page,
}) => {
  /** Of the typed cells' contents, in pixels; those of cells that wait are what stands for their views. */
  const heights = () =>
    page
      .locator("article.cell:not(.markdown) .cell-body")
      .evaluateAll((bodies) => bodies.map((body) => Math.round(body.getBoundingClientRect().height)));
  const waiting = page.locator(".cell-loading");
  await notebook.openOption(2);
  await expect(notebook.cell("Deploy").getByLabel("Target", { exact: true })).toBeVisible();
  await expect(waiting).toHaveCount(0);
  const drawn = await heights();
  // Views never come: what waits for them stays.
  await page.route(/\/assets\/\w+-cell-.*\.js$/, () => undefined);
  await page.reload();
  await expect(waiting).toHaveCount(7);
  expect(await heights()).toEqual(drawn);
  // A first visit knows the usual heights alone.
  await page.addInitScript(() => sessionStorage.clear());
  await page.reload();
  await expect(waiting).toHaveCount(7);
  const off = (await heights()).map((height, at) => Math.abs(height - (drawn[at] ?? 0)));
  expect(Math.max(...off)).toBeLessThan(40);
});

test("a reload in mid-run comes back to the place on the page, and to the steps of undo", async ({
  notebook,
  page,
}) => {
  await notebook.openLongOption2();
  const inference = notebook.cell("Inference");
  await notebook.run(inference);
  await notebook.expectStatus(inference, "running");
  await inference.evaluate((cell) => cell.scrollIntoView({ block: "start" }));
  const top = async () => (await inference.boundingBox())?.y ?? 0;
  const before = await top();
  await page.reload();
  await notebook.expectStatus(inference, "interrupted" as "idle");
  await expect(inference.getByRole("button", { name: "Run", exact: true })).toBeVisible();
  await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThan(3);
  await page.getByRole("toolbar", { name: "Edit" }).getByRole("button", { name: "Undo" }).click();
  await expect(notebook.cell("Wrapper").getByLabel("Value of max_length")).not.toHaveValue("1000");
});

test("the reading view leaves texts and outputs, and a long output scrolls in itself until it is opened", async ({
  notebook,
  page,
}) => {
  await notebook.runAllToTheEnd();
  await expect(notebook.cell("Artifact").locator(".cell-head")).toContainText(/\d+ files, \d/);
  await expect(notebook.cell("Inference").locator(".cell-head")).toContainText(/\d+ tokens, \d/);
  const signature = notebook.cell("Signature");
  await signature.getByRole("tab", { name: "MLmodel" }).click();
  const box = signature.getByRole("region", { name: /MLmodel$/ });
  const height = async () => (await box.boundingBox())?.height ?? 0;
  const cut = await height();
  expect(cut).toBeLessThan(500);
  await signature.getByRole("button", { name: /^Show all: / }).click();
  expect(await height()).toBeGreaterThan(cut);

  const reading = page.getByRole("button", { name: "Reading view: hide forms and code" });
  await reading.click();
  await expect(reading).toHaveAttribute("aria-pressed", "true");
  await expect(notebook.cells().first().getByRole("heading").first()).toBeVisible();
  await expect(notebook.cell("Wrapper")).toBeHidden();
  await expect(page.getByRole("combobox", { name: "Model" })).toBeHidden();
  await expect(page.getByRole("textbox", { name: /^Next message/ })).toBeHidden();
  await expect(notebook.cell("Inference").getByRole("tabpanel", { name: "Answer" })).toContainText("Madrid");
  await expectNoViolations(page);
  await reading.click();
  await expect(notebook.cell("Wrapper")).toBeVisible();
});
