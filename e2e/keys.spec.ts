/** Where keys lead: into a cell and back to it, through dialogs and other notebooks, and never to nowhere. */
import type { Locator } from "@playwright/test";
import type { NotebookPage } from "./notebook-page.ts";
import { expect, test } from "./shared-page.ts";
import { test as onOwnPage } from "./test.ts";

/** Adds texts at the top, by keys. */
async function addTexts(notebook: NotebookPage, texts: readonly string[]): Promise<void> {
  const { keyboard } = notebook.page;
  await notebook.cells().first().focus();
  for (const text of texts.toReversed()) {
    await keyboard.press("a");
    await keyboard.press("Enter");
    await keyboard.type(text);
    await keyboard.press("Escape");
    await expect(notebook.cells().first()).toBeFocused();
  }
}

onOwnPage(
  "Enter goes to the field that a cell is about, and Escape back, past a tooltip too",
  async ({ notebook, page }) => {
    const { keyboard } = page;
    await addTexts(notebook, ["print(1)"]);
    await keyboard.press("y");
    const code = notebook.cells().first();
    await expect(code).toBeFocused();
    const fields: readonly [Locator, Locator][] = [
      // Monaco may take the plain field's place meanwhile, and its focus.
      [code, code.getByRole("textbox").and(page.locator(":focus"))],
      [notebook.cell("Model"), notebook.cell("Model").getByRole("combobox", { name: "Model" })],
      [notebook.cell("Wrapper"), notebook.cell("Wrapper").getByRole("combobox", { name: "Written for" })],
      [
        notebook.cell("Inference"),
        notebook.cell("Inference").getByRole("textbox", { name: /^Next message/ }),
      ],
    ];
    for (const [cell, field] of fields) {
      await cell.focus();
      await keyboard.press("Enter");
      await expect(field).toBeFocused();
      await keyboard.press("Escape");
      await expect(cell).toBeFocused();
    }
    await notebook.add("Register", 0);
    const register = notebook.cell("Register");
    await expect(register.getByLabel("MLflow tracking server")).toBeVisible();
    await expect(register).toBeFocused();
    await keyboard.press("Enter");
    await expect(register.getByLabel("MLflow tracking server")).toBeFocused();

    await notebook.cell("Signature").focus();
    await keyboard.press("Tab");
    await expect(page.getByRole("tooltip")).toBeVisible();
    await keyboard.press("Escape");
    await expect(notebook.cell("Signature")).toBeFocused();
    await expect(page.getByRole("tooltip")).toHaveCount(0);
  },
);

test("a key goes where the key before it led, though no frame was drawn in between", async ({
  notebook,
  page,
}) => {
  const { keyboard } = page;
  const texts = async () => (await notebook.cells().allInnerTexts()).slice(0, 2);
  await addTexts(notebook, ["one", "two"]);
  const real = await page.evaluateHandle(() => {
    const given = window.requestAnimationFrame;
    window.requestAnimationFrame = (then) => window.setTimeout(() => then(performance.now()), 500);
    return given;
  });
  const before = await texts();
  await notebook.pressTwice("d");
  await keyboard.press("z");
  expect(await texts()).toEqual(before);
  for (const key of ["j", "Enter", "!", "Escape", "k"]) await keyboard.press(key);
  expect(await texts()).toEqual([before[0], "!two"]);
  await keyboard.press("y");
  await keyboard.press("ControlOrMeta+f");
  const find = page.getByRole("search").getByRole("textbox", { name: "Find" });
  await expect(find).toBeFocused();
  // What was to come in the next frame.
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await expect(find).toBeFocused();
  await real.evaluate((requestAnimationFrame) => {
    window.requestAnimationFrame = requestAnimationFrame;
  });
});

test("keys work while a cell's button has the focus, as in JupyterLab, and Enter and Space press it", async ({
  notebook,
  page,
}) => {
  const { keyboard } = page;
  const before = await notebook.types();
  const signature = notebook.cell("Signature");
  const collapse = () => signature.getByRole("button", { name: /^(Collapse|Expand) / });
  await collapse().focus();
  await keyboard.press("b");
  const at = before.indexOf("Signature");
  await expect.poll(() => notebook.types()).toEqual(before.toSpliced(at + 1, 0, "Text"));
  await collapse().focus();
  await keyboard.press("Enter");
  await expect(collapse()).toHaveAttribute("aria-expanded", "false");
  await keyboard.press("Space");
  await expect(collapse()).toHaveAttribute("aria-expanded", "true");
  await expect(collapse()).toBeFocused();
  await keyboard.press("j");
  await expect(notebook.cells().nth(at + 1)).toBeFocused();
});

test("Enter opens a text again that is open, while its cell has the focus", async ({ notebook, page }) => {
  await notebook.add("Text", 0);
  const cell = notebook.cells().first();
  const editor = cell.getByRole("textbox");
  await expect(editor).toBeFocused();
  await cell.focus();
  await page.keyboard.press("Enter");
  await expect(editor).toBeFocused();
  await page.keyboard.type("dd");
  await expect(editor).toHaveValue("dd");
});

