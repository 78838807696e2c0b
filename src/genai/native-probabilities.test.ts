import { afterAll, expect, test } from "vitest";
import { Generator } from "./generator.ts";
import { GeneratorParams } from "./generator-params.ts";
import { type GenerationCaseJson, loadFixtureModel, readCases } from "./testing/native-fixtures.ts";
import { TokenObserver, type TokenProbabilities } from "./token-probabilities.ts";

interface ProbabilityCaseJson extends GenerationCaseJson {
  readonly tokens: readonly TokenProbabilities[];
}

const model = await loadFixtureModel("tiny-fp32");
const cases = await readCases<ProbabilityCaseJson>("probabilities.json");

afterAll(() => model.decoder.dispose());

/** The kernels of the two ONNX Runtimes add in a different order. */
const digits = 4;
const rounded = (tokens: readonly TokenProbabilities[]) =>
  tokens.map(({ tokenId, logProbability, alternatives }) => ({
    tokenId,
    logProbability: expect.closeTo(logProbability, digits) as number,
    alternatives: alternatives.map((each) => ({
      tokenId: each.tokenId,
      logProbability: expect.closeTo(each.logProbability, digits) as number,
    })),
  }));

test.each(cases)("each token's probability and alternatives are native's: $name", async (each) => {
  const params = new GeneratorParams(model.config);
  params.setSearchOptions(each.searchOptions ?? {});
  const generator = await Generator.create(model, params);
  const observer = new TokenObserver(5);
  await generator.appendTokens(each.promptIds ?? []);
  while (!generator.isDone()) {
    await generator.generateNextToken(observer.onLogits);
    observer.onToken(generator.getNextTokens()[0]!);
  }
  await generator.dispose();
  expect(observer.tokens.length).toBeGreaterThan(5);
  expect(observer.tokens).toEqual(rounded(each.tokens));
});
