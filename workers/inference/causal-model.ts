import type { TextModel } from "#genai/generate-text.ts";
import { ChatPrompt } from "#pipeline/chat-prompt.ts";
import type { CausalModel } from "#python/host/causal-lm.ts";

interface TokenizerJson {
  readonly added_tokens: readonly { readonly id: number; readonly content: string }[];
  readonly model: { readonly vocab: Readonly<Record<string, number>> };
}

/** The model's files that transformers reads. */
export interface CausalFiles {
  text(path: string): Promise<string>;
  optionalText(path: string): Promise<string | undefined>;
}

/**
 * A loaded model as transformers sees it: the same decoder with the Hugging Face tokenizer.
 * @throws errors of the files; SyntaxError if one is not JSON.
 */
export async function causalModel(
  { decoder }: Pick<TextModel, "decoder">,
  files: CausalFiles,
): Promise<CausalModel> {
  const { Tokenizer } = await import("@huggingface/tokenizers");
  const tokenizerJson = JSON.parse(await files.text("tokenizer.json")) as TokenizerJson;
  const tokenizerConfig = await files.text("tokenizer_config.json");
  const tokenizer = new Tokenizer(tokenizerJson, JSON.parse(tokenizerConfig) as object);
  const prompt = new ChatPrompt(JSON.parse(tokenizerConfig), await files.optionalText("chat_template.jinja"));
  return {
    decoder,
    tokenizer: {
      encode: (text, addSpecialTokens) =>
        tokenizer.encode(text, { add_special_tokens: addSpecialTokens }).ids,
      decode: (ids, skipSpecialTokens) =>
        tokenizer.decode([...ids], {
          skip_special_tokens: skipSpecialTokens,
          clean_up_tokenization_spaces: false,
        }),
      applyChatTemplate: (messages, options) => prompt.renderAs(messages, options),
    },
    files: {
      config: await files.text("config.json"),
      generationConfig: (await files.optionalText("generation_config.json")) ?? "{}",
      tokenizerConfig,
      chatTemplate: prompt.template,
      addedTokens: JSON.stringify(tokenizerJson.added_tokens),
      vocabulary: JSON.stringify(tokenizerJson.model.vocab),
    },
  };
}
