import { defaultWrapper } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { expect, test } from "./test.ts";

const RETURN = "        return self.tokenizer.decode(generator.get_sequence(0)[len(input_tokens) :])\n";

test("an edited predict runs itself, says so, and fails in Python's words", async ({ notebook }) => {
  await notebook.openOption(2);
  const [wrapper, inference] = [notebook.cell("Wrapper"), notebook.cell("Inference")];
  const prompt = { prompt: "<|user|>What is the capital of Spain?<|end|><|assistant|>" };
  const own = await notebook.predict(inference, prompt);
  await expect(inference).toContainText("the page's own generate(), for the generated class");

  const code = generateCode(defaultWrapper("pyfunc"));
  const edited = RETURN.replace("return ", 'return "Edited: " + ');
  // Monaco indents what is typed.
  await notebook.command("Edit code in a plain text area");
  const python = wrapper.getByRole("textbox", { name: /^Python of/ });
  await python.fill(code.replace(RETURN, edited));
  await notebook.run(inference);
  await notebook.expectStatus(inference, "done", 120_000);
  expect(await notebook.response(inference)).toBe(`Edited: ${String(own)}`);
  await expect(inference).toContainText("the wrapper's class, in Python");
  await inference.getByRole("tab", { name: "Answer" }).click();
  await expect(inference).toContainText("The class of the wrapper cell ran itself, in this page's Python.");
  // The zip holds the class that ran.
  await notebook.run(notebook.cell("Artifact"));
  const { files } = await notebook.download(notebook.cell("Artifact"));
  expect(files["phi3_mlflow_model/phi3_model.py"]).toContain(edited);

  await python.fill(code.replace(RETURN, '        raise ValueError(f"no {prompt[:8]}")\n'));
  await notebook.run(inference);
  await notebook.expectStatus(inference, "failed");
  await expect(inference).toContainText("ValueError: no <|user|>");
  await expect(inference).toContainText("phi3_model.py");
});
