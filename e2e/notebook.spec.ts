import { expect, test } from "./shared-page.ts";
import { test as onOwnPage } from "./test.ts";

const END = ["Text", "Signature", "Inference", "Text", "Register", "Text", "Deploy"];
const TEMPLATE_1 = ["Text", "Text", "Model", "Text", "Wrapper", "Artifact", ...END];
const TEMPLATE_2 = ["Text", "Text", "Model", "Text", "Wrapper", "Text", "Artifact", ...END];

onOwnPage("the two templates follow the write-up's two notebooks", async ({ notebook }) => {
  await expect.poll(() => notebook.types()).toEqual(TEMPLATE_1);
  await notebook.openOption(2);
  await expect.poll(() => notebook.types()).toEqual(TEMPLATE_2);
});

onOwnPage(
  "the wrapper's switch puts the whole notebook on the other option, and it answers",
  async ({ notebook, page }) => {
    const inference = notebook.cell("Inference");
    await notebook.cell("Wrapper").getByText("Option 2").click();
    await expect.poll(() => notebook.types()).toEqual(TEMPLATE_2);
    await expect(page.getByRole("button", { name: /^Notebooks: Option 2/ })).toBeVisible();
    await expect(notebook.cells().first()).toContainText("Python class of your own");
    await notebook.run(inference);
    await notebook.expectStatus(inference, "done");
    await expect(inference.getByRole("tabpanel", { name: "Answer" })).toContainText("Madrid");
    await page.getByRole("button", { name: "Undo", exact: true }).first().click();
    await expect.poll(() => notebook.types()).toEqual(TEMPLATE_1);
    await expect(page.getByRole("button", { name: /^Notebooks: Option 1/ })).toBeVisible();
  },
);

test("a cell of each type can be added", async ({ notebook }) => {
  for (const type of ["Text", "Model", "Wrapper", "Signature", "Artifact", "Inference"] as const) {
    await notebook.add(type, 0);
    await expect.poll(async () => (await notebook.types())[0]).toBe(type);
  }
  await expect.poll(() => notebook.types()).toHaveLength(TEMPLATE_1.length + 6);
});

test("a text cell is written in Markdown, and HTML in it is shown as text", async ({ notebook }) => {
  await notebook.add("Text", 0);
  const cell = notebook.cells().first();
  const editor = cell.getByRole("textbox", { name: "Markdown of Cell 1: Text" });
  await expect(editor).toBeFocused();
  await editor.fill(
    '## Notes\n\n**Bold** and [a link](https://example.com)\n\n<img src=x onerror="alert(1)">',
  );
  await notebook.page.keyboard.press("Shift+Enter");
  await expect(editor).toBeHidden();
  await expect(cell.getByRole("heading", { name: "Notes" })).toBeVisible();
  await expect(cell.getByRole("link", { name: "a link" })).toHaveAttribute("rel", /noopener/);
  await expect(cell.getByText('<img src=x onerror="alert(1)">')).toBeVisible();
  await expect(cell.getByRole("img")).toHaveCount(0);
});

test("cells are moved, duplicated and deleted by their menu, and Undo brings back what was deleted", async ({
  notebook,
}) => {
  await notebook.choose(notebook.cell("Model"), "Move up");
  await expect.poll(async () => (await notebook.types()).slice(0, 3)).toEqual(["Text", "Model", "Text"]);
  await notebook.choose(notebook.cell("Model"), "Duplicate");
  await expect
    .poll(async () => (await notebook.types()).slice(0, 4))
    .toEqual(["Text", "Model", "Model", "Text"]);
  await notebook.choose(notebook.cell("Model", 1), "Delete");
  await notebook.choose(notebook.cell("Wrapper"), "Delete");
  await expect.poll(() => notebook.types()).not.toContain("Wrapper");
  const notice = notebook.page.getByRole("region", { name: "Notifications" });
  await expect(notice.getByText("Wrapper cell deleted.")).toBeVisible();
  await notice.getByRole("button", { name: "Undo" }).last().click();
  await expect.poll(() => notebook.types()).toContain("Wrapper");
});

