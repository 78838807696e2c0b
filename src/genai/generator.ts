import { AppError } from "#base/errors.ts";
import type { GenaiConfig } from "./config.ts";
import type { Decoder, DecoderSession } from "./decoder-session.ts";
import type { GeneratorParams } from "./generator-params.ts";
import { GreedySearch } from "./search.ts";
import type { SearchOptions } from "./search-options.ts";

const maxBatchSize = 32;
const maxBeamCount = 32;

/** Sequence lengths from which Phi-3's long rope factors hold; the cache is then computed anew with them. */
const longRopeThresholds: Readonly<Record<string, number>> = { phi3: 4097, phimoe: 4097, phi3small: 8193 };

/** What a generator needs of a model. */
export interface GeneratorModel {
  readonly config: GenaiConfig;
  readonly decoder: Decoder;
}

/**
 * Generates one sequence token by token.
 *
 * Mirrors Generator (onnxruntime-genai, src/generators.cpp, 0.18) for batch size 1 without beams, native's corner cases
 * of continuous decoding included. Calls must not overlap: await each before the next.
 */
export class Generator {
  readonly #session: DecoderSession;
  readonly #search: GreedySearch;
  readonly #options: Readonly<SearchOptions>;
  readonly #longRopeThreshold: number | undefined;
  readonly #padTokenId: number;
  #logits: Float32Array | undefined;
  /** Whether #logits tell the token that follows the sequence. */
  #hasComputedLogits = false;
  #wasRewound = false;
  #hasRun = false;

  private constructor(
    session: DecoderSession,
    search: GreedySearch,
    model: GenaiConfig["model"],
    options: SearchOptions,
  ) {
    this.#session = session;
    this.#search = search;
    this.#options = options;
    this.#longRopeThreshold = longRopeThresholds[model.type];
    this.#padTokenId = model.padTokenId;
  }

  /**
   * Allocates the KV cache for max_length tokens.
   * @throws AppError "invalid-argument" with native's message for options out of range; "unsupported" for batches and
   * beams; "out-of-memory".
   */
  static async create(model: GeneratorModel, params: GeneratorParams): Promise<Generator> {
    const options = { ...params.search };
    checkOptions(options, model.config.model);
    const session = await model.decoder.openSession(options.maxLength);
    return new Generator(session, new GreedySearch(options, model.config.model), model.config.model, options);
  }

  /**
   * Appends a prompt, or a further turn, and runs it.
   *
   * As in native, a token that was generated last but never run stays out of the KV cache; call getLogits first to run it.
   * @throws AppError "invalid-argument" with native's message when there are none or they do not fit.
   */
  async appendTokens(tokenIds: Int32Array | readonly number[]): Promise<void> {
    if (tokenIds.length === 0) throw invalid("input_ids is empty");
    if (tokenIds.length + this.#search.length > this.#options.maxLength) {
      throw invalid(
        `input_ids size (${tokenIds.length}) + current sequence length (${this.#search.length}) exceeds max length (${this.#options.maxLength})`,
      );
    }
    const ids = Int32Array.from(tokenIds);
    this.#search.appendTokens(ids);
    await this.#computeLogits(ids);
  }

  /** @throws AppError "invalid-argument" with native's message without a prompt, or at max_length. */
  async generateNextToken(): Promise<void> {
    if (this.#search.length >= this.#options.maxLength) {
      throw invalid(
        `GenerateNextToken called with sequence length already at max_length (${this.#options.maxLength})`,
      );
    }
    if (this.#search.length === this.#longRopeThreshold) {
      const tokenIds = this.getSequence(0);
      this.rewindTo(0);
      await this.appendTokens(tokenIds);
    }
    if (this.#search.length === 0 && !this.#hasComputedLogits) {
      throw invalid(
        "GenerateNextToken called with no prior state. Please call AppendTokens, SetLogits, or SetInputs before calling GenerateNextToken.",
      );
    }
    const logits = await this.getLogits();
    this.#hasComputedLogits = false;
    this.#search.selectNextToken(logits);
  }

  /** True after an end-of-stream token or at max_length. */
  isDone(): boolean {
    return !this.#hasComputedLogits && this.#search.isDone;
  }

  /** Tokens of the sequence, the prompt counted. */
  tokenCount(): number {
    return this.#search.length;
  }

  /**
   * The tokens so far, prompt first; without the end-of-stream token.
   * @throws AppError "invalid-argument" for an index other than 0 (native reads whatever lies there).
   */
  getSequence(index: number): Int32Array {
    if (index !== 0) {
      throw invalid(`There is one sequence, with index 0; expected 0, found ${index}.`);
    }
    return this.#search.sequence.slice();
  }

