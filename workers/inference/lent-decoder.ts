import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { Decoder, DecoderSession } from "#genai/decoder-session.ts";
import type { TextModel } from "#genai/generate-text.ts";
import type { GenaiModel } from "./genai-model.ts";

/** The same model for others, who may keep it longer than it stays loaded. */
export function lend(model: GenaiModel): TextModel {
  return { ...model.textModel, decoder: new LentDecoder(model.textModel.decoder, () => !model.isDisposed) };
}

/** A decoder for Python's objects, which can outlive the model; using it then gives a clear error. */
class LentDecoder implements Decoder {
  readonly vocabSize: number;
  readonly reusableUpTo?: number;
  readonly #decoder: Decoder;
  readonly #isThere: () => boolean;

  /** @param isThere false once another model has replaced it. */
  constructor(decoder: Decoder, isThere: () => boolean) {
    this.#decoder = decoder;
    this.#isThere = isThere;
    this.vocabSize = decoder.vocabSize;
    if (decoder.reusableUpTo !== undefined) this.reusableUpTo = decoder.reusableUpTo;
  }

  async openSession(capacity: number, count?: number): Promise<DecoderSession> {
    this.check();
    return new LentSession(await this.#decoder.openSession(capacity, count), this);
  }

  get isThere(): boolean {
    return this.#isThere();
  }

  /** @throws AppError "not-found" */
  check(): void {
    if (this.isThere) return;
    throw new AppError(
      "not-found",
      message`The page has loaded another model in this one's place. Run the cell that makes the model again.`,
    );
  }

  /** The page's own model: it stays loaded for later requests. */
  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

class LentSession implements DecoderSession {
  readonly #session: DecoderSession;
  readonly #decoder: LentDecoder;

  constructor(session: DecoderSession, decoder: LentDecoder) {
    this.#session = session;
    this.#decoder = decoder;
  }

  get vocabSize(): number {
    return this.#session.vocabSize;
  }

  get length(): number {
    return this.#session.length;
  }

  get capacity(): number {
    return this.#session.capacity;
  }

  async append(tokenIds: Int32Array): Promise<Float32Array> {
    this.#decoder.check();
    return this.#session.append(tokenIds);
  }

  setLength(length: number): void {
    this.#decoder.check();
    this.#session.setLength(length);
  }

  async copyFrom(source: DecoderSession, count: number): Promise<void> {
    this.#decoder.check();
    await this.#session.copyFrom(source instanceof LentSession ? source.#session : source, count);
  }

  async dispose(): Promise<void> {
    // If the model is gone, so is its memory.
    if (this.#decoder.isThere) await this.#session.dispose();
  }
}
