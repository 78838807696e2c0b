import { Mt19937 } from "./mt19937.ts";
import { argMax, Sampler } from "./sampling.ts";
import type { ModelConfig } from "./config.ts";
import type { SearchOptions } from "./search-options.ts";

/** -FLT_MAX: the score of a token that must not be chosen. */
const lowestScore = -3.4028234663852886e38;

type SamplingMethod = "greedy" | "top-k" | "top-p" | "top-k-top-p";

/** Mirrors Generator::InitializeSamplingMethod (onnxruntime-genai, src/generators.cpp, 0.18), past its checks. */
function samplingMethodOf(options: Readonly<SearchOptions>): SamplingMethod {
  if (!options.doSample || options.topK === 1 || options.temperature === 0) return "greedy";
  if (options.topP > 0 && options.topP < 1 && options.topK > 1) return "top-k-top-p";
  return options.topK > 1 ? "top-k" : "top-p";
}

/**
 * One growing sequence and the choice of its next token.
 * Mirrors GreedySearch_Cpu (onnxruntime-genai, src/search.cpp, 0.18) for batch size 1.
 */
export class GreedySearch {
  readonly #options: Readonly<SearchOptions>;
  readonly #eosTokenIds: readonly number[];
  readonly #padTokenId: number;
  readonly #method: SamplingMethod;
  readonly #random: Mt19937;
  readonly #sampler: Sampler;
  /** i32 [maxLength]; the first #length are the sequence. */
  readonly #tokens: Int32Array;
  /** Per token id, whether the repetition penalty has met it; all 0 between calls. */
  readonly #visited: Uint8Array;
  #length = 0;
  #nextToken = 0;
  #done = false;
  #hasSeenEos = false;

  constructor(options: Readonly<SearchOptions>, model: Readonly<ModelConfig>) {
    const { vocabSize, eosTokenIds, padTokenId } = model;
    this.#options = options;
    this.#eosTokenIds = eosTokenIds;
    this.#padTokenId = padTokenId;
    this.#method = samplingMethodOf(options);
    this.#random = options.randomSeed >= 0 ? new Mt19937(options.randomSeed) : Mt19937.fromRandomDevice();
    this.#sampler = new Sampler(vocabSize);
    this.#tokens = new Int32Array(options.maxLength);
    this.#visited = new Uint8Array(vocabSize);
  }

  get length(): number {
    return this.#length;
  }

  /** True at an end-of-stream token, which does not join the sequence, or at the full length. */
  get isDone(): boolean {
    return this.#done;
  }

  /** The token chosen or appended last. */
  get nextToken(): number {
    return this.#nextToken;
  }

  /** A view, valid until the sequence changes. */
  get sequence(): Int32Array {
    return this.#tokens.subarray(0, this.#length);
  }

  /** The caller has checked that they fit. Whatever they are, the search is not done after them. */
  appendTokens(tokenIds: Int32Array): void {
    for (const tokenId of tokenIds) {
      this.#nextToken = tokenId;
      this.#tokens[this.#length++] = tokenId;
    }
    this.#resetDone();
  }

  /** Keeps the first `length` tokens. The token that stood behind them becomes the next one, as in native. */
  rewindTo(length: number): void {
    this.#nextToken = length > 0 ? this.#tokens[length]! : 0;
    this.#length = length;
    this.#resetDone();
  }

  /**
   * Chooses the token that follows and appends it unless it ends the stream.
   * @param scores f32 [vocab], the logits; penalties are written into it.
   */
  selectNextToken(scores: Float32Array): void {
    this.#applyMinLength(scores);
    this.#applyRepetitionPenalty(scores);
    this.#applyNoRepeatNgram(scores);
    // After its end a sequence only gets pads, which do not join it.
    const token = this.#hasSeenEos ? this.#padTokenId : this.#choose(scores);
    this.#nextToken = token;
    if (this.#hasSeenEos || this.#eosTokenIds.includes(token)) {
      this.#hasSeenEos = true;
      this.#done = true;
      return;
    }
    this.#tokens[this.#length++] = token;
    if (this.#length === this.#options.maxLength) this.#done = true;
  }

  #resetDone(): void {
    this.#done = false;
    this.#hasSeenEos = false;
  }

  #choose(scores: Float32Array): number {
    const { topK, topP, temperature } = this.#options;
    switch (this.#method) {
      case "greedy":
        return argMax(scores);
      case "top-k-top-p":
        return this.#sampler.sampleTopK(scores, topK, topP, temperature, this.#random);
      case "top-k":
        return this.#sampler.sampleTopK(scores, topK, 0, temperature, this.#random);
      case "top-p":
        return this.#sampler.sampleTopP(scores, topP, temperature, this.#random);
    }
  }

  #applyMinLength(scores: Float32Array): void {
    if (this.#length >= this.#options.minLength) return;
    for (const eos of this.#eosTokenIds) scores[eos] = lowestScore;
  }

  /** Each distinct token of the whole sequence is made less likely (above 1) once. */
  #applyRepetitionPenalty(scores: Float32Array): void {
    const penalty = this.#options.repetitionPenalty;
    if (penalty === 1) return;
    const visited = this.#visited;
    for (let i = 0; i < this.#length; i++) {
      const token = this.#tokens[i]!;
      const score = scores[token];
      if (score === undefined || visited[token] === 1) continue;
      visited[token] = 1;
      scores[token] = score < 0 ? score * penalty : score / penalty;
    }
    for (let i = 0; i < this.#length; i++) visited[this.#tokens[i]!] = 0;
  }

  /** Rules out every token that would complete an n-gram which the sequence already has. */
  #applyNoRepeatNgram(scores: Float32Array): void {
    const size = this.#options.noRepeatNgramSize;
    if (size <= 0 || this.#length < size) return;
    const tokens = this.#tokens;
    const prefixLength = size - 1;
    const prefixStart = this.#length - prefixLength;
    for (let start = 0; start <= this.#length - size; start++) {
      let matched = 0;
      while (matched < prefixLength && tokens[start + matched] === tokens[prefixStart + matched]) matched++;
      if (matched < prefixLength) continue;
      const banned = tokens[start + prefixLength]!;
      if (banned >= 0 && banned < scores.length) scores[banned] = lowestScore;
    }
  }
}
