import { expect, test } from "./test.ts";

test("a change marks what depends on it stale, says why, and Run stale makes it hold again", async ({
  notebook,
  page,
}) => {
  await notebook.runAllToTheEnd();
  await notebook.cell("Wrapper").getByLabel("max_length").fill("60");
  for (const type of ["Artifact", "Signature", "Inference"] as const) {
    await notebook.expectStatus(notebook.cell(type), "stale");
    await expect(notebook.cell(type)).toContainText("Stale. The wrapper above changed.");
    await expect(notebook.cell(type)).toContainText("This is what an earlier run gave.");
  }
  await notebook.expectStatus(notebook.cell("Model"), "done");
  await page.getByRole("button", { name: "Undo" }).click();
  await notebook.expectStatus(notebook.cell("Artifact"), "done");
  await page.getByRole("button", { name: "Redo" }).click();
  await page.getByRole("button", { name: "Run stale (4)" }).click();
  for (const type of ["Wrapper", "Artifact", "Signature", "Inference"] as const) {
    await notebook.expectStatus(notebook.cell(type), "done");
  }
});

test("running one cell first runs what it needs", async ({ notebook }) => {
  await notebook.run(notebook.cell("Artifact"));
  await notebook.expectStatus(notebook.cell("Artifact"), "done");
  await notebook.expectStatus(notebook.cell("Model"), "done");
  await notebook.expectStatus(notebook.cell("Wrapper"), "done");
  await notebook.expectStatus(notebook.cell("Inference"), "idle");
});

test("Shift+Enter runs and goes on, Ctrl+Enter runs and stays, in an editor too", async ({
  notebook,
  page,
}) => {
  await notebook.cell("Wrapper").getByLabel("Artifact name").press("Control+Enter");
  await notebook.expectStatus(notebook.cell("Wrapper"), "done");
  await expect(notebook.cell("Wrapper").getByLabel("Artifact name")).toBeFocused();
  await notebook.cell("Wrapper").locator(".monaco-editor .view-lines").click();
  await page.keyboard.press("Shift+Enter");
  await expect(notebook.cell("Artifact")).toBeFocused();
  await expect(notebook.cell("Wrapper").getByText("Generated from the form")).toBeVisible();
  await notebook.cell("Wrapper").locator(".monaco-editor .view-lines").click();
  await page.keyboard.press("Escape");
  await expect(notebook.cell("Wrapper")).toBeFocused();
});

test("Stop keeps what was generated, and says so", async ({ notebook }) => {
  const inference = notebook.cell("Inference");
  const wrapper = notebook.cell("Wrapper");
  await wrapper.getByLabel("max_length").fill("1000");
  await notebook.setInput(
    inference,
    JSON.stringify({ messages: [{ role: "user", content: "Count as far as you can, and tell all jokes." }] }),
  );
  await notebook.run(inference);
  const stream = inference.getByRole("region", { name: "Answer, as it comes" });
  await expect(stream).toContainText(/\d+ tokens?$/);
  await inference.getByRole("button", { name: "Stop", exact: true }).click();
  await notebook.expectStatus(inference, "done");
  await expect(inference).toContainText(/Stopped after/);
  await expect(inference).toContainText("You stopped it.");
  const [completion] = (await notebook.response(inference)) as [
    { choices: [{ message: { content: string } }]; usage: { completion_tokens: number } },
  ];
  expect(completion.choices[0].message.content).not.toBe("");
  expect(completion.usage.completion_tokens).toBeGreaterThan(0);
});
