/** Option 1 samples as transformers does: with the same seed it draws the same tokens. */
import { readFile } from "node:fs/promises";
import { demoFiles, writeFolder } from "./bundle-files.ts";
import { expect, test } from "./shared-page.ts";

/** tools/peers/fixtures/pipeline/seeded-chat.json: real MLflow's answers, the demo model sampling, after transformers.set_seed. */
interface SeededCaseJson {
  readonly request: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly promptIds: readonly number[];
  readonly ids: readonly number[];
}

const fixture = new URL("../tools/peers/fixtures/pipeline/seeded-chat.json", import.meta.url);

test("with a generation_config.json that leaves do_sample open, each seed gives the tokens that it gives natively", async ({
  notebook,
  page,
}, testInfo) => {
  const files = await demoFiles(page);
  const { do_sample: _, ...config } = JSON.parse(String(files["generation_config.json"])) as Record<
    string,
    unknown
  >;
  files["generation_config.json"] = Buffer.from(JSON.stringify(config));
  const model = notebook.cell("Model");
  await model.getByLabel(/^Model folder/).setInputFiles(await writeFolder(testInfo, "phi3-sampling", files));
  await notebook.runAllToTheEnd();

  const inference = notebook.cell("Inference");
  await inference.getByText("Sampling and limits").click();
  const { cases } = JSON.parse(await readFile(fixture, "utf8")) as { cases: readonly SeededCaseJson[] };
  const found: unknown[] = [];
  for (const { request, seed } of cases) {
    await inference.getByRole("textbox", { name: "seed" }).fill(String(seed));
    await notebook.predict(inference, request);
    found.push(await notebook.tokenIds(inference));
  }
  expect(found).toEqual(cases.map(({ ids, promptIds }) => ids.slice(promptIds.length)));
});
