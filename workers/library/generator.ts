import { throwIfAborted } from "#base/errors.ts";
import { GeneratorParams as SearchParams } from "#genai/generator-params.ts";
import type { EngineWorker, GeneratorState } from "#library/engine-port.ts";
import { Model } from "./model.ts";
import { nextId } from "./next-id.ts";

/** Search options of a generation, as `og.GeneratorParams`: those of genai_config.json, and those that are set. */
export class GeneratorParams {
  readonly #params: SearchParams;

  /** @param model whose options they begin with. */
  constructor(model: Model) {
    this.#params = new SearchParams(Model.inside(model).config);
  }

  /**
   * Sets options by native's names: `max_length`, `do_sample`, `temperature`, `top_k`, `top_p`, `num_beams`, …
   * @throws AppError "invalid-argument" with native's message; options before the bad one stay set.
   */
  setSearchOptions(options: Readonly<Record<string, number | boolean>>): void {
    this.#params.setSearchOptions(options);
  }

  /** @internal */
  static inside(params: GeneratorParams): SearchParams["search"] {
    return params.#params.search;
  }
}

/** Generates token by token, as `og.Generator`. Await each call before the next. */
export class Generator {
  readonly #worker: EngineWorker;
  readonly #id: number;
  readonly #signal: AbortSignal | undefined;
  #state: GeneratorState;

  private constructor(worker: EngineWorker, id: number, state: GeneratorState, signal?: AbortSignal) {
    this.#worker = worker;
    this.#id = id;
    this.#state = state;
    this.#signal = signal;
  }

  /**
   * Allocates the KV cache for max_length tokens.
   * @param options `signal`: once it aborts, calls that run the model reject with "aborted".
   * @throws AppError "invalid-argument" with native's message for options out of range, "out-of-memory".
   */
  static async create(
    model: Model,
    params: GeneratorParams,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<Generator> {
    throwIfAborted(signal);
    const { worker } = Model.inside(model);
    const id = nextId();
    return new Generator(
      worker,
      id,
      await worker.createGenerator(id, GeneratorParams.inside(params)),
      signal,
    );
  }

  /**
   * Appends a prompt, or a further turn, and runs it.
   * @throws AppError "invalid-argument" with native's message if there are no tokens or they do not fit, "aborted".
   */
  appendTokens(tokenIds: Int32Array | readonly number[]): Promise<void> {
    return this.#run(() => this.#worker.appendTokens(this.#id, Int32Array.from(tokenIds)));
  }

  /**
   * Runs the last token, unless that has been done, and chooses the next one of each row.
   * @throws AppError "invalid-argument" with native's message without a prompt, or at max_length; "aborted".
   */
  generateNextToken(): Promise<void> {
    return this.#run(() => this.#worker.generateNextToken(this.#id));
  }

  /** True after an end-of-stream token or at max_length. */
  isDone(): boolean {
    return this.#state.isDone;
  }

  /** Tokens of the sequence, including the prompt. */
  tokenCount(): number {
    return this.#state.tokenCount;
  }

  /** The token that was chosen or appended last, i32 [rows]: one row but for beams. */
  getNextTokens(): Int32Array {
    return this.#state.nextTokens;
  }

  /**
   * The tokens so far, prompt first, i32 [tokens]; without the end-of-stream token.
   * @param index 0, or below num_return_sequences with beams, the best first.
   * @throws AppError "invalid-argument" for an index out of range; "not-found" once the generator is disposed of.
   */
  getSequence(index: number): Promise<Int32Array> {
    return this.#worker.getSequence(this.#id, index);
  }

  /**
   * Logits of the next token, f32 [rows, vocab], row-major.
   * @throws AppError "invalid-argument" with native's message without a prompt; "aborted".
   */
  async getLogits(): Promise<Float32Array> {
    throwIfAborted(this.#signal);
    const { logits, state } = await this.#worker.getLogits(this.#id);
    this.#state = state;
    return logits;
  }

  /**
   * Replaces the logits that the next token is chosen from.
   * @param logits f32 [rows, vocab], row-major.
   * @throws AppError "invalid-argument" with native's message for another length; "aborted".
   */
  setLogits(logits: Float32Array): Promise<void> {
    return this.#run(() => this.#worker.setLogits(this.#id, logits));
  }

  /**
   * Keeps the first `newLength` tokens.
   * @throws AppError "invalid-argument" with native's message beyond the tokens that there are; "aborted".
   */
  rewindTo(newLength: number): Promise<void> {
    return this.#run(() => this.#worker.rewindTo(this.#id, newLength));
  }

  /** Frees the KV cache. The generator cannot be used afterwards. */
  dispose(): Promise<void> {
    return this.#worker.disposeGenerator(this.#id);
  }

  /** `dispose`, at the end of the block of `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }

  async #run(call: () => Promise<GeneratorState>): Promise<void> {
    throwIfAborted(this.#signal);
    this.#state = await call();
  }
}
