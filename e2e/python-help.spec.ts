/** Completion, hover and signature help in a wrapper's code, by keyboard and by mouse. */
import { expect, test } from "./test.ts";

test("the code editor completes names and parameters, and tells what they mean", async ({
  notebook,
  page,
}) => {
  const { keyboard } = page;
  await notebook.openOption(2);
  const wrapper = notebook.cell("Wrapper");
  await wrapper.locator(".monaco-editor .view-lines").click();
  await keyboard.press("ControlOrMeta+End");
  await keyboard.type("\nmlflow.pyfunc.");
  const suggestions = page.getByRole("listbox", { name: "Suggest" });
  await expect(suggestions.getByRole("option", { name: /^save_model/ })).toBeVisible();
  await keyboard.type("load_m");
  await expect(suggestions.getByRole("option")).toHaveCount(1);
  await keyboard.press("Tab");
  await keyboard.type("(");
  await expect(
    page.getByText("Loads a logged or saved model, whatever library made it.", { exact: true }),
  ).toBeVisible();
  await keyboard.press("Escape");
  await keyboard.press("ControlOrMeta+Space");
  await expect(suggestions.getByRole("option", { name: /^dst_path=/ })).toBeVisible();
  await keyboard.press("Escape");
  await expect(suggestions).toHaveCount(0);
  await expect(notebook.cell("Wrapper")).not.toBeFocused();
  await keyboard.type("dst_path='here')");
  await wrapper.getByText("infer_signature").first().hover();
  await expect(
    page.getByText("Reads a signature off examples of input and output.", { exact: true }),
  ).toBeVisible();
});