test("an empty notebook takes keys: undo, adding, pasting", async ({ notebook, page }) => {
  const { keyboard } = page;
  await notebook.newDocument("Empty");
  const { length } = await notebook.types();
  expect(length).toBe(0);
  await expect(page.getByText("The notebook is empty. Add a cell.", { exact: true })).toBeVisible();
  const add = page.getByRole("button", { name: "Add a cell at the top" });
  await expect(add.locator("svg")).toBeVisible();
  await page.getByText("The notebook is empty.").focus();
  await keyboard.press("b");
  await expect(notebook.cells()).toHaveCount(1);
  await expect(notebook.cells().first()).toBeFocused();
  await keyboard.press("x");
  const empty = page.getByText("The notebook is empty. Add a cell, or undo.");
  await expect(empty).toBeFocused();
  await keyboard.press("v");
  await expect(notebook.cells().first()).toBeFocused();
  await notebook.pressTwice("d");
  await expect(empty).toBeFocused();
  await keyboard.press("z");
  await expect(notebook.cells().first()).toBeFocused();
});

test("Shift+Enter breaks the line where Enter sends, and Ctrl+Enter sends", async ({ notebook, page }) => {
  const { keyboard } = page;
  const inference = notebook.cell("Inference");
  const composer = inference.getByRole("textbox", { name: /^Next message/ });
  await composer.focus();
  await keyboard.type("one");
  await keyboard.press("Shift+Enter");
  await keyboard.type("two");
  await expect(composer).toHaveValue("one\ntwo");
  await notebook.expectStatus(inference, "idle");
  await inference.getByRole("button", { name: "Edit turn 1" }).click();
  const turn = inference.getByRole("textbox", { name: /turn 1/i });
  await expect(turn).toBeFocused();
  await keyboard.press("End");
  await keyboard.press("Shift+Enter");
  await keyboard.type("x");
  await expect(turn).toHaveValue(/\nx$/);
  await notebook.expectStatus(inference, "idle");
  await keyboard.press("Escape");
  // What is written is sent; with nothing written, the chat runs as it stands.
  await composer.press("ControlOrMeta+Enter");
  await notebook.expectStatus(inference, "done");
  await expect(composer).toHaveValue("");
  await expect(inference.getByRole("article", { name: "Turn 2, You" })).toContainText("one\ntwo");
});

test("Shift+Enter in the last cell adds one below, to be written in", async ({ notebook, page }) => {
  const before = await notebook.types();
  await notebook.cells().last().focus();
  await page.keyboard.press("Shift+Enter");
  await expect.poll(() => notebook.types()).toEqual([...before, "Text"]);
  await expect(notebook.cells().last().getByRole("textbox")).toBeFocused();
});

test("find opens anywhere but in a dialog, and gives the focus back", async ({ notebook, page }) => {
  const { keyboard } = page;
  const find = page.getByRole("search", { name: "Find and replace" });
  const field = find.getByRole("textbox", { name: "Find" });
  const runAll = page.getByRole("button", { name: "Run all" });
  await runAll.focus();
  await keyboard.press("ControlOrMeta+f");
  await expect(field).toBeFocused();
  await keyboard.type("nothing such");
  await keyboard.press("Escape");
  await expect(runAll).toBeFocused();

  const name = notebook.cell("Wrapper").getByLabel("Artifact name");
  await name.focus();
  await keyboard.press("ControlOrMeta+f");
  await expect(field).toBeFocused();
  await keyboard.type("zzz");
  await name.focus();
  await keyboard.press("ControlOrMeta+f");
  await expect(field).toBeFocused();
  await keyboard.type("yyy");
  await expect(field).toHaveValue("yyy");
  await keyboard.press("Escape");
  await expect(name).toBeFocused();

  await keyboard.press("ControlOrMeta+Shift+P");
  await expect(page.getByRole("combobox", { name: "Commands" })).toBeFocused();
  await keyboard.press("ControlOrMeta+f");
  await keyboard.press("Escape");
  await expect(name).toBeFocused();
  await expect(find).toHaveCount(0);
});

test("what opens from the More menu gives the focus back to its button", async ({ page, notebook }) => {
  await expect(notebook.cells().first()).toBeVisible();
  const more = page.getByRole("button", { name: "More" });
  for (const [entry, opened] of [
    [/^Commands/, page.getByRole("combobox", { name: "Commands" })],
    [/^Outline/, page.getByRole("navigation", { name: "Outline" })],
    [/^Find/, page.getByRole("search")],
    [/^Local endpoint/, page.getByRole("dialog")],
    [/^Status/, page.getByRole("dialog")],
    [/^Keyboard shortcuts/, page.getByRole("dialog")],
  ] as const) {
    await more.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: entry }).press("Enter");
    await expect(opened).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(opened).toHaveCount(0);
    await expect(more).toBeFocused();
  }
});

