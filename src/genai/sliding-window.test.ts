import { afterAll, describe, expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import { parseGenaiConfig } from "./config.ts";
import { Generator } from "./generator.ts";
import { GeneratorParams } from "./generator-params.ts";
import {
  type GenerationCaseJson,
  loadFixtureModel,
  readCases,
  withOverlay,
} from "./testing/native-fixtures.ts";

interface WindowCaseJson extends GenerationCaseJson {
  /** get_sequence(0), if native reached the end. */
  readonly sequence?: readonly number[];
  /** Otherwise the tokens of the run that failed. */
  readonly failsAt?: number;
}

const model = await loadFixtureModel("tiny-fp32");
const cases = await readCases<WindowCaseJson>("sliding-window.json");

afterAll(() => model.decoder.dispose());

/** The form of the fixture. */
async function resultOf({
  overlay,
  searchOptions,
  promptIds,
}: WindowCaseJson): Promise<Pick<WindowCaseJson, "sequence" | "failsAt">> {
  const config = withOverlay(model.config, overlay);
  const params = new GeneratorParams(config);
  params.setSearchOptions(searchOptions ?? {});
  const generator = await Generator.create({ ...model, config }, params);
  try {
    await generator.appendTokens(promptIds ?? []);
    while (!generator.isDone()) await generator.generateNextToken();
    return { sequence: [...generator.getSequence(0)] };
  } catch (error) {
    const { details } = AppError.from(error);
    if (details?.["length"] === undefined) throw error;
    return { failsAt: Number(details["length"]) };
  } finally {
    await generator.dispose();
  }
}

describe("with a sliding window in genai_config.json", () => {
  test.each(cases)("native's tokens come, or its run fails at the same one: $name", async (golden) => {
    const { sequence, failsAt } = golden;
    expect(await resultOf(golden)).toEqual(failsAt === undefined ? { sequence } : { failsAt });
  });

  test("the message says what holds the run up, and that the saved model has the same limit", async () => {
    const config = withOverlay(model.config, {
      model: {
        decoder: { sliding_window: { window_size: 24, slide_key_value_cache: false, slide_inputs: false } },
      },
      search: { past_present_share_buffer: true },
    });
    const generator = await Generator.create({ ...model, config }, new GeneratorParams(config));
    await expect(generator.appendTokens(new Int32Array(50).fill(300))).rejects.toThrow(
      "Prompt and answer have 50 tokens, and onnxruntime-genai's KV cache for this model holds 40, because genai_config.json has a sliding window of 24 (model.decoder.sliding_window). The saved model stops here too. Set max_length to 40 or less, or take sliding_window out of genai_config.json.",
    );
    await generator.dispose();
  });

  test.each([
    ["slide_key_value_cache", {}],
    ["slide_inputs", { slide_key_value_cache: false }],
  ])("%s is refused: native fails with it on a CPU", (key, window) => {
    const text = JSON.stringify({
      model: { type: "phi3", context_length: 64, decoder: { sliding_window: { window_size: 8, ...window } } },
    });
    expect(() => parseGenaiConfig(text)).toThrow(
      expect.objectContaining({ code: "unsupported", details: { key } }),
    );
  });

  test.each([
    ['{"foo": 1}', 'model:decoder:sliding_window: Unknown value "foo" at line 1 index 88'],
    [
      '{"window_size": 1.5}',
      "model:decoder:sliding_window:window_size:Field 'window_size' value 1.5 is not an integer at line 1 index 98",
    ],
    [
      '{"layers": ["a"]}',
      "model:decoder:sliding_window:layers: - Expected a number but saw a string at line 1 index 94",
    ],
    ['{"layers": 3}', 'model:decoder:sliding_window: Unknown value "layers" at line 1 index 91'],
  ])("%s has native's message", (window, message) => {
    const text = `{"model": {"type": "phi3", "context_length": 64, "decoder": {"sliding_window": ${window}}}}`;
    expect(() => parseGenaiConfig(text)).toThrow(
      `Error encountered while parsing 'genai_config.json' JSON Error: ${message}`,
    );
  });
});
