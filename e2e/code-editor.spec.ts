/** The editor of code: Monaco or a text area, and how the one takes the other's place; what is wrong in the code. */
import type { Page } from "@playwright/test";
import { expectNoViolations } from "./axe.ts";
import { NotebookPage } from "./notebook-page.ts";
import { expect, test } from "./shared-page.ts";
import { test as onOwnPage } from "./test.ts";

/** Holds Monaco back until it is let go. */
async function holdMonaco(page: Page): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(/\/assets\/monaco-python[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  return () => letGo();
}

const PLAIN = "Edit code in a plain text area";
const focusIsIn = (selector: string) => document.activeElement?.closest(selector) !== null;

onOwnPage(
  "what is typed before Monaco is there stays, and typing goes on in it at the same place",
  async ({ page }) => {
    const letGo = await holdMonaco(page);
    await page.goto("./");
    const wrapper = new NotebookPage(page).cell("Wrapper");
    const area = wrapper.getByRole("textbox", { name: /^Python of/ });
    await area.focus();
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.type("# one three\n");
    for (const key of ["ArrowLeft", ...Array.from({ length: 5 }, () => "Shift+ArrowLeft")]) {
      await page.keyboard.press(key);
    }
    letGo();
    await expect(wrapper.locator(".monaco-editor")).toBeVisible();
    await page.keyboard.type("two");
    await expect(wrapper.locator(".view-line").first()).toHaveText("# one two");
    expect(await page.evaluate(focusIsIn, ".monaco-host")).toBe(true);
  },
);

test("Tab passes through the editor until a person types or presses Enter, and the editor says so", async ({
  notebook,
  page,
}) => {
  const { keyboard } = page;
  const wrapper = notebook.cell("Wrapper");
  const first = wrapper.locator(".view-line").first();
  await expect(wrapper.locator(".monaco-editor")).toBeVisible();
  const before = await first.innerText();
  const isIn = () => page.evaluate(focusIsIn, ".monaco-host");
  const tabIn = async () => {
    await wrapper.getByRole("button", { name: /^Copy/ }).focus();
    await keyboard.press("Tab");
    expect(await isIn()).toBe(true);
  };
  await tabIn();
  await expect(wrapper.getByText("Tab moves on. Press Enter or type to edit.")).toBeVisible();
  await keyboard.press("Tab");
  expect(await isIn()).toBe(false);
  await expect(wrapper.getByText("Generated from the form")).toBeVisible();

  await tabIn();
  await keyboard.press("Enter");
  await expect(wrapper.getByText("Tab indents. Escape leaves the editor.")).toBeVisible();
  await expect(first).toHaveText(before);
  await keyboard.press("ControlOrMeta+Home");
  await keyboard.press("Tab");
  expect(await isIn()).toBe(true);
  expect(await first.innerText()).toMatch(/^\s{4}/);
  await expect(wrapper.getByText("Edited by hand")).toBeVisible();
});

for (const has of ["with EditContext", "without EditContext, as in Firefox and WebKit"]) {
  onOwnPage(
    `${has}: Escape closes what is open in the editor, then leaves it, and F1 opens the palette from it`,
    async ({ page }) => {
      if (has.startsWith("without"))
        await page.addInitScript(() => Reflect.deleteProperty(globalThis, "EditContext"));
      const notebook = new NotebookPage(page);
      await notebook.open();
      await notebook.openOption(2);
      const wrapper = notebook.cell("Wrapper");
      await wrapper.locator(".monaco-editor .view-lines").click();
      await expect(wrapper.locator(".monaco-editor textarea.inputarea")).toHaveCount(
        has.startsWith("without") ? 1 : 0,
      );
      await page.keyboard.press("ControlOrMeta+Home");
      await page.keyboard.press("ControlOrMeta+Space");
      await expect(page.locator(".suggest-widget.visible")).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(page.locator(".suggest-widget.visible")).toHaveCount(0);
      expect(await page.evaluate(focusIsIn, ".monaco-editor")).toBe(true);
      await page.keyboard.press("Escape");
      await expect(wrapper).toBeFocused();
      await wrapper.locator(".monaco-editor .view-lines").click();
      await page.keyboard.press("F1");
      await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
    },
  );
}

onOwnPage(
  "line numbers and the plain editor are switched at once, and cost neither text nor focus",
  async ({ notebook, page }) => {
    const wrapper = notebook.cell("Wrapper");
    await wrapper.locator(".monaco-editor .view-lines").click();
    await expect(wrapper.locator(".line-numbers").first()).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(wrapper).toBeFocused();
    await page.keyboard.press("l");
    await expect(wrapper.locator(".line-numbers")).toHaveCount(0);

    await wrapper.locator(".monaco-editor .view-lines").click();
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.type("# one");
    await notebook.command(PLAIN);
    await expect(wrapper.locator(".monaco-editor")).toHaveCount(0);
    const area = wrapper.getByRole("textbox", { name: /^Python of/ });
    await expect(area).toBeFocused();
    await page.keyboard.type(" two");
    await expect(area).toHaveValue(/^# one two# Written for/);
    await notebook.command(PLAIN);
    await expect(wrapper.locator(".monaco-editor")).toBeVisible();
    await page.keyboard.type(" three");
    await expect(wrapper.locator(".view-line").first()).toContainText("# one two three# Written for");
  },
);

test("emptied code keeps the form's values; discarding gives code and form back, and the focus to the cell", async ({
  notebook,
  page,
}) => {
  await notebook.openOption(2);
  const wrapper = notebook.cell("Wrapper");
  await wrapper.locator(".monaco-editor .view-lines").click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  await expect(wrapper.getByText("Edited by hand")).toBeVisible();
  await expect(wrapper.getByLabel("Value of temperature")).toHaveValue("0.2");
  await expect(wrapper.getByLabel("Extra pip requirements")).toHaveValue("onnxruntime-genai\nnumpy");
  await notebook.replaceCode(wrapper, "class Mine(PythonModel):\n    pass\n");
  await expect(wrapper.getByLabel("Class name")).toHaveValue("Mine");
  await wrapper.getByRole("button", { name: "Discard edits" }).click();
  await expect(wrapper).toBeFocused();
  await expect(wrapper.getByLabel("Class name")).toHaveValue("Phi3Model");
  await expect(wrapper.getByLabel("Value of temperature")).toHaveValue("0.2");
  await expect(wrapper.locator(".monaco-editor")).toContainText("class Phi3Model");
  await page.keyboard.press("z");
  await expect(wrapper.locator(".monaco-editor")).toContainText("class Mine");
  await page.keyboard.press("z");
  await page.keyboard.press("z");
  await expect(wrapper.getByText("Generated from the form")).toBeVisible();
});

test("a field of the form is changed in the code where it stands; lines of one's own stay", async ({
  notebook,
  page,
}) => {
  await notebook.openOption(2);
  const wrapper = notebook.cell("Wrapper");
  await wrapper.locator(".monaco-editor .view-lines").click();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("# Mine\n");
  await wrapper.getByLabel("Value of max_length").fill("");
  await wrapper.getByLabel("Value of max_length").pressSequentially("25");
  await expect(wrapper.getByLabel("Value of max_length")).toBeFocused();
  await expect(wrapper.locator(".monaco-editor")).toContainText('"max_length": 25,');
  await expect(wrapper.locator(".monaco-editor")).toContainText("# Mine");
  await expect(wrapper.getByText("Edited by hand")).toBeVisible();
});

test("a change that has no place in the code is asked about once it is complete", async ({
  notebook,
  page,
}) => {
  await notebook.openOption(2);
  const wrapper = notebook.cell("Wrapper");
  await notebook.replaceCode(wrapper, "class Mine(PythonModel):\n    pass\n");
  const name = wrapper.getByLabel("Artifact name");
  const question = page.getByRole("alertdialog");
  await name.fill("");
  await name.pressSequentially("ab");
  await expect(question).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(question).toContainText("Replace your edits in the code?");
  await expectNoViolations(page);
  await question.getByRole("button", { name: "Keep my code" }).click();
  await expect(name).toBeFocused();
  await expect(name).toHaveValue("phi3_mlflow_model");

  await name.fill("ab");
  await page.keyboard.press("Tab");
  await question.getByRole("button", { name: "Replace my edits" }).click();
  await expect(name).toBeFocused();
  await expect(name).toHaveValue("ab");
  await expect(wrapper.locator(".monaco-editor")).toContainText('name="ab"');

  await notebook.replaceCode(wrapper, "class Mine(PythonModel):\n    pass\n");
  await name.fill("c");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(question).toBeVisible();
  await question.getByRole("button", { name: "Keep my code" }).click();
  await notebook.expectStatus(wrapper, "idle");
  // A choice is complete at once.
  await wrapper.getByLabel("Written for").focus();
  await wrapper.getByLabel("Written for").selectOption("mid-2025");
  await expect(question).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(wrapper.getByLabel("Written for")).toBeFocused();
  await expect(wrapper.getByLabel("Written for")).toHaveValue("current");
});

onOwnPage(
  "what is wrong in the code is marked in it, told by F8 and the pointer, and named below",
  async ({ notebook, page }) => {
    await notebook.openOption(2);
    const wrapper = notebook.cell("Wrapper");
    await notebook.replaceCode(wrapper, "import mlflow\nwith mlflow.start_run(:\n    pass\n");
    await expect(wrapper.locator(".squiggly-error")).toHaveCount(1);
    await page.keyboard.press("F8");
    await expect(wrapper.locator(".monaco-editor .marker-widget")).toContainText("This is not valid Python");
    await page.keyboard.press("Escape");
    await wrapper
      .locator(".view-line")
      .nth(1)
      .hover({ position: { x: 20, y: 10 } });
    await expect(page.locator(".monaco-hover").filter({ hasText: "not valid" })).toContainText(
      "This is not valid Python",
    );
    await notebook.run(wrapper);
    await notebook.expectStatus(wrapper, "failed");
    await expect(wrapper).toContainText("The wrapper needs a change");
    await expect(wrapper).toContainText(/Line 2\. This is not valid Python/);
    await expect(wrapper.locator(".monaco-editor").first()).toContainText("start_run(:");

    await notebook.replaceCode(wrapper, "import torch\n");
    await expect(wrapper.locator(".squiggly-warning")).toHaveCount(1);
    await notebook.command(PLAIN);
    const area = wrapper.getByRole("textbox", { name: /^Python of/ });
    await expect(area).toHaveAccessibleDescription(/Line 1\. The code imports torch/);
    await expect(wrapper.getByRole("listitem").filter({ hasText: "Line 1." })).toBeVisible();
    await expectNoViolations(page);
  },
);

test("a code cell has the same editor: coloured, kept, undone with the notebook, split at the caret", async ({
  notebook,
  page,
}) => {
  const { keyboard } = page;
  await notebook.cells().first().focus();
  await keyboard.press("a");
  await keyboard.press("y");
  const code = notebook.cells().first();
  await code.focus();
  await keyboard.press("Enter");
  await expect(code.locator(".monaco-editor")).toBeVisible();
  await keyboard.type("import numpy\nx = 1");
  await expect(code.locator(".view-line span").getByText("import", { exact: true })).toBeVisible();
  await keyboard.press("Home");
  await keyboard.press("ControlOrMeta+Shift+Minus");
  await expect(notebook.cells().nth(1).locator(".monaco-editor")).toContainText("x = 1");
  await expect(code.locator(".monaco-editor")).toHaveText(/import.numpy$/);
  expect((await notebook.types()).slice(0, 3)).toEqual(["Code", "Code", "Text"]);
  await keyboard.press("Escape");
  await keyboard.press("z");
  await expect(code.locator(".monaco-editor")).toContainText("x = 1");
  await notebook.saveNow();
  await notebook.reload();
  await expect(code.getByRole("textbox")).toHaveValue("import numpy\nx = 1");
});
