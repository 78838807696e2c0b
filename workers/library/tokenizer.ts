import type { EngineWorker } from "#library/engine-port.ts";
import { Model } from "./model.ts";
import { nextId } from "./next-id.ts";

/** A message of a chat. */
export interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

/** Turns text into token ids and back, as `og.Tokenizer` of onnxruntime-genai 0.18 does. */
export class Tokenizer {
  readonly #worker: EngineWorker;

  /** @param model whose tokenizer.json it uses. */
  constructor(model: Model) {
    this.#worker = Model.inside(model).worker;
  }

  /** Token ids of a text, i32 [tokens]. Special tokens in the text count as such. */
  encode(text: string): Promise<Int32Array> {
    return this.#worker.encode(text);
  }

  /** Token ids of several texts, i32 [texts, longest], row-major, padded at the end with pad_token_id of genai_config.json. */
  encodeBatch(texts: readonly string[]): Promise<Int32Array> {
    return this.#worker.encodeBatch(texts);
  }

  /** Text of tokens, without special ones. */
  decode(tokenIds: Int32Array | readonly number[]): Promise<string> {
    return this.#worker.decode(Int32Array.from(tokenIds));
  }

  /** The id of a token; -1 if it is not in the vocabulary. */
  toTokenId(token: string): Promise<number> {
    return this.#worker.toTokenId(token);
  }

  /**
   * The prompt of a chat, by the model's chat template or the given one.
   * @param messages in their order, with the roles that the template knows.
   * @param options `template` in Jinja; `addGenerationPrompt`: whether the prompt ends where the answer begins, which is so by default.
   * @throws AppError "invalid-config" without a template, "invalid-input" if it cannot render the messages.
   */
  applyChatTemplate(
    messages: readonly ChatMessage[],
    options: { readonly template?: string; readonly addGenerationPrompt?: boolean } = {},
  ): Promise<string> {
    return this.#worker.applyChatTemplate(messages, options);
  }

  /** Decodes tokens one at a time. */
  createStream(): TokenizerStream {
    return new TokenizerStream(this.#worker);
  }
}

/** Decodes tokens one at a time, as `og.TokenizerStream` does. Made by `Tokenizer.createStream`. */
export class TokenizerStream {
  readonly #worker: EngineWorker;
  readonly #id = nextId();

  /** @internal */
  constructor(worker: EngineWorker) {
    this.#worker = worker;
  }

  /** Text of the next token; "" while a character is incomplete. */
  decode(tokenId: number): Promise<string> {
    return this.#worker.decodeNext(this.#id, tokenId);
  }

  /** Forgets what it decoded. */
  dispose(): Promise<void> {
    return this.#worker.disposeStream(this.#id);
  }
}