  /** The token that was chosen or appended last, an end-of-stream token too. */
  getNextTokens(): Int32Array {
    return Int32Array.of(this.#search.nextToken);
  }

  /**
   * Runs the last token if that has not been done. After a rewind, the token that stood behind the kept ones is back.
   * @returns logits of the token that follows, f32 [vocab]; valid until the next call.
   */
  async getLogits(): Promise<Float32Array> {
    if (!this.#hasComputedLogits) {
      const next = Int32Array.of(this.#search.nextToken);
      if (this.#wasRewound) this.#search.appendTokens(next);
      await this.#computeLogits(next);
    }
    return this.#logits!;
  }

  /**
   * Replaces the logits that the next token is chosen from.
   * @throws AppError "invalid-argument" with native's message when they are not computed yet or of another size.
   */
  setLogits(logits: Float32Array): void {
    if (this.#logits === undefined) {
      this.#logits = logits.slice();
    } else {
      if (!this.#hasComputedLogits) {
        throw invalid(
          "logits are not computed yet. Please call GenerateNextToken or AppendTokens before calling SetLogits.",
        );
      }
      if (logits.length !== this.#logits.length) {
        throw invalid(
          `Generator::SetLogits passed an array of size ${logits.length} but should be size ${this.#logits.length}`,
        );
      }
      this.#logits.set(logits);
    }
    this.#hasComputedLogits = true;
  }

  /**
   * Keeps the first `newLength` tokens.
   *
   * As in native, generateNextToken and getLogits then first bring back the token that stood at `newLength`.
   * @throws AppError "invalid-argument" with native's message beyond the sequence.
   */
  rewindTo(newLength: number): void {
    const { length } = this.#search;
    if (newLength > length) {
      throw invalid("Cannot rewind to a length greater than the current sequence length");
    }
    if (!Number.isInteger(newLength) || newLength < 0) {
      throw invalid(`Expected a whole number of tokens to rewind to, found ${newLength}.`);
    }
    if (newLength === length) return;
    this.#search.rewindTo(newLength);
    this.#session.setLength(newLength);
    this.#hasComputedLogits = false;
    this.#wasRewound = true;
  }

  /** Frees the KV cache. */
  dispose(): Promise<void> {
    return this.#session.dispose();
  }

  /** Runs `tokenIds`, which stand at the end of the sequence. */
  async #computeLogits(tokenIds: Int32Array): Promise<void> {
    const { chunkSize } = this.#options;
    this.#hasComputedLogits = false;
    this.#session.setLength(this.#search.length - tokenIds.length);
    const isChunked = !this.#hasRun && chunkSize > 0 && tokenIds.length > chunkSize;
    const step = isChunked ? chunkSize : tokenIds.length;
    for (let start = 0; start < tokenIds.length; start += step) {
      this.#logits = await this.#run(tokenIds.subarray(start, start + step));
    }
    this.#hasRun = true;
    this.#hasComputedLogits = true;
    this.#wasRewound = false;
  }

  /**
   * The logits after the last token that is no pad, since native takes pads at the end of several tokens for padding; they are
   * in the cache all the same. Mirrors Logits::Update (onnxruntime-genai, src/models/logits.cpp, 0.18), which reads from
   * anywhere where all are pads.
   */
  async #run(tokenIds: Int32Array): Promise<Float32Array> {
    const end = tokenIds.findLastIndex((tokenId) => tokenId !== this.#padTokenId) + 1;
    if (end === 0 || end === tokenIds.length) return this.#session.append(tokenIds);
    const logits = (await this.#session.append(tokenIds.subarray(0, end))).slice();
    await this.#session.append(tokenIds.subarray(end));
    return logits;
  }
}

/** Mirrors the checks of Generator::Generator and InitializeSamplingMethod, in their order. */
function checkOptions(options: Readonly<SearchOptions>, model: GenaiConfig["model"]): void {
  const { maxLength, batchSize, numBeams, numReturnSequences, topK, topP } = options;
  const { contextLength, vocabSize, eosTokenIds } = model;
  if (maxLength === 0) throw invalid("search max_length is 0");
  if (maxLength > contextLength) {
    throw invalid(`max_length (${maxLength}) cannot be greater than model context_length (${contextLength})`);
  }
  if (batchSize < 1 || batchSize > maxBatchSize) {
    throw invalid(`batch_size (${batchSize}) must be in [1, ${maxBatchSize}]`);
  }
  if (numBeams < 1 || numBeams > maxBeamCount) {
    throw invalid(`num_beams (${numBeams}) must be in [1, ${maxBeamCount}]`);
  }
  if (numReturnSequences < 1 || numReturnSequences > numBeams) {
    throw invalid(`num_return_sequences (${numReturnSequences}) must be in [1, ${numBeams}]`);
  }
  if (vocabSize < 1) throw invalid(`vocab_size must be 1 or greater, is ${vocabSize}`);
  for (const eosTokenId of eosTokenIds) {
    if (eosTokenId < 0 || eosTokenId >= vocabSize) {
      throw invalid(`eos_token_id (${eosTokenId}) must be in range [0, ${vocabSize}) (vocab_size)`);
    }
  }
  if (maxLength < 0) {
    const { numKeyValueHeads, headSize, numHiddenLayers } = model.decoder;
    throw invalid(
      `Could not allocate the key-value cache buffer of shape: [batch_size (${batchSize}), num_key_value_heads (${numKeyValueHeads}), max_length (${maxLength}), head_size (${headSize})] for ${numHiddenLayers} layers. Try reducing the max_length requested or reducing the batch size.`,
    );
  }
  const isSampling = options.doSample && topK !== 1 && options.temperature !== 0;
  if (isSampling) {
    if (numBeams !== 1) throw invalid("TopK and TopP cannot be used with a beam search");
    if (topP < 0 || topP > 1) throw invalid("top_p must be between 0.0 and 1.0");
    if (topK < 0) throw invalid("top_k must be 0 or greater");
    if (topK > vocabSize) {
      throw invalid(`top_k (${topK}) must be less than or equal to vocab_size (${vocabSize})`);
    }
  }
  if (batchSize > 1 || numBeams > 1) {
    throw new AppError(
      "unsupported",
      `batch_size is ${batchSize} and num_beams is ${numBeams}; the page generates one sequence at a time. Set both to 1.`,
      { details: { batchSize, numBeams } },
    );
  }
}

function invalid(message: string): AppError {
  return new AppError("invalid-argument", message);
}