test("everything is done by keyboard: go, add, move, delete, undo, edit, leave", async ({ notebook }) => {
  const { keyboard } = notebook.page;
  await notebook.cells().first().focus();
  await keyboard.press("ArrowDown");
  await expect(notebook.cells().nth(1)).toBeFocused();
  await keyboard.press("j");
  await expect(notebook.cell("Model")).toBeFocused();
  await keyboard.press("Alt+ArrowUp");
  await keyboard.press("Alt+ArrowUp");
  await expect(notebook.cell("Model")).toBeFocused();
  expect((await notebook.types())[0]).toBe("Model");
  await keyboard.press("b");
  // As in Jupyter, the new cell is selected, and Enter opens it.
  await expect(notebook.cells().nth(1)).toBeFocused();
  await keyboard.press("Enter");
  const editor = notebook.page.getByRole("textbox", { name: "Markdown of Cell 2: Text" });
  await expect(editor).toBeFocused();
  await keyboard.type("Below the model");
  await keyboard.press("Escape");
  await expect(notebook.cells().nth(1)).toBeFocused();
  await expect(notebook.cells().nth(1)).toContainText("Below the model");
  await notebook.pressTwice("d");
  await expect(notebook.page.getByText("Below the model")).toHaveCount(0);
  await keyboard.press("z");
  await expect(notebook.page.getByText("Below the model")).toBeVisible();
  await keyboard.press("?");
  await expect(notebook.page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

test("a reload loses nothing: cells, texts, forms, hand-edited code and finished outputs", async ({
  notebook,
  page,
}) => {
  await notebook.add("Text", 0);
  await page.keyboard.type("# Kept");
  await page.keyboard.press("Escape");
  await notebook.cell("Wrapper").getByLabel("Artifact name").fill("kept-model");
  await notebook.run(notebook.cell("Signature"));
  await notebook.expectStatus(notebook.cell("Signature"), "done");
  await notebook.setInput(notebook.cell("Inference"), '{"messages": [');
  await notebook.untilSaved();
  const types = await notebook.types();

  await page.reload();
  await expect(page.getByRole("heading", { name: "Kept" })).toBeVisible();
  await expect.poll(() => notebook.types()).toEqual(types);
  await expect(notebook.cell("Wrapper").getByLabel("Artifact name")).toHaveValue("kept-model");
  await notebook.expectStatus(notebook.cell("Signature"), "done");
  await expect(notebook.cell("Signature")).toContainText("'messages': Array");
  await expect(notebook.cell("Inference")).toContainText("This is not JSON yet");
});

test("a reload in the moment after an edit does not lose it", async ({ notebook, page }) => {
  const name = notebook.cell("Wrapper").getByLabel("Artifact name");
  await name.fill("just-typed");
  await page.reload();
  await expect(name).toHaveValue("just-typed");
});

onOwnPage("undo goes on where it was when one comes back to a notebook", async ({ notebook, page }) => {
  await notebook.add("Text", 0);
  await page.keyboard.type("Added");
  await page.keyboard.press("Escape");
  await expect(page.getByText("Added")).toBeVisible();
  await notebook.openOption(2);
  await notebook.openOption(1);
  await notebook.cells().first().focus();
  await page.keyboard.press("z");
  await expect(page.getByText("Added")).toHaveCount(0);
});

test("a cell is moved by its handle with the mouse", async ({ notebook }) => {
  await notebook.cell("Model").hover();
  await notebook
    .cell("Model")
    .locator("[draggable=true]")
    .dragTo(notebook.cells().first(), {
      targetPosition: { x: 200, y: 10 },
    });
  expect((await notebook.types()).slice(0, 3)).toEqual(["Model", "Text", "Text"]);
});

onOwnPage(
  "the templates are kept apart, and Reset brings the shipped one back",
  async ({ notebook, page }) => {
    await notebook.choose(notebook.cells().first(), "Delete");
    await notebook.openOption(2);
    await expect.poll(() => notebook.types()).toEqual(TEMPLATE_2);
    await notebook.openOption(1);
    await expect.poll(() => notebook.types()).toEqual(TEMPLATE_1.slice(1));
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Reset to template" }).click();
    await expect.poll(() => notebook.types()).toEqual(TEMPLATE_1);
  },
);

test("form and code follow each other, and hand edits are not lost unasked", async ({ notebook, page }) => {
  const wrapper = notebook.cell("Wrapper");
  await notebook.wakeEditor(wrapper);
  await wrapper.getByLabel("max_length").fill("123");
  await expect(wrapper.locator(".monaco-editor")).toContainText('"max_length": 123');

  const editor = wrapper.locator(".monaco-editor .view-lines");
  await editor.click();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("# Mine\n");
  await expect(wrapper.getByText("Edited by hand")).toBeVisible();

  await wrapper.getByLabel("Artifact name").fill("x");
  await expect(wrapper.locator(".monaco-editor")).toContainText('name="x"');
  await expect(wrapper.locator(".monaco-editor")).toContainText("# Mine");
  await wrapper.getByLabel("Written for").focus();
  await wrapper.getByLabel("Written for").selectOption("mid-2025");
  const question = page.getByRole("alertdialog", { name: "Replace your edits in the code?" });
  await question.getByRole("button", { name: "Keep my code" }).click();
  await expect(wrapper.locator(".monaco-editor")).toContainText("# Mine");
  await wrapper.getByRole("button", { name: "Discard edits" }).click();
  await expect(wrapper.getByText("Generated from the form")).toBeVisible();
  await expect(wrapper.locator(".monaco-editor")).not.toContainText("# Mine");
  await expect(wrapper.getByLabel("Artifact name")).toHaveValue("x");
});

test("of a long notebook the cells near the window are drawn; keys, the outline, find and print reach the rest", async ({
  notebook,
  page,
}) => {
  const cells = Array.from({ length: 400 }, (_, at) => ({
    cell_type: at % 4 === 3 ? "code" : "markdown",
    id: `cell-${at}`,
    metadata: {},
    source: at % 4 === 3 ? `print(${at})` : `## Title ${at}\n\nThe **text** of ${at}.`,
    ...(at % 4 === 3 && { execution_count: null, outputs: [] }),
  }));
  await notebook.documentFile().setInputFiles({
    name: "long.ipynb",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells })),
  });
  await expect(notebook.cells()).toHaveCount(400);
  const drawn = page.getByRole("button", { name: /^Add a cell/ });
  await expect.poll(() => drawn.count()).toBeLessThan(60);
  // Who reads by headings has all of them.
  await expect(page.getByRole("heading", { name: /^Title \d+$/ })).toHaveCount(300);

  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: /^Outline/ }).click();
  await page.getByRole("button", { name: "Title 398" }).press("Enter");
  await expect(notebook.cells().nth(398)).toBeFocused();
  await expect(notebook.cells().nth(398)).toBeInViewport();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(notebook.cells().nth(396)).toBeFocused();
  await expect(notebook.cells().nth(396).locator("strong")).toHaveText("text");

  await page.keyboard.press("ControlOrMeta+f");
  await page.keyboard.type("text** of 201.");
  await expect(page.getByText("1 of 1")).toBeVisible();
  await expect(notebook.cells().nth(201)).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(notebook.cells().nth(201).locator("strong")).toHaveText("text");
  await expect.poll(() => drawn.count()).toBeLessThan(100);

  // A flick passes words alone; where it ends, cells are drawn.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let frames = 0;
        const next = (): void => {
          scrollBy(0, 120);
          frames += 1;
          if (frames < 40) requestAnimationFrame(next);
          else resolve();
        };
        scrollTo(0, 0);
        next();
      }),
  );
  const farInSight = () =>
    [...document.querySelectorAll(".notebook > li.far")].filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    }).length;
  await expect.poll(() => page.evaluate(farInSight)).toBe(0);

  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect(page.locator(".far-text")).toHaveCount(0);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect(page.locator(".far-text")).not.toHaveCount(0);
});
