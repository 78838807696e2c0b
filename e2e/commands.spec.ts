/** Jupyter's keys, and the palette that names every command. */
import { expect, test } from "./shared-page.ts";

test("the palette finds a command by its name, and acts on the cell that had the focus", async ({
  notebook,
  page,
}) => {
  await notebook.cell("Signature").focus();
  await notebook.command("Run the selected cells");
  await notebook.expectStatus(notebook.cell("Signature"), "done");
  await expect(notebook.cell("Signature")).toBeFocused();
  await notebook.command("Add a text cell above");
  const place = (await notebook.types()).indexOf("Signature");
  expect((await notebook.types())[place - 1]).toBe("Text");
  await page.keyboard.press("Escape");
  await notebook.command("Undo");
  expect((await notebook.types()).indexOf("Signature")).toBe(place - 1);
  await page.keyboard.press("ControlOrMeta+Shift+P");
  const palette = page.getByRole("combobox", { name: "Commands" });
  await palette.fill("download");
  await expect(page.getByRole("option", { name: "Save as .ipynb" })).toBeVisible();
  await expect(page.getByRole("option", { name: "Save with its model…" })).toBeVisible();
  await palette.fill("zzz");
  await expect(page.getByText("No matching command.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(notebook.cell("Signature")).toBeFocused();
});

test("several cells are selected, cut, and pasted into another notebook", async ({ notebook, page }) => {
  const before = await notebook.types();
  await notebook.cell("Model").focus();
  const at = before.indexOf("Model");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+J");
  await expect(page.getByText("3 cells selected.")).toBeAttached();
  await page.keyboard.press("x");
  await expect.poll(() => notebook.types()).toEqual(before.toSpliced(at, 3));
  await notebook.newDocument("Empty");
  await expect(page.getByText("The notebook is empty.")).toBeVisible();
  await notebook.command("Paste cells below");
  await expect(notebook.cells()).toHaveCount(3);
  await expect.poll(() => notebook.types()).toEqual(before.slice(at, at + 3));
});

test("texts are split at the caret, merged, and made code and text again", async ({ notebook, page }) => {
  const { keyboard } = page;
  await notebook.cells().first().focus();
  await keyboard.press("a");
  await keyboard.press("Enter");
  await keyboard.type("one");
  await keyboard.press("Enter");
  await keyboard.type("two");
  await keyboard.press("Home");
  await keyboard.press("ControlOrMeta+Shift+Minus");
  await keyboard.press("Escape");
  await expect(notebook.cells().nth(0)).toHaveText(/one/);
  await expect(notebook.cells().nth(1)).toHaveText(/two/);
  await notebook.cells().nth(0).focus();
  await keyboard.press("Shift+M");
  await expect(notebook.cells().nth(0)).toHaveText(/one[\s\S]*two/);
  await keyboard.press("y");
  expect((await notebook.types())[0]).toBe("Code");
  await keyboard.press("m");
  expect((await notebook.types())[0]).toBe("Text");
});

test("inference is restarted by 0 0: outputs stay, and the next run answers the same", async ({
  notebook,
  page,
}) => {
  await notebook.openOption(2);
  const inference = notebook.cell("Inference");
  const answer = await notebook.predict(inference, { prompt: "<|user|>\nHello!<|end|>\n<|assistant|>\n" });
  await notebook.run(inference);
  await inference.focus();
  await notebook.pressTwice("0");
  await expect(page.getByText("Inference and Python were restarted")).toBeVisible();
  // Its run was stopped by that, which is no failure.
  await notebook.expectStatus(inference, "done");
  await notebook.run(inference);
  await notebook.expectStatus(inference, "done");
  expect(await notebook.response(inference)).toEqual(answer);
});
