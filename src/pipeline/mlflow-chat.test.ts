import { readFile } from "node:fs/promises";
import { Tokenizer } from "@huggingface/tokenizers";
import { describe, expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import { AnswerStream } from "./answer-stream.ts";
import type { ChatCompletionJson, ChatRequestJson } from "./chat-completion.ts";
import { completeChat } from "./complete-chat.ts";
import { type GenerationConfigJson, generationParams, planLength } from "./generation-params.ts";
import { endsWithAny, stopSequences } from "./stop-sequences.ts";

/** tools/peers/fixtures/pipeline/chat.json: the answers of MLflow 3.17; its README.md explains the fields. */
interface ChatCaseJson {
  readonly name: string;
  readonly request: ChatRequestJson;
  readonly prompt?: string;
  readonly promptIds?: readonly number[];
  /** Prompt and completion. */
  readonly ids?: readonly number[];
  readonly response?: readonly [ChatCompletionJson];
  readonly error?: { readonly type: string; readonly message: string };
}

const demo = new URL("../../public/models/phi3-demo/", import.meta.url);
const fixture = new URL("../../tools/peers/fixtures/pipeline/chat.json", import.meta.url);

async function readJson(url: URL): Promise<unknown> {
  return JSON.parse(await readFile(url, "utf8")) as unknown;
}

const { cases } = (await readJson(fixture)) as { cases: readonly ChatCaseJson[] };
const generationConfig = (await readJson(new URL("generation_config.json", demo))) as GenerationConfigJson;
const { max_position_embeddings: contextLength } = (await readJson(new URL("config.json", demo))) as {
  max_position_embeddings: number;
};
const tokenizer = new Tokenizer(
  (await readJson(new URL("tokenizer.json", demo))) as object,
  (await readJson(new URL("tokenizer_config.json", demo))) as object,
);

const tokenize = (text: string): number[] => tokenizer.encode(text, { add_special_tokens: false }).ids;
const decode = (tokenIds: readonly number[]): string =>
  tokenizer.decode([...tokenIds], { skip_special_tokens: true, clean_up_tokenization_spaces: false });
const modelConfig = { maxLength: 300, truncation: true, includePrompt: false };
const eosTokenIds = new Set([generationConfig.eos_token_id ?? []].flat());

/** Requests that got as far as a prompt. The page does not take a list of requests. */
const withPrompt = cases.filter(({ request, prompt }) => !Array.isArray(request) && prompt !== undefined);

describe("answers as MLflow does", () => {
  test.each(withPrompt.filter(({ response }) => response !== undefined))(
    "$name",
    ({ request, prompt, promptIds, ids, response }) => {
      const params = generationParams(request, modelConfig, generationConfig);
      const promptTokenIds = tokenize(prompt!);
      const plan = planLength(promptTokenIds.length, params, contextLength);
      expect(promptTokenIds.slice(0, plan.promptTokens)).toEqual(promptIds);

      // The tokens are native's; the rules here decide where they end.
      const answer = ids!.slice(plan.promptTokens);
      const sequences = stopSequences(params.stop, tokenize);
      const ends = answer.map((tokenId, index) => {
        const soFar = ids!.slice(0, plan.promptTokens + index + 1);
        return eosTokenIds.has(tokenId) || index + 1 === plan.maxNewTokens || endsWithAny(soFar, sequences);
      });
      expect(ends.indexOf(true)).toBe(answer.length - 1);

      const completion = completeChat({
        promptTokenIds,
        outputTokenIds: ids!,
        params,
        decode,
        model: response![0].model,
        id: "<id>",
        createdSeconds: 0,
      });
      expect({ ...completion, created: "<time>" }).toEqual(response![0]);
      expect(Object.keys(completion)).toEqual(Object.keys(response![0]));

      const stream = new AnswerStream(decode);
      const streamed = answer.map((tokenId) => stream.push(tokenId)).join("");
      // MLflow cuts the length of the whole prompt off the text, even if the model has read less of it.
      const isCut = plan.promptTokens < promptTokenIds.length;
      const { content } = completion.choices[0]!.message;
      expect(streamed).toBe(isCut ? streamed : content);
    },
  );
});

describe("refuses what MLflow refuses", () => {
  test.each(withPrompt.filter(({ error }) => error !== undefined))("$name", ({ request, prompt, error }) => {
    const code = error!.message.startsWith("Input length of input_ids") ? "prompt-too-long" : "invalid-input";
    expect(() => {
      const params = generationParams(request, modelConfig, generationConfig);
      planLength(tokenize(prompt!).length, params, contextLength);
    }).toThrow(expect.objectContaining({ code }) as AppError);
  });
});
