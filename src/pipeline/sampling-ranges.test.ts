import { expect, test } from "vitest";
import { parseGenaiConfig } from "#genai/config.ts";
import { Generator } from "#genai/generator.ts";
import { GeneratorParams } from "#genai/generator-params.ts";
import { ScriptedDecoder } from "#genai/testing/scripted-decoder.ts";
import { generationParams } from "./generation-params.ts";
import { isInRange, REQUEST_RANGES, SEARCH_RANGES } from "./sampling-ranges.ts";

const values = [-3, -1, -0.5, 0, 0.5, 1, 1.5, 2, 7];

function isTaken(call: () => unknown): boolean {
  try {
    call();
    return true;
  } catch {
    return false;
  }
}

/** Only whole numbers pass the signature's longs, before the pipeline sees them. */
const whole = (kind: string) => values.filter((value) => kind === "float" || Number.isInteger(value));

test.each(Object.entries(REQUEST_RANGES))(
  "a request's %s is in range where the pipeline takes it",
  (name, range) => {
    const config = { maxLength: 300, truncation: true, includePrompt: false };
    // 0 tokens count as no limit.
    for (const value of whole(range.kind).filter((each) => name !== "max_tokens" || each !== 0)) {
      const request = { messages: [], [name]: value };
      const taken = isTaken(() => generationParams(request, config, { do_sample: true }));
      expect([value, isInRange(value, range)]).toEqual([value, taken]);
    }
  },
);

test.each(Object.entries(SEARCH_RANGES))(
  "the search option %s is in range where the generator takes it",
  async (name, range) => {
    const config = parseGenaiConfig(
      JSON.stringify({ model: { type: "phi3", context_length: 40, vocab_size: 50, eos_token_id: 3 } }),
    );
    for (const value of values) {
      const create = async () => {
        const params = new GeneratorParams(config);
        params.setSearchOptions({ do_sample: true, top_k: 5, [name]: value });
        await Generator.create({ config, decoder: new ScriptedDecoder(50, []) }, params);
      };
      const taken = await create().then(
        () => true,
        () => false,
      );
      expect([value, isInRange(value, range)]).toEqual([value, taken]);
    }
  },
);
