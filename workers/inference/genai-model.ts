import { type GenaiConfig, parseGenaiConfig } from "#genai/config.ts";
import type { Decoder } from "#genai/decoder-session.ts";
import { graphPath, tokenizerPath } from "#genai/model-path.ts";
import { operatorLibraryFault } from "#genai/operator-library.ts";
import { type GeneratedText, generateText, type TextModel, type TextProgress } from "#genai/generate-text.ts";
import { PrefixReuse } from "#genai/prefix-reuse.ts";
import type { RuntimeFacts } from "#inference/inference-port.ts";
import type { RuntimeChoice, RuntimeId } from "#inference/runtimes.ts";
import { Tokenizer } from "#tokenizer/tokenizer.ts";
import type { PyfuncWrapper } from "#wrapper/wrapper.ts";
import type { BundleReader } from "./bundle-reader.ts";
import { chooseRuntime } from "./choose-runtime.ts";
import type { ExpectedContext } from "./expected-context.ts";
import { nextMacrotask } from "./next-macrotask.ts";
import type { Runtimes } from "./runtime.ts";

/** Option 2: a loaded model of the generate() API. */
export class GenaiModel {
  /** For generating, until it is disposed of. */
  readonly textModel: TextModel;
  readonly #reuse: PrefixReuse;
  #isDisposed = false;
  /** What runs it. */
  readonly runtimeInfo: () => RuntimeFacts;

  private constructor(model: Omit<TextModel, "decoder">, decoder: Decoder, runtimeInfo: () => RuntimeFacts) {
    this.#reuse = new PrefixReuse(decoder, model.config.model.contextLength);
    this.textModel = { ...model, decoder: this.#reuse };
    this.runtimeInfo = runtimeInfo;
  }

  /**
   * @throws AppError "invalid-bundle", "invalid-config", "invalid-model", "unsupported", "network", "out-of-memory",
   * "aborted".
   */
  static async load(
    reader: BundleReader,
    runtimes: Runtimes<RuntimeId>,
    choice: RuntimeChoice,
    { searchOptions }: Pick<PyfuncWrapper, "searchOptions">,
  ): Promise<GenaiModel> {
    const config = parseGenaiConfig(await reader.bytes(reader.find("genai_config.json")));
    const libraryFault = operatorLibraryFault(config.model.decoder);
    if (libraryFault !== null) throw libraryFault;
    const path = (name: string): string => tokenizerPath(config.model, name);
    const tokenizer = Tokenizer.fromFiles({
      "tokenizer.json": await reader.text(path("tokenizer.json")),
      "tokenizer_config.json": await reader.text(path("tokenizer_config.json")),
      "chat_template.jinja": await reader.optionalText(path("chat_template.jinja")),
      "chat_template.json": await reader.optionalText(path("chat_template.json")),
    });
    const file = reader.find(graphPath(config.model));
    const expected = expectedContext(config, searchOptions);
    const chosen = await chooseRuntime(runtimes, choice, { file, reader, expected, told: config.model });
    return new GenaiModel({ config, tokenizer }, await chosen.decoder(config), chosen.info);
  }

  /** Prompt tokens of the last answer that were already in the KV cache. */
  takeReusedTokens(): number {
    return this.#reuse.takeReusedTokens();
  }

  /** A single token, for people to read. */
  tokenText(tokenId: number): string {
    return this.textModel.tokenizer.tokenText(tokenId);
  }

  /** Does what the wrapper's `predict` does. Aborting stops at the next token and keeps the text. Errors as `generateText`. */
  predict(
    prompt: string,
    { searchOptions }: PyfuncWrapper,
    alternatives: number,
    progress: Pick<TextProgress, "signal" | "onTextDelta">,
  ): Promise<GeneratedText> {
    const request = { prompt, searchOptions, alternatives };
    return generateText(this.textModel, request, { ...progress, yieldControl: nextMacrotask });
  }

  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  dispose(): Promise<void> {
    this.#isDisposed = true;
    return this.textModel.decoder.dispose();
  }
}

/** As in native, the cache has room for max_length tokens. */
function expectedContext(
  { model, search }: GenaiConfig,
  searchOptions: PyfuncWrapper["searchOptions"],
): ExpectedContext {
  const tokens = Number(searchOptions["max_length"] ?? search.maxLength) || model.contextLength;
  return { tokens, contextLength: model.contextLength };
}
