import { afterAll, expect, test } from "vitest";
import { Generator } from "./generator.ts";
import { GeneratorParams } from "./generator-params.ts";
import type { GoldenRunJson } from "./testing/golden-run.ts";
import { loadFixtureModel, readCases } from "./testing/native-fixtures.ts";

const cases = await readCases<GoldenRunJson>("shapes.json");
const models = new Map(
  await Promise.all(
    ["tiny-grouped", "tiny-long-rope"].map(async (name) => [name, await loadFixtureModel(name)] as const),
  ),
);

afterAll(async () => {
  for (const { decoder } of models.values()) await decoder.dispose();
});

/** Prompts are long and similar, so the test's name includes the options. */
const named = cases.map((run, index) => ({
  ...run,
  name: `${run.model} ${index}: ${run.promptTokens} tokens, ${JSON.stringify(run.searchOptions)}`,
}));

test.each(named)("$name", async ({ model: name, prompt, promptTokens, searchOptions, tokenIds }) => {
  const model = models.get(name)!;
  const promptIds = model.tokenizer.encode(prompt);
  expect(promptIds.length).toBe(promptTokens);
  const params = new GeneratorParams(model.config);
  params.setSearchOptions(searchOptions);
  const generator = await Generator.create(model, params);
  await generator.appendTokens(promptIds);
  while (!generator.isDone()) await generator.generateNextToken();
  expect([...generator.getSequence(0).subarray(promptTokens)]).toEqual(tokenIds);
  await generator.dispose();
});
