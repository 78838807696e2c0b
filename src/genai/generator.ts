import { own } from "#base/own.ts";
import { AppError } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import type { GenaiConfig } from "./config.ts";
import type { DecoderConfig } from "./decoder-config.ts";
import { openBeams } from "./beams.ts";
import type { Decoder, DecoderSession } from "./decoder-session.ts";
import { BatchState, type DecoderState, openSessions, SingleState } from "./decoder-state.ts";
import type { GeneratorParams } from "./generator-params.ts";
import { GreedySearch } from "./greedy-search.ts";
import type { Search } from "./search.ts";
import type { SearchOptions } from "./search-options.ts";
import { beyondWindow, cacheCapacity, type SlidingWindow } from "./sliding-window.ts";

const maxBatchSize = 32;
const maxBeamCount = 32;

/** Sequence lengths from which Phi-3's long rope factors apply; the cache is then recomputed with them. */
const longRopeThresholds: Readonly<Record<string, number>> = { phi3: 4097, phimoe: 4097, phi3small: 8193 };

/** What a generator needs from a model. */
export interface GeneratorModel {
  readonly config: GenaiConfig;
  readonly decoder: Decoder;
}

/**
 * Generates token by token from one prompt, or from a batch of them.
 * Mirrors Generator (onnxruntime-genai, src/generators.cpp, 0.18), including its corner cases of continuous decoding. Calls must not
 * overlap: await each before the next.
 */
export class Generator {
  readonly #state: DecoderState;
  readonly #search: Search;
  readonly #options: Readonly<SearchOptions>;
  readonly #longRopeThreshold: number | undefined;
  readonly #slidingWindow: SlidingWindow | null;
  /** Capacity of native's cache. */
  readonly #cacheCapacity: number;
  #logits: Float32Array | undefined;
  /** Tokens per row in the last run; 0 before the first. */
  #lastRunTokens = 0;
  /** Whether #logits belong to the token that follows the sequence. */
  #hasComputedLogits = false;
  #wasRewound = false;

  private constructor(
    state: DecoderState,
    search: Search,
    options: SearchOptions,
    { type, decoder }: GenaiConfig["model"],
  ) {
    this.#state = state;
    this.#search = search;
    this.#options = options;
    this.#slidingWindow = decoder.slidingWindow;
    this.#cacheCapacity = cacheCapacity(decoder, options);
    // Native recomputes only for a single row.
    const isSingle = options.numBeams === 1 && options.batchSize === 1;
    this.#longRopeThreshold = isSingle ? own(longRopeThresholds, type) : undefined;
  }

  /**
   * Allocates a KV cache for each row (each prompt, or each of its beams), of max_length tokens or a sliding window's.
   * @throws AppError "invalid-argument" with native's message for options out of range; "out-of-memory".
   */
  static async create(model: GeneratorModel, params: GeneratorParams): Promise<Generator> {
    const options = { ...params.search };
    checkOptions(options, model.config.model);
    checkLayerTypes(model.config.model.decoder);
    const { decoder, config } = model;
    const { batchSize, numBeams, chunkSize } = options;
    const { padTokenId } = config.model;
    const capacity = cacheCapacity(config.model.decoder, options);
    const openAll = (): Promise<readonly DecoderSession[]> =>
      openSessions(decoder, batchSize * numBeams, capacity);
    if (numBeams > 1) {
      const { state, search } = await openBeams(openAll, options, config.model);
      return new Generator(state, search, options, config.model);
    }
    const sessions = await openAll();
    const state =
      batchSize > 1
        ? new BatchState(sessions, padTokenId, chunkSize)
        : new SingleState(sessions[0]!, padTokenId, chunkSize);
    return new Generator(state, new GreedySearch(options, config.model), options, config.model);
  }

  /**
   * Appends a prompt, or a further turn, and runs it.
   * As in native, a token that was generated last but never run stays out of the KV cache; call getLogits first to run it.
   * @param tokenIds of all prompts of the batch, [batch, tokens], row-major; shorter ones padded with pad_token_id at the end, as
   * Tokenizer.encodeBatch returns them.
   * @throws AppError "invalid-argument" with native's message when there are none or they do not fit, and for a second call with a batch.
   */
  async appendTokens(tokenIds: Int32Array | readonly number[]): Promise<void> {
    const { batchSize, maxLength, numBeams } = this.#options;
    if (tokenIds.length === 0) throw invalid("input_ids is empty");
    if (tokenIds.length % batchSize !== 0) {
      throw invalid(
        message`Expected as many tokens for each of the ${batchSize} prompts of the batch (pad the shorter ones); found ${tokenIds.length} in all.`,
      );
    }
    if (tokenIds.length / batchSize + this.#search.length > maxLength) {
      throw invalid(
        `input_ids size (${tokenIds.length}) + current sequence length (${this.#search.length}) exceeds max length (${maxLength})`,
      );
    }
    if (batchSize > 1 && this.#search.length > 0) {
      throw invalid(
        "AppendTokens can only be called once for batch_size > 1. To call AppendTokens again, use RewindToLength(0)",
      );
    }
    if (numBeams > 1 && this.#search.length > 0) {
      throw new AppError(
        "unsupported",
        message`A beam search takes one prompt. Start a new generator, or set num_beams to 1.`,
      );
    }
    const ids = Int32Array.from(tokenIds);
    this.#search.appendTokens(ids);
    await this.#computeLogits(ids);
    this.#lastRunTokens = ids.length / batchSize;
  }

  /**
   * @param observe gets the logits, f32 [rows, vocab], before penalties and choice; it must read them at once.
   * @throws AppError "invalid-argument" with native's message without a prompt, or at max_length.
   */
  async generateNextToken(observe?: (logits: Float32Array) => void): Promise<void> {
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
    observe?.(logits);
    this.#hasComputedLogits = false;
    this.#search.selectNextTokens(logits);
  }

