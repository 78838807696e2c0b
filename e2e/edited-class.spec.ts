import JSZip from "jszip";
import { expectNoViolations } from "./axe.ts";
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

test("an opened model's own class runs after the person agrees", async ({ page, notebook }) => {
  await notebook.openOption(2);
  await notebook.command("Edit code in a plain text area");
  const code = generateCode(defaultWrapper("pyfunc"));
  const edited = code.replace(RETURN, '        return "Theirs: " + prompt[:8]\n');
  await notebook
    .cell("Wrapper")
    .getByRole("textbox", { name: /^Python of/ })
    .fill(edited);
  await notebook.run(notebook.cell("Artifact"));
  const { bytes } = await notebook.download(notebook.cell("Artifact"));
  // As a stranger would have it: one letter is another.
  const zip = await JSZip.loadAsync(bytes);
  const path = "phi3_mlflow_model/phi3_model.py";
  zip.file(path, (await zip.file(path)!.async("string")).replace("Theirs", "Others"));
  await page.getByLabel("MLflow model zip", { exact: true }).setInputFiles({
    name: "stranger.zip",
    mimeType: "application/zip",
    buffer: await zip.generateAsync({ type: "nodebuffer" }),
  });
  await expect(page.getByText("is open in a new notebook")).toBeVisible();
  await notebook.runAll();
  const inference = notebook.cell("Inference");
  await expect(inference).toContainText("Waiting for your answer");
  const question = inference.getByRole("region", { name: "Run this model's Python?", exact: true });
  await question.locator("summary").click();
  await expect(question.getByRole("region", { name: /phi3_model\.py/ })).toContainText("Others: ");
  await expectNoViolations(page, ".cell.inference");
  await question.getByRole("button", { name: "Don't run" }).click();
  await expect(question).toContainText("You chose not to run it.");
  await expect(inference).toBeFocused();
  await question.getByRole("button", { name: "Run this model's Python", exact: true }).click();
  await notebook.expectStatus(inference, "done", 120_000);
  expect(await notebook.response(inference)).toBe("Others: <|system");
});

const LOOP = /        generator = og\.Generator\(self\.model, self\.params\)\n[^]*?is_done\(\):\n.*\n\n/;
const ASYNC = `        import asyncio
        async def asked(count):
            params = og.GeneratorParams(self.model)
            params.set_search_options(do_sample=False, max_length=len(input_tokens) + count)
            generator = og.Generator(self.model, params)
            generator.append_tokens(input_tokens)
            while not generator.is_done():
                generator.generate_next_token()
                await asyncio.sleep(0)
            return self.tokenizer.decode(generator.get_sequence(0)[len(input_tokens):])
        async def both():
            await asyncio.sleep(0.01)
            try:
                asyncio.run(asked(1))
            except RuntimeError as error:
                nested = str(error)
            one, two = await asyncio.gather(asked(3), asked(5))
            if "France" in prompt:
                await asyncio.sleep(600)
            return f"{nested} | {two.startswith(one) and one != ''}"
        return asyncio.run(both())
`;

test("asyncio.run of a class waits, gathers, refuses to be nested, and ends at Stop", async ({
  notebook,
}) => {
  await notebook.openOption(2);
  const [wrapper, inference] = [notebook.cell("Wrapper"), notebook.cell("Inference")];
  const code = generateCode(defaultWrapper("pyfunc")).replace(LOOP, "").replace(RETURN, ASYNC);
  await notebook.command("Edit code in a plain text area");
  await wrapper.getByRole("textbox", { name: /^Python of/ }).fill(code);
  const ask = (country: string) => ({
    prompt: `<|user|>What is the capital of ${country}?<|end|><|assistant|>`,
  });
  const answer = "asyncio.run() cannot be called from a running event loop | True";
  expect(await notebook.predict(inference, ask("Spain"))).toBe(answer);

  await notebook.setInput(inference, JSON.stringify(ask("France")));
  await inference.getByRole("button", { name: /^Run / }).click();
  await expect(inference).toContainText("The capital");
  await inference.getByRole("button", { name: /^Stop / }).click();
  await expect(inference).not.toHaveAttribute("data-status", "running");
  await expect(inference).not.toContainText("What its variables held is gone");
  // What Stop has ended leaves nothing behind.
  expect(await notebook.predict(inference, ask("Spain"))).toBe(answer);
});
