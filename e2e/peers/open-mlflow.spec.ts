import { loggedModel } from "../../tools/peers/logged-model.ts";
import { expect, test } from "../test.ts";

/** load_model in the browser: what real MLflow logged. */
const QUESTION = "What is the capital of Spain?";
const INPUTS = {
  1: { messages: [{ role: "user", content: QUESTION }] },
  2: { prompt: `<|user|>${QUESTION}<|end|><|assistant|>` },
} as const;

for (const logged of ["option1", "option2", "option2-from-code"] as const) {
  test(`the model of ${logged} that real MLflow logged opens, and answers as real MLflow does`, async ({
    page,
    notebook,
  }) => {
    const input = logged === "option1" ? INPUTS[1] : INPUTS[2];
    const { model, prediction } = await loggedModel(logged, input);
    await page.getByLabel("MLflow model folder", { exact: true }).setInputFiles(model);
    await expect(page.getByText("is open in a new notebook")).toBeVisible();
    const inference = notebook.cell("Inference");
    if (logged === "option2-from-code") {
      await notebook.runAll();
      await inference.getByRole("button", { name: "Run this model's Python", exact: true }).click();
      await notebook.expectStatus(inference, "done");
    } else await notebook.runAllToTheEnd();
    const answer = await notebook.predict(inference, input);
    expect(shared(answer)).toEqual(shared(prediction));
    if (logged !== "option2") return;
    const view = notebook.cell("Model").getByRole("region", { name: "The MLflow model that was opened" });
    await view.getByRole("treeitem", { name: /^python_model\.pkl/ }).click();
    await expect(view.getByText("cloudpickle.cloudpickle._make_function", { exact: true })).toBeVisible();
    await expect(notebook.cell("Text").getByText(/as bytecode, which is never run here/)).toBeVisible();
  });
}

/** Without what is a run's own. */
function shared(response: unknown): unknown {
  if (!Array.isArray(response)) return response;
  return response.map(({ id: _id, created: _created, ...rest }: Record<string, unknown>) => rest);
}
