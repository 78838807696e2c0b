import { AppError } from "#base/errors.ts";
import { type GenaiConfig, parseGenaiConfig } from "#genai/config.ts";
import { Generator } from "#genai/generator.ts";
import { GeneratorParams } from "#genai/generator-params.ts";
import { Tokenizer } from "#tokenizer/tokenizer.ts";
import type { SearchOptionValue } from "#wrapper/wrapper.ts";
import type { BundleReader } from "./bundle-reader.ts";
import { loadOnnx } from "./load-onnx.ts";
import { OrtWebDecoder } from "./ort-web/ort-web-decoder.ts";
import { ortRuntime } from "./ort-web/start-ort.ts";

export interface GenaiAnswer {
  readonly text: string;
  /** The answer's tokens, without the end-of-stream token. */
  readonly tokenIds: readonly number[];
  readonly promptTokens: number;
  readonly stopped: boolean;
}

/** Option 2: a model of the generate() API, loaded. */
export class GenaiModel {
  readonly #config: GenaiConfig;
  readonly #tokenizer: Tokenizer;
  readonly #decoder: OrtWebDecoder;

  private constructor(config: GenaiConfig, tokenizer: Tokenizer, decoder: OrtWebDecoder) {
    this.#config = config;
    this.#tokenizer = tokenizer;
    this.#decoder = decoder;
  }

  /** @throws AppError "invalid-bundle", "invalid-config", "invalid-model", "unsupported", "network", "out-of-memory". */
  static async load(reader: BundleReader): Promise<GenaiModel> {
    const config = parseGenaiConfig(await reader.text("genai_config.json"));
    const tokenizer = Tokenizer.fromFiles({
      "tokenizer.json": await reader.text("tokenizer.json"),
      "tokenizer_config.json": await reader.text("tokenizer_config.json"),
      "chat_template.jinja": await reader.optionalText("chat_template.jinja"),
    });
    const files = await loadOnnx(reader.find(config.model.decoder.filename), reader);
    reader.say("Loading the weights into ONNX Runtime");
    const decoder = await OrtWebDecoder.load(await ortRuntime(), files, config.model);
    return new GenaiModel(config, tokenizer, decoder);
  }

  /**
   * Does what the wrapper's `predict` does: encodes the prompt, generates until an end-of-stream token or max_length, decodes
   * what came after the prompt. Aborting stops at the next token and keeps the text.
   *
   * @param onToken called for each token with the text that it completes.
   * @throws AppError "prompt-too-long", "invalid-argument" with native's message for search options out of range,
   * "invalid-input" for an empty prompt, "out-of-memory".
   */
  async generate(
    prompt: string,
    searchOptions: Readonly<Record<string, SearchOptionValue>>,
    onToken: (text: string) => void,
    signal: AbortSignal,
  ): Promise<GenaiAnswer> {
    const params = new GeneratorParams(this.#config);
    params.setSearchOptions(searchOptions);
    const promptIds = this.#tokenizer.encode(prompt);
    const generator = await Generator.create({ config: this.#config, decoder: this.#decoder }, params);
    try {
      checkPrompt(promptIds.length, params.search.maxLength);
      await generator.appendTokens(promptIds);
      const stream = this.#tokenizer.createStream();
      while (!generator.isDone() && !signal.aborted) {
        const count = generator.tokenCount();
        await generator.generateNextToken();
        // An end-of-stream token is chosen, and is no part of the sequence.
        if (generator.tokenCount() > count) onToken(stream.decode(generator.getNextTokens()[0]!));
      }
      const tokenIds = generator.getSequence(0).subarray(promptIds.length);
      return {
        text: this.#tokenizer.decode(tokenIds),
        tokenIds: Array.from(tokenIds),
        promptTokens: promptIds.length,
        stopped: signal.aborted && !generator.isDone(),
      };
    } finally {
      await generator.dispose();
    }
  }

  dispose(): Promise<void> {
    return this.#decoder.dispose();
  }
}

function checkPrompt(promptTokens: number, maxLength: number): void {
  if (promptTokens === 0) {
    throw new AppError("invalid-input", "The prompt is empty. Write something for the model to go on from.");
  }
  if (promptTokens < maxLength) return;
  throw new AppError(
    "prompt-too-long",
    `The prompt takes ${promptTokens} tokens, and max_length is ${maxLength} for prompt and answer together. Shorten the prompt, or raise max_length in the wrapper cell.`,
    { details: { promptTokens, maxLength } },
  );
}