  /** True after an end-of-stream token or at max_length. */
  isDone(): boolean {
    return !this.#hasComputedLogits && this.#search.isDone;
  }

  /** Tokens of the sequence, including the prompt. */
  tokenCount(): number {
    return this.#search.length;
  }

  /**
   * The tokens so far, prompt first, without the end-of-stream token (except in a batch, where a row that ended before the others keeps
   * it, followed by pads). With beams, index 0 is the best sequence, and each prompt has num_return_sequences.
   * @throws AppError "invalid-argument" for an index out of range (native reads out of bounds).
   */
  getSequence(index: number): Int32Array {
    const sequence = this.#search.getSequence(index);
    if (sequence !== undefined) return sequence;
    throw invalid(
      message`Expected the index of a sequence, below ${this.#options.batchSize * this.#options.numReturnSequences}; found ${index}.`,
    );
  }

  /** The token of each row that was chosen or appended last, end-of-stream tokens included. */
  getNextTokens(): Int32Array {
    return this.#search.nextTokens;
  }

  /**
   * Runs the last token if that has not been done; token 0 if there is none. After a rewind, the token that stood after the kept ones is
   * restored.
   * @returns logits of the token that follows, f32 [rows, vocab], row-major; valid until the next call.
   * @throws AppError "invalid-argument" with native's message after a rewind to 0, and for beams without a prompt, where native runs
   * uninitialised memory.
   */
  async getLogits(): Promise<Float32Array> {
    if (!this.#hasComputedLogits) {
      if (this.#search.length === 0 && (this.#wasRewound || this.#options.numBeams > 1)) {
        throw invalid(
          "GetLogits called with no prior state. Please call AppendTokens, SetLogits, or SetInputs before calling GetLogits.",
        );
      }
      const next = this.#search.nextTokens;
      if (this.#wasRewound) this.#search.appendTokens(next);
      await this.#computeLogits(next);
      this.#lastRunTokens = 1;
    }
    return this.#logits!;
  }

  /**
   * The result of the last run, without running anything: native's get_output reads it, with a row of logits per token.
   * @returns how many tokens it ran in each row, and the logits after the last of them, f32 [rows, vocab], valid until the next call;
   * undefined before the first run.
   */
  get lastRun(): { readonly tokens: number; readonly logits: Float32Array } | undefined {
    if (this.#lastRunTokens === 0 || this.#logits === undefined) return undefined;
    return { tokens: this.#lastRunTokens, logits: this.#logits };
  }

  /**
   * Replaces the logits that the next token is chosen from.
   * @throws AppError "invalid-argument" with native's message if they are not computed yet or have another size.
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
   * As in native, generateNextToken and getLogits first restore the token that was at `newLength`.
   * @throws AppError "invalid-argument" with native's message beyond the sequence.
   */
  rewindTo(newLength: number): void {
    const { length } = this.#search;
    if (newLength > length) {
      throw invalid("Cannot rewind to a length greater than the current sequence length");
    }
    if (!Number.isInteger(newLength) || newLength < 0) {
      throw invalid(message`Expected a whole number of tokens to rewind to, found ${newLength}.`);
    }
    if (newLength === length) return;
    const { batchSize, numBeams } = this.#options;
    if (batchSize > 1 && newLength !== 0) {
      throw invalid("RewindToLength must be called with new_length=0 when batch_size > 1");
    }
    if (numBeams > 1) throw invalid("RewindToLength is not supported with beam search");
    this.#search.rewindTo(newLength);
    this.#state.rewindTo(newLength);
    this.#hasComputedLogits = false;
    this.#wasRewound = true;
  }

  /**
   * @returns a function that takes the generator back to here after steps of generateNextToken, which then give the same once more;
   * null where it cannot be taken back: logits that are computed already, the token at which caches are computed anew, several rows.
   */
  mark(): (() => void) | null {
    const { length, rows } = this.#search;
    const isPlain = rows.length === 1 && !this.#hasComputedLogits && !this.#wasRewound;
    if (!isPlain || length === 0 || length === this.#longRopeThreshold) return null;
    const undo = this.#search.mark();
    return (
      undo &&
      (() => {
        undo();
        this.#hasComputedLogits = false;
      })
    );
  }

  /** Frees the KV caches. */
  dispose(): Promise<void> {
    return this.#state.dispose();
  }

  /** Runs `tokenIds`, which are at the end of the sequence. */
  async #computeLogits(tokenIds: Int32Array): Promise<void> {
    this.#hasComputedLogits = false;
    const { length } = this.#search;
    if (length > this.#cacheCapacity) throw beyondWindow(this.#slidingWindow, this.#cacheCapacity, length);
    this.#logits = await this.#state.run(tokenIds, this.#search);
    this.#hasComputedLogits = true;
    this.#wasRewound = false;
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
  if (numBeams > 1 && vocabSize < 2) {
    throw invalid(
      `vocab_size (${vocabSize}) must be 2 or greater when using beam search (num_beams=${numBeams})`,
    );
  }
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
}

/** Mirrors ConvKeyValueCache (src/models, 0.18), which native takes where genai_config.json tells types of layers. */
function checkLayerTypes({ layerTypes, numHiddenLayers }: DecoderConfig): void {
  if (layerTypes.length === 0 || layerTypes.length === numHiddenLayers) return;
  throw invalid(
    `ConvKeyValueCache: layer_types array size (${layerTypes.length}) does not match num_hidden_layers (${numHiddenLayers})`,
  );
}

/** Native's own words, except for what it does not check. */
function invalid(wording: Wording): AppError {
  return new AppError("invalid-argument", wording);
}
