import { afterAll, expect, test } from "vitest";
import { generate, PromptedParams, SteppedGenerator } from "./mid-2024.ts";
import type { GoldenRunJson } from "./testing/golden-run.ts";
import { loadFixtureModel, readCases } from "./testing/native-fixtures.ts";

const model = await loadFixtureModel("tiny-grouped");
const runs = (await readCases<GoldenRunJson>("shapes.json")).filter((run) => run.model === "tiny-grouped");

afterAll(() => model.decoder.dispose());

function paramsOf({ prompt, searchOptions }: GoldenRunJson): PromptedParams {
  const params = new PromptedParams(model.config);
  params.setSearchOptions(searchOptions);
  params.inputIds = model.tokenizer.encode(prompt);
  return params;
}

test("model.generate(params) gives the sequences that today's calls give", async () => {
  for (const run of runs.slice(0, 60)) {
    const params = paramsOf(run);
    const sequences = await generate(model, params);
    expect(sequences).toHaveLength(params.search.numReturnSequences);
    expect([...sequences[0]!.subarray(run.promptTokens)]).toEqual(run.tokenIds);
  }
});

test("compute_logits and generate_next_token give a token at a time", async () => {
  const run = runs.find(({ searchOptions }) => searchOptions["do_sample"] === true)!;
  const generator = await SteppedGenerator.create(model, paramsOf(run));
  const seen: number[] = [];
  while (!generator.isDone()) {
    await generator.computeLogits();
    await generator.generateNextToken();
    seen.push(generator.getNextTokens()[0]!);
  }
  expect(seen.slice(0, run.tokenIds.length)).toEqual(run.tokenIds);
  expect([...generator.getSequence(0).subarray(run.promptTokens)]).toEqual(run.tokenIds);
  await generator.dispose();
});

test("params without a prompt, or with one that leaves no room, are refused", async () => {
  const params = new PromptedParams(model.config);
  params.setSearchOptions({ max_length: 4 });
  await expect(generate(model, params)).rejects.toThrow("input_ids is empty");
  params.inputIds = [300, 301, 302, 303];
  await expect(generate(model, params)).rejects.toThrow("input sequence_length (4) is >= max_length (4)");
});

test("a token before the first compute_logits is refused", async () => {
  const params = new PromptedParams(model.config);
  params.inputIds = [300];
  const generator = await SteppedGenerator.create(model, params);
  await expect(generator.generateNextToken()).rejects.toThrow(/no prior state/);
  await generator.dispose();
});
