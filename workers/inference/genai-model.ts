import { parseGenaiConfig } from "#genai/config.ts";
import { type GeneratedText, generateText, type TextModel, type TextProgress } from "#genai/generate-text.ts";
import { Tokenizer } from "#tokenizer/tokenizer.ts";
import type { PyfuncWrapper } from "#wrapper/wrapper.ts";
import type { BundleReader } from "./bundle-reader.ts";
import { loadOnnx } from "./load-onnx.ts";
import { nextMacrotask } from "./next-macrotask.ts";
import { OrtWebDecoder } from "./ort-web/ort-web-decoder.ts";
import { ortRuntime } from "./ort-web/start-ort.ts";

/** Option 2: a model of the generate() API, loaded. */
export class GenaiModel {
  readonly #model: TextModel;

  private constructor(model: TextModel) {
    this.#model = model;
  }

  /**
   * @throws AppError "invalid-bundle", "invalid-config", "invalid-model", "unsupported", "network", "out-of-memory",
   * "aborted".
   */
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
    return new GenaiModel({ config, tokenizer, decoder });
  }

  /** Does what the wrapper's `predict` does. Aborting stops at the next token and keeps the text. Errors as `generateText`. */
  predict(
    prompt: string,
    { searchOptions }: PyfuncWrapper,
    progress: Pick<TextProgress, "signal" | "onTextDelta">,
  ): Promise<GeneratedText> {
    return generateText(this.#model, { prompt, searchOptions }, { ...progress, yieldControl: nextMacrotask });
  }

  dispose(): Promise<void> {
    return this.#model.decoder.dispose();
  }
}
