import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "./test.ts";

test.use({ editor: "plain" });

test("a context that does not fit is refused before loading, and the one that fits is offered", async ({
  notebook,
}) => {
  const folder = await mkdtemp(path.join(tmpdir(), "long-"));
  try {
    await cp("tools/peers/fixtures/genai/tiny-grouped", folder, { recursive: true });
    const configPath = path.join(folder, "genai_config.json");
    const config = JSON.parse(await readFile(configPath, "utf8")) as { model: { context_length: number } };
    config.model.context_length = 100_000_000;
    await writeFile(configPath, JSON.stringify(config));

    await notebook.openOption(2);
    await notebook
      .cell("Model")
      .getByLabel(/^Model folder/)
      .setInputFiles(folder);
    const wrapper = notebook.cell("Wrapper");
    await wrapper.getByLabel("Value of max_length").fill("60000000");
    const cell = notebook.cell("Inference");
    await notebook.run(cell);
    await notebook.expectStatus(cell, "failed");
    await expect(cell).toContainText("Not enough memory");
    await expect(cell).toContainText(
      "A context of 60000000 tokens takes 30.72 GB on onnxruntime-web, beside weights of 0.5 MB; WebAssembly has 4.29 GB in all. Nothing was loaded.",
    );
    const offer = cell.getByRole("button", { name: /^Set max_length to \d+$/ });
    const tokens = /\d+/.exec(await offer.innerText())![0];
    await offer.click();
    await expect(wrapper.getByLabel("Value of max_length")).toHaveValue(tokens);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
