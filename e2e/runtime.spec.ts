import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "./test.ts";

for (const option of [1, 2] as const) {
  test(`option ${option}: the cell says what runs and why, and another runtime gives the same tokens`, async ({
    notebook,
  }) => {
    await notebook.openOption(option);
    await notebook.runAllToTheEnd();
    const cell = notebook.cell("Inference");
    const runtime = cell.getByLabel("Runtime", { exact: true });
    await expect(runtime).toHaveValue("automatic");
    await expect(cell).toContainText(/int4 kernel \(WebAssembly, CPU\), relaxed SIMD, \d threads/);
    await expect(cell).toContainText("It knows this model's operations, and is faster than onnxruntime-web.");
    await expect(cell).toContainText(/Memory\s*[\d.]+ MB/);
    await expect(cell).toContainText(/Keys and values\s*32 bits, as natively/);
    const tokenIds = await notebook.tokenIds(cell);

    await runtime.selectOption("onnxruntime-web");
    await notebook.expectStatus(cell, "stale");
    await notebook.run(cell);
    await notebook.expectStatus(cell, "done");
    await expect(cell).toContainText(/onnxruntime-web \(WebAssembly, CPU\) [\d.]+, \d threads/);
    await expect(cell).toContainText("It was chosen in this cell.");
    expect(await notebook.tokenIds(cell)).toEqual(tokenIds);
  });
}

test("a model that the kernel does not know runs on onnxruntime-web, and the cell says why", async ({
  notebook,
}) => {
  const folder = await mkdtemp(path.join(tmpdir(), "floats-"));
  try {
    await cp("tools/peers/fixtures/genai/tiny-fp32", folder, { recursive: true });
    await notebook.openOption(2);
    await notebook
      .cell("Model")
      .getByLabel(/^Model folder/)
      .setInputFiles(folder);
    await notebook.runAllToTheEnd();
    const cell = notebook.cell("Inference");
    await expect(cell).toContainText("The int4 kernel does not know a MatMul for a linear layer.");
    await expect(cell).toContainText("onnxruntime-web (WebAssembly, CPU)");

    await cell.getByLabel("Runtime", { exact: true }).selectOption("int4 kernel");
    await notebook.run(cell);
    await notebook.expectStatus(cell, "failed");
    await expect(cell).toContainText(
      "The int4 kernel does not know a MatMul for a linear layer. Choose Automatic or onnxruntime-web in this cell.",
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
