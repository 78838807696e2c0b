import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { fixturePath, loadTokenizer, readCases } from "#genai/testing/native-fixtures.ts";
import type { TemplateMessage } from "./chat-template.ts";
import type { Tokenizer } from "./tokenizer.ts";

type UndecodableJson = { readonly error: "UnicodeDecodeError" };

interface TokenizerCaseJson {
  readonly text?: string;
  readonly ids: readonly number[];
  readonly decoded: string | UndecodableJson;
  readonly stream: readonly string[] | UndecodableJson;
}

interface ChatTemplateCaseJson {
  readonly name: string;
  readonly messages: readonly TemplateMessage[];
  readonly addGenerationPrompt: boolean;
  readonly prompt: string;
}

interface TemplateCaseJson {
  readonly name?: string;
  readonly template: string;
  readonly messages: readonly TemplateMessage[];
  readonly prompt?: string;
  readonly error?: { readonly message: string } | { readonly type: "UnicodeDecodeError" };
}

const demo = fileURLToPath(new URL("../../public/models/phi3-demo", import.meta.url));

describe.each([
  ["the tiny model", dirname(fixturePath("tiny-fp32/tokenizer.json")), "tokenizer-tiny.json"],
  ["the demo model", demo, "tokenizer-demo.json"],
])("the tokenizer of %s gives what og.Tokenizer 0.18 gives", async (_, folder, fixture) => {
  const tokenizer = await loadTokenizer(folder);
  const cases = await readCases<TokenizerCaseJson>(fixture);

  test("for every text", () => {
    const texts = cases.filter(({ text }) => text !== undefined);
    expect(texts.map(({ text }) => [text, [...tokenizer.encode(text!)]])).toEqual(
      texts.map(({ text, ids }) => [text, ids]),
    );
  });

  test("for every sequence of ids", () => {
    const decodable = cases.filter(({ decoded }) => typeof decoded === "string");
    expect(decodable.map(({ ids }) => [ids, tokenizer.decode(ids)])).toEqual(
      decodable.map(({ ids, decoded }) => [ids, decoded]),
    );
  });

  test("for every stream of ids", () => {
    const decodable = cases.filter(({ stream }) => Array.isArray(stream));
    const streamed = decodable.map(({ ids }) => {
      const stream = tokenizer.createStream();
      return [ids, ids.map((id) => stream.decode(id))];
    });
    expect(streamed).toEqual(decodable.map(({ ids, stream }) => [ids, stream]));
  });
});

describe("the demo model's chat template gives what og.Tokenizer 0.18 gives", async () => {
  const tokenizer = await loadTokenizer(demo);

  test.each(await readCases<ChatTemplateCaseJson>("chat-template.json"))(
    "for $name, generation prompt $addGenerationPrompt",
    ({ messages, addGenerationPrompt, prompt }) => {
      expect(tokenizer.applyChatTemplate(messages, { addGenerationPrompt })).toBe(prompt);
    },
  );
});

describe("a chat template gives what og.Tokenizer 0.18 gives, or fails with its words", async () => {
  const tokenizer = await loadTokenizer(demo);
  const cases = await readCases<TemplateCaseJson>("chat-templates.json");

  test.each(cases.filter(({ name }) => name !== undefined))(
    "as published: $name",
    ({ template, messages, prompt, error }) => {
      expect(rendered(tokenizer, template, messages)).toEqual({ prompt, error });
    },
  );

  test("for every expression and block", () => {
    const parts = cases.filter(({ name }) => name === undefined);
    expect(
      parts.map(({ template, messages }) => [template, rendered(tokenizer, template, messages)]),
    ).toEqual(parts.map(({ template, prompt, error }) => [template, { prompt, error }]));
  });
});

/** In the form of a case: only the words after the page's own. */
function rendered(
  tokenizer: Tokenizer,
  template: string,
  messages: readonly TemplateMessage[],
): Pick<TemplateCaseJson, "prompt" | "error"> {
  try {
    return { prompt: tokenizer.applyChatTemplate(messages, { template }) };
  } catch (error) {
    const { cause } = error as { cause: Error };
    const isUndecodable = cause.cause instanceof TypeError;
    return { error: isUndecodable ? { type: "UnicodeDecodeError" } : { message: cause.message } };
  }
}
