import { expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import type { ChatRequestJson } from "./chat-completion.ts";
import { type GenerationConfigJson, generationParams, planLength } from "./generation-params.ts";

const messages = [{ role: "user", content: "Hi" }];
const modelConfig = { maxLength: 300, truncation: true, includePrompt: false };
const greedy: GenerationConfigJson = { do_sample: false, eos_token_id: [7] };

function params(request: Omit<ChatRequestJson, "messages">, config: GenerationConfigJson = greedy) {
  return generationParams({ messages, ...request }, modelConfig, config);
}

function codeOf(use: () => unknown): string {
  try {
    use();
  } catch (error) {
    return AppError.from(error).code;
  }
  return "none";
}

test("without anything else, model_config's max_length holds, and generation_config.json makes it greedy", () => {
  expect(params({})).toEqual({
    doSample: false,
    temperature: 1,
    topK: 50,
    topP: 1,
    minP: null,
    maxNewTokens: null,
    minLength: 0,
    minNewTokens: 0,
    noRepeatNgramSize: 0,
    repetitionPenalty: 1,
    maxLength: 300,
    truncation: true,
    stop: [],
    requestedTokens: null,
  });
});

test("where generation_config.json does not say, transformers 5 samples at 0.7", () => {
  const { doSample, temperature } = params({}, {});
  expect({ doSample, temperature }).toEqual({ doSample: true, temperature: 0.7 });
  expect(params({ temperature: 0.2 }, {}).temperature).toBe(0.2);
  expect(params({}, { temperature: 0.9 }).temperature).toBe(0.9);
});

test("max_tokens of the request counts more than max_new_tokens of the model, and 0 counts as absent", () => {
  const config = { ...greedy, max_new_tokens: 40 };
  expect(params({ max_tokens: 5 }, config)).toMatchObject({ maxNewTokens: 5, requestedTokens: 5 });
  expect(params({ max_tokens: 0 }, config)).toMatchObject({ maxNewTokens: 40, requestedTokens: null });
  expect(params({ max_tokens: 0 })).toMatchObject({ maxNewTokens: null, requestedTokens: null });
});

test.each(["n", "stream", "frequency_penalty", "presence_penalty", "custom_inputs"])(
  "%s is refused, whatever its value, unless it is null",
  (field) => {
    expect(codeOf(() => params({ [field]: false }))).toBe("invalid-input");
    expect(codeOf(() => params({ [field]: null }))).toBe("none");
  },
);

test("numbers that transformers refuses are refused, those of sampling only when it samples", () => {
  expect(codeOf(() => params({ max_tokens: -1 }))).toBe("invalid-input");
  for (const request of [{ temperature: 0 }, { temperature: -1 }, { top_p: 1.5 }, { top_k: -1 }]) {
    expect(codeOf(() => params(request))).toBe("none");
    expect(codeOf(() => params(request, {}))).toBe("invalid-input");
  }
});

test("the answer takes what the prompt leaves of max_length", () => {
  expect(planLength(10, params({}), 1024)).toEqual({ promptTokens: 10, maxNewTokens: 290 });
  expect(planLength(299, params({}), 1024)).toEqual({ promptTokens: 299, maxNewTokens: 1 });
});

test("a prompt that leaves no room is too long, unless max_tokens makes room", () => {
  expect(codeOf(() => planLength(300, params({}), 1024))).toBe("prompt-too-long");
  expect(codeOf(() => planLength(900, params({}), 1024))).toBe("prompt-too-long");
  expect(planLength(900, params({ max_tokens: 5 }), 1024)).toEqual({ promptTokens: 300, maxNewTokens: 5 });
});

test("without truncation the whole prompt is read, up to the model's context", () => {
  const whole = { ...params({ max_tokens: 5 }), truncation: false };
  expect(planLength(900, whole, 1024)).toEqual({ promptTokens: 900, maxNewTokens: 5 });
  expect(planLength(1022, whole, 1024)).toEqual({ promptTokens: 1022, maxNewTokens: 2 });
  expect(codeOf(() => planLength(1024, whole, 1024))).toBe("prompt-too-long");
});

test("a way to generate that the page does not know is refused, where it would change the answer", () => {
  const codes = (config: object) => codeOf(() => params({}, config));
  expect(codes({ do_sample: false, num_beams: 4 })).toBe("unsupported");
  expect(codes({ do_sample: false, num_beams: 1, guidance_scale: null })).toBe("none");
  expect(codes({ do_sample: true, typical_p: 0.9 })).toBe("unsupported");
  expect(codes({ do_sample: false, typical_p: 0.9 })).toBe("none");
});
