import { readFile } from "node:fs/promises";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { pythonLiteral } from "#wrapper/python-literal.ts";
import { expect, test } from "./shared-page.ts";
import { test as onOwnPage } from "./test.ts";

test("option 1: from an empty profile to signature, artifact, zip and chat.completion", async ({
  notebook,
  page,
}) => {
  await notebook.runAll();
  const inference = notebook.cell("Inference");
  await notebook.expectStatus(inference, "done");

  const model = notebook.cell("Model");
  await expect(model).toContainText("A toy demo model.");
  await expect(model).toContainText("Phi3ForCausalLM");
  await expect(model).toContainText("Ready: Option 1");

  const signature = notebook.cell("Signature");
  await expect(signature.getByRole("region", { name: /Printed$/ })).toContainText(
    /inputs: *\n *\['messages': Array\(.*outputs: *\n *\['id': string \(required\).*params: *\n *None/s,
  );
  await signature.getByRole("tab", { name: "Table" }).click();
  await expect(signature.getByRole("row", { name: "max_tokens long optional" })).toBeVisible();
  await signature.getByRole("tab", { name: "MLmodel" }).click();
  await expect(signature.getByRole("region", { name: /MLmodel$/ })).toContainText('"type": "array"');

  const artifact = notebook.cell("Artifact");
  const tree = artifact.getByRole("tree", { name: "Files of phi3-mlflow-model" });
  await expect(tree.getByRole("treeitem", { name: /^model\.safetensors/ })).toBeVisible();
  await tree.getByRole("treeitem", { name: /^conda\.yaml/ }).click();
  await expect(artifact.getByRole("region", { name: "Contents of conda.yaml" })).toContainText("mlflow==");
  await page.keyboard.press("ArrowDown");
  await expect(tree.getByRole("treeitem", { name: /^python_env\.yaml/ })).toBeFocused();

  const { name, files } = await notebook.download(artifact);
  expect(name).toBe("phi3-mlflow-model.zip");
  expect(Object.keys(files).toSorted()).toEqual(
    expect.arrayContaining([
      "phi3-mlflow-model/MLmodel",
      "phi3-mlflow-model/components/tokenizer/tokenizer.json",
      "phi3-mlflow-model/model/config.json",
      "phi3-mlflow-model/model/model.safetensors",
      "phi3-mlflow-model/requirements.txt",
    ]),
  );
  expect(files["phi3-mlflow-model/MLmodel"]).toContain("loader_module: mlflow.transformers");

  await expect(inference).toContainText("tokens/s");
  await expect(inference).toContainText("What is the capital of Spain?");
  const response = await notebook.response(inference);
  expect(response).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      object: "chat.completion",
      created: expect.any(Number),
      model: expect.any(String),
      usage: {
        prompt_tokens: expect.any(Number),
        completion_tokens: expect.any(Number),
        total_tokens: expect.any(Number),
      },
      choices: [
        {
          index: 0,
          finish_reason: expect.stringMatching(/^(stop|length)$/),
          message: { role: "assistant", content: expect.stringMatching(/\S/) },
        },
      ],
    },
  ]);
});

test("a download that takes long can be cancelled", async ({ notebook, page }) => {
  const artifact = notebook.cell("Artifact");
  await notebook.run(artifact);
  await notebook.expectStatus(artifact, "done");
  // The server never answers.
  await page.context().route("**/model.safetensors", () => undefined);
  await artifact.getByRole("button", { name: /^Download/ }).click();
  await expect(artifact.getByRole("progressbar", { name: /Creating the zip/ })).toBeVisible();
  await artifact.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("region", { name: "Notifications" })).toContainText(
    "The download was cancelled.",
  );
  await expect(artifact.getByRole("button", { name: /^Download/ })).toBeEnabled();
});

test("messages are rows over the same JSON", async ({ notebook }) => {
  const inference = notebook.cell("Inference");
  await inference.getByRole("tab", { name: "Messages" }).click();
  await inference.getByRole("button", { name: "Add message" }).click();
  await inference.getByRole("combobox", { name: "Role of message 2" }).selectOption("system");
  await inference.getByRole("textbox", { name: "Content of message 2" }).fill("Be short.");
  await inference.getByRole("tab", { name: "JSON" }).first().click();
  const json = await inference.getByRole("textbox", { name: /^Input JSON/ }).inputValue();
  expect(JSON.parse(json)).toEqual({
    messages: [
      { role: "user", content: "What is the capital of Spain?" },
      { role: "system", content: "Be short." },
    ],
  });
});

onOwnPage(
  "option 1 answers with the model_config of edited Python, as real MLflow does",
  async ({ notebook }) => {
    const fixture = new URL("../tools/peers/fixtures/pipeline/model-config.json", import.meta.url);
    const { cases } = JSON.parse(await readFile(fixture, "utf8")) as { readonly cases: readonly CaseJson[] };
    await notebook.openOption(1);
    await notebook.command("Edit code in a plain text area");
    const code = generateCode(defaultWrapper("transformers"));
    for (const name of [
      "repetition_penalty",
      "no_repeat_ngram_size",
      "min_new_tokens",
      "it samples from one",
    ]) {
      const { modelConfig, request, response } = cases.find((each) => each.name === name)!;
      const more = pythonLiteral(modelConfig).slice(1, -1);
      const edited = code.replace('    "truncation": True,\n', `    "truncation": True,\n    ${more},\n`);
      await notebook
        .cell("Wrapper")
        .getByRole("textbox", { name: /^Python of/ })
        .fill(edited);
      const answer = (await notebook.predict(notebook.cell("Inference"), request)) as readonly object[];
      const { choices, usage } = response[0]!;
      expect(answer, name).toEqual([expect.objectContaining({ choices, usage })]);
    }
  },
);

interface CaseJson {
  readonly name: string;
  readonly modelConfig: { readonly [key: string]: number | boolean };
  readonly request: object;
  readonly response: readonly { readonly choices: unknown; readonly usage: unknown }[];
}
