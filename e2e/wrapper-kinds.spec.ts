import { expect, test } from "./shared-page.ts";

const ANSWER = "The capital of Spain is Madrid.";
const PROMPT = "<|user|>What is the capital of Spain?<|end|><|assistant|>";

test("each kind of option 2's class is chosen in one field, its inputs follow, and it answers", async ({
  notebook,
}) => {
  test.slow();
  await notebook.openOption(2);
  const [wrapper, inference] = [notebook.cell("Wrapper"), notebook.cell("Inference")];
  const kind = wrapper.getByRole("combobox", { name: "Kind of model" });

  await kind.selectOption({ label: "Prompt with params" });
  const whole = await notebook.predict(inference, { prompt: PROMPT });
  await inference.getByRole("textbox", { name: "Params" }).fill('{"max_length": 13}');
  const cut = await notebook.predict(inference, { prompt: PROMPT });
  expect([String(whole).trim(), String(whole).startsWith(String(cut)), whole === cut]).toEqual([
    ANSWER,
    true,
    false,
  ]);
  await inference.getByRole("textbox", { name: "Params" }).fill("");

  await notebook.setInput(inference, JSON.stringify({ prompt: PROMPT }));
  await kind.selectOption({ label: "Chat: ChatModel" });
  // The input's views follow the kind, once its question has become a chat.
  await expect(inference.getByRole("tab", { name: "Messages" })).toBeVisible();
  const json = inference.getByRole("textbox", { name: /^Input JSON/ });
  await inference.getByRole("tab", { name: "JSON" }).first().click();
  await expect(json).toHaveValue(
    /"messages": \[\s*\{\s*"role": "user",\s*"content": "What is the capital of Spain\?"/,
  );
  await notebook.run(inference);
  await notebook.expectStatus(inference, "done", 120_000);
  expect(await notebook.response(inference)).toMatchObject({
    object: "chat.completion",
    choices: [{ message: { role: "assistant", content: ANSWER }, finish_reason: "stop" }],
  });

  await kind.selectOption({ label: "Responses: ResponsesAgent" });
  await expect(json).toHaveValue(/"input": \[/);
  await notebook.run(inference);
  await notebook.expectStatus(inference, "done", 120_000);
  expect(await notebook.response(inference)).toMatchObject({
    output: [{ type: "message", content: [{ type: "output_text", text: ANSWER }] }],
  });
  await wrapper.getByRole("combobox", { name: "Written for" }).selectOption("mid-2025");
  await expect(wrapper).toContainText("This page has it for MLflow 3 only.");
});

test("option 1 answers with completions and with plain text", async ({ notebook }) => {
  await notebook.openOption(1);
  const [wrapper, inference] = [notebook.cell("Wrapper"), notebook.cell("Inference")];
  const kind = wrapper.getByRole("combobox", { name: "Kind of model" });
  await kind.selectOption({ label: "Completions: llm/v1/completions" });
  await expect(inference.getByRole("tab", { name: "Prompt" })).toBeVisible();
  expect(await notebook.predict(inference, { prompt: PROMPT, max_tokens: 3 })).toMatchObject([
    {
      object: "text_completion",
      choices: [{ text: "The capital of", finish_reason: "length" }],
      usage: { completion_tokens: 3 },
    },
  ]);
  await kind.selectOption({ label: "Plain text: text-generation" });
  const [text] = (await notebook.predict(inference, { prompt: PROMPT })) as [string];
  expect([text.startsWith(PROMPT), text.endsWith(ANSWER)]).toEqual([true, true]);
});