// Where the model is loaded already, the run may end before Stop is pressed.
onOwnPage("Run all and Stop keep the focus when they have nothing left to do", async ({ notebook, page }) => {
  const toolbar = page.getByRole("toolbar", { name: "Run" });
  const runAll = toolbar.getByRole("button", { name: "Run all" });
  await runAll.focus();
  await page.keyboard.press("Enter");
  await expect(runAll).toBeDisabled();
  await expect(runAll).toBeFocused();
  const stop = toolbar.getByRole("button", { name: "Stop" });
  await stop.focus();
  await page.keyboard.press("Enter");
  await expect(stop).toBeDisabled();
  await expect(stop).toBeFocused();
  await notebook.expectStatus(notebook.cell("Inference"), "idle");
});

test("a notebook that comes by the palette has the focus in its first cell", async ({ notebook, page }) => {
  await notebook.cell("Model").focus();
  await notebook.command("New notebook: Option 2");
  await expect(page.getByRole("button", { name: /^Notebooks: .*as shipped/ })).toBeVisible();
  await expect(notebook.cells().first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(notebook.cells().nth(1)).toBeFocused();
});

test("undo and redo go to the cell that they change, and open what hides it", async ({ notebook, page }) => {
  const { keyboard } = page;
  await addTexts(notebook, ["# Head", "inner", "# Tail"]);
  const [head, inner, tail] = [0, 1, 2].map((at) => notebook.cells().nth(at));
  await notebook.cell("Artifact").focus();
  await notebook.pressTwice("d");
  await notebook.cells().first().focus();
  await keyboard.press("z");
  await expect(notebook.cell("Artifact")).toBeFocused();

  await inner?.focus();
  await keyboard.press("Enter");
  await keyboard.press("End");
  await keyboard.type("!");
  await keyboard.press("Escape");
  await tail?.focus();
  await keyboard.press("z");
  await expect(inner!).toBeFocused();
  await head?.focus();
  await keyboard.press("Shift+Z");
  await expect(inner!).toBeFocused();
  await expect(inner!).toContainText("inner!");
});

test("Shift and a click select cells, and no text of the page", async ({ notebook, page }) => {
  await addTexts(notebook, ["one", "two", "three"]);
  await notebook.cells().first().focus();
  await notebook
    .cells()
    .nth(2)
    .getByText("three")
    .click({ modifiers: ["Shift"] });
  await expect(page.getByText("3 cells selected.")).toBeAttached();
  await expect(notebook.cells().nth(2)).toBeFocused();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe("");
});

test("cells keep their outputs when they are cut or copied, and pasted", async ({ notebook, page }) => {
  await notebook.run(notebook.cell("Signature"));
  await notebook.expectStatus(notebook.cell("Signature"), "done");
  await notebook.cell("Signature").focus();
  await page.keyboard.press("x");
  await expect(notebook.cell("Signature")).toHaveCount(0);
  await page.keyboard.press("v");
  await notebook.expectStatus(notebook.cell("Signature"), "done");
  await page.keyboard.press("c");
  await page.keyboard.press("v");
  await notebook.expectStatus(notebook.cell("Signature", 1), "done");
  expect(await notebook.printedSignature()).toContain("'messages': Array");
});

test("what a folded section hides goes where its heading goes", async ({ notebook, page }) => {
  const { keyboard } = page;
  await addTexts(notebook, ["# Above", "# Head", "inner", "# Tail"]);
  const before = await notebook.types();
  const top = () =>
    notebook.page
      .locator("[data-cell-id]")
      .evaluateAll((cells) =>
        cells.slice(0, 4).map((cell) => cell.textContent?.match(/Above|Head|inner|Tail/)?.[0]),
      );
  await notebook.cells().nth(1).focus();
  await keyboard.press("Shift+ArrowLeft");
  await expect(page.getByRole("button", { name: /1 cell/ })).toBeVisible();
  await keyboard.press("Alt+ArrowUp");
  await expect.poll(top).toEqual(["Head", "inner", "Above", "Tail"]);
  await keyboard.press("Alt+ArrowDown");
  await expect.poll(top).toEqual(["Above", "Head", "inner", "Tail"]);
  await notebook.pressTwice("d");
  await expect(page.getByText("2 cells deleted.")).toBeVisible();
  await keyboard.press("z");
  await expect.poll(top).toEqual(["Above", "Head", "inner", "Tail"]);
  expect(await notebook.types()).toEqual(before.toSpliced(2, 1));
});

test("a second failure of the same kind is said as the first was", async ({ notebook, page }) => {
  const inference = notebook.cell("Inference");
  await notebook.setInput(inference, "{");
  const said = () =>
    page
      .locator("output > span")
      .filter({ hasText: "failed" })
      .evaluateHandle((node) => node);
  await notebook.run(inference);
  await notebook.expectStatus(inference, "failed");
  const first = await said();
  await notebook.run(inference);
  await expect.poll(() => first.evaluate((node) => node.isConnected)).toBe(false);
  expect(await (await said()).evaluate((node) => node.textContent)).toBe(
    await first.evaluate((node) => node.textContent),
  );
});

onOwnPage(
  "when the page opens, the first cell has the focus, and the keys for cells work",
  async ({ notebook, page }) => {
    await expect(notebook.cells().first()).toBeFocused();
    await page.keyboard.press("j");
    await expect(notebook.cells().nth(1)).toBeFocused();
    expect(await page.evaluate(() => scrollY)).toBe(0);
  },
);
