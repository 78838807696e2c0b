import { expect, test } from "./shared-page.ts";

test("option 2: from an empty profile to signature, artifact, zip and answer", async ({ notebook }) => {
  await notebook.openOption(2);
  await notebook.runAllToTheEnd();

  await expect(notebook.cell("Signature").getByRole("region", { name: /Printed$/ })).toContainText(
    /inputs: *\n *\['prompt': string \(required\)\]\n *outputs: *\n *\[string \(required\)\]\n *params: *\n *None/,
  );

  const artifact = notebook.cell("Artifact");
  const { name, files } = await notebook.download(artifact);
  expect(name).toBe("phi3_mlflow_model.zip");
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining([
      "phi3_mlflow_model/MLmodel",
      "phi3_mlflow_model/phi3_model.py",
      "phi3_mlflow_model/requirements.txt",
    ]),
  );
  expect(files["phi3_mlflow_model/phi3_model.py"]).toContain("class Phi3Model(mlflow.pyfunc.PythonModel):");

  const inference = notebook.cell("Inference");
  expect(await notebook.response(inference)).toEqual(expect.stringMatching(/\S/));
  await expect(inference).toContainText("Model load");
  const tokenIds = await notebook.tokenIds(inference);
  await expect(inference).toContainText(` in, ${tokenIds.length} out`);
});

test("the prompt is a field over the same JSON, and the class is followed from the code", async ({
  notebook,
  page,
}) => {
  await notebook.openOption(2);
  const inference = notebook.cell("Inference");
  await inference.getByRole("textbox", { name: "Prompt" }).fill("<|user|>Hi<|end|><|assistant|>");
  await inference.getByRole("tab", { name: "JSON" }).first().click();
  const json = await inference.getByRole("textbox", { name: /^Input JSON/ }).inputValue();
  expect(JSON.parse(json)).toEqual({ prompt: "<|user|>Hi<|end|><|assistant|>" });

  const wrapper = notebook.cell("Wrapper");
  await wrapper.getByRole("button", { name: "Add search option" }).click();
  await page.getByRole("menuitem", { name: "top_k" }).click();
  await notebook.wakeEditor(wrapper);
  await expect(wrapper.locator(".monaco-editor")).toContainText('"top_k": 50');
  await wrapper.getByLabel("Value of max_length").fill("many");
  await expect(wrapper.getByText("Enter a number")).toBeVisible();
  await wrapper.getByLabel("Value of max_length").fill("64");
  await wrapper.getByRole("button", { name: "Remove top_k" }).click();
  await expect(wrapper.locator(".monaco-editor")).not.toContainText("top_k");

  const answer = await notebook.predict(inference, {
    prompt: "<|user|>What is the capital of Spain?<|end|><|assistant|>",
  });
  expect(typeof answer).toBe("string");
  await expect(inference).toContainText(/\d+ in, \d+ out/);
});

test("the code of mid-2024 is that of the write-up", async ({ notebook }) => {
  await notebook.openOption(2);
  const wrapper = notebook.cell("Wrapper");
  await wrapper.getByLabel("Written for").selectOption({ label: "Mid-2024, as in the write-up" });
  await notebook.wakeEditor(wrapper);
  await expect(wrapper.locator(".monaco-editor")).toContainText("self.params.input_ids");
});
