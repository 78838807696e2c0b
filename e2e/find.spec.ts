/** Find and replace over the notebook, by keyboard. */
import { expectNoViolations } from "./axe.ts";
import { expect, test } from "./shared-page.ts";

test("a word is found in text and code, replaced everywhere, and one undo takes it all back", async ({
  notebook,
  page,
}) => {
  const { keyboard } = page;
  await notebook.cells().first().focus();
  for (const text of ["qapple = 1", "One Qapple, two qapples"]) {
    await keyboard.press("a");
    await keyboard.press("Enter");
    await keyboard.type(text);
    await keyboard.press("Escape");
    await expect(notebook.cells().first()).toBeFocused();
  }
  const first = notebook.cells().nth(0);
  const second = notebook.cells().nth(1);
  await second.focus();
  await keyboard.press("y");
  await expect(second).toBeFocused();
  await keyboard.press("ControlOrMeta+f");
  const find = page.getByRole("search", { name: "Find and replace" });
  await expect(find.getByRole("textbox", { name: "Find" })).toBeFocused();
  await keyboard.type("qapple");
  await expect(find.getByText("1 of 3")).toBeVisible();
  await keyboard.press("Enter");
  await expect(find.getByText("2 of 3")).toBeVisible();
  await keyboard.press("Shift+Enter");
  await find.getByRole("checkbox", { name: "Whole words" }).check();
  await expect(find.getByText("1 of 2")).toBeVisible();
  await find.getByRole("checkbox", { name: "Regular expression" }).check();
  await find.getByRole("textbox", { name: "Find" }).fill("(q");
  await expect(find.getByText(/Enter a JavaScript regular expression/)).toBeVisible();
  await find.getByRole("textbox", { name: "Find" }).fill("q(apple)s?");
  await find.getByRole("textbox", { name: "Replace with" }).fill("z$1");
  await expectNoViolations(page);
  await find.getByRole("button", { name: "Replace all" }).click();
  await expect(find.getByText(/Replaced 3 hits/)).toBeVisible();
  await expect(first).toContainText("One zapple, two zapple");
  await expect(second.locator(".monaco-editor")).toContainText("zapple = 1");
  await keyboard.press("Escape");
  await expect(find).toHaveCount(0);
  await second.focus();
  await keyboard.press("z");
  await expect(first).toContainText("One Qapple, two qapples");
  await expect(second.locator(".monaco-editor")).toContainText("qapple = 1");
});

test("a hit is selected in a text's field, and in the editor of a wrapper's code", async ({
  notebook,
  page,
}) => {
  const { keyboard } = page;
  await page.setViewportSize({ width: 390, height: 844 });
  await notebook.cells().first().focus();
  await keyboard.press("a");
  await keyboard.press("Enter");
  await keyboard.type("look for a quince here");
  await keyboard.press("Escape");
  await expect(notebook.cells().first()).toBeFocused();
  await keyboard.press("f");
  await keyboard.type("quince");
  await keyboard.press("ControlOrMeta+Enter");
  const editor = notebook.cells().first().getByRole("textbox");
  await expect(editor).toBeFocused();
  // The field has the focus a moment before its hit is selected.
  const selected = () =>
    editor.evaluate((field: HTMLTextAreaElement) =>
      field.value.slice(field.selectionStart, field.selectionEnd),
    );
  await expect.poll(selected).toBe("quince");
  await keyboard.type("pear");
  await expect(editor).toHaveValue("look for a pear here");

  await page.setViewportSize({ width: 1280, height: 900 });
  await notebook.openOption(2);
  const wrapper = notebook.cell("Wrapper");
  await notebook.wakeEditor(wrapper);
  await wrapper.focus();
  await keyboard.press("f");
  await keyboard.type("class Phi");
  await expect(page.getByText("1 of 1", { exact: true })).toBeVisible();
  await keyboard.press("ControlOrMeta+Enter");
  const inEditor = () => Boolean(document.activeElement?.closest(".monaco-host"));
  await expect.poll(() => page.evaluate(inEditor)).toBe(true);
  await keyboard.type("class Psi");
  await expect(wrapper.getByLabel("Class name")).toHaveValue(/^Psi/);
});

test("what replaces in a request's JSON is written as JSON writes it; a hit that would break it is left, and said", async ({
  notebook,
  page,
}) => {
  const inference = notebook.cell("Inference");
  await notebook.setInput(inference, '{"messages": [{"role": "user", "content": "quince"}], "n": 1}');
  const input = inference.getByRole("textbox", { name: /^Input JSON/ });
  await inference.focus();
  await page.keyboard.press("f");
  const find = page.getByRole("search", { name: "Find and replace" });
  await find.getByRole("textbox", { name: "Find" }).fill("quince");
  await find.getByRole("textbox", { name: "Replace with" }).fill('a "pear"');
  await find.getByRole("button", { name: "Replace all" }).click();
  await expect(input).toHaveValue('{"messages": [{"role": "user", "content": "a \\"pear\\""}], "n": 1}');
  await find.getByRole("textbox", { name: "Find" }).fill("1}");
  await find.getByRole("button", { name: "Replace all" }).click();
  await expect(find.getByText(/One hit in a request's JSON was not replaced/)).toBeVisible();
  await expect(input).toHaveValue(/"n": 1}$/);
});

test("an answer is found where it is shown, marked, stepped to, and left as it is by replacing", async ({
  notebook,
  page,
}) => {
  await notebook.openOption(2);
  await notebook.runAllToTheEnd();
  const inference = notebook.cell("Inference");
  const answer = inference.getByRole("tabpanel", { name: "Answer" });
  const said = (await answer.innerText()).trim().slice(0, 20).trim();
  expect(said.length).toBeGreaterThan(10);
  await notebook.cells().first().focus();
  await page.keyboard.press("f");
  const find = page.getByRole("search", { name: "Find and replace" });
  await find.getByRole("textbox", { name: "Find" }).fill(said);
  await expect(find.getByText(/^1 of \d+$/)).toBeVisible();
  await expect(answer).toBeInViewport();
  await expect(inference).toHaveAttribute("aria-current", "true");
  const marked = () =>
    [...CSS.highlights.entries()].map(([name, ranges]) => [
      name,
      [...new Set([...ranges].map((range) => (range as Range).toString()))],
    ]);
  await expect
    .poll(() => page.evaluate(marked))
    .toEqual([
      ["find-hit", [said]],
      ["find-current", [said]],
    ]);
  await expect(find.getByRole("button", { name: "Replace", exact: true })).toBeDisabled();
  await expect(find.getByRole("button", { name: "Replace all" })).toBeDisabled();
  await find.getByRole("button", { name: "Go to the hit" }).click();
  await expect(inference).toBeFocused();
  expect(await page.evaluate(() => String(getSelection()))).toBe(said);
  expect(await page.evaluate(marked)).toEqual([]);
});
