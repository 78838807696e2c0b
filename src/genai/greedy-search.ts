import type { ModelConfig } from "./config.ts";
import { Mt19937 } from "./mt19937.ts";
import { Penalties } from "./penalties.ts";
import { argMax, Sampler } from "./sampling.ts";
import type { Search } from "./search.ts";
import type { SearchOptions } from "./search-options.ts";

type SamplingMethod = "greedy" | "top-k" | "top-p" | "top-k-top-p";

/** Mirrors Generator::InitializeSamplingMethod (onnxruntime-genai, src/generators.cpp, 0.18), past its checks. */
function samplingMethodOf(options: Readonly<SearchOptions>): SamplingMethod {
  if (!options.doSample || options.topK === 1 || options.temperature === 0) return "greedy";
  if (options.topP > 0 && options.topP < 1 && options.topK > 1) return "top-k-top-p";
  return options.topK > 1 ? "top-k" : "top-p";
}

/**
 * One sequence whose next token is the likeliest one, or a sampled one.
 * Mirrors GreedySearch_Cpu (onnxruntime-genai, src/search.cpp, 0.18) for batch size 1.
 */
export class GreedySearch implements Search {
  readonly #options: Readonly<SearchOptions>;
  readonly #eosTokenIds: readonly number[];
  readonly #padTokenId: number;
  readonly #method: SamplingMethod;
  readonly #random: Mt19937;
  readonly #sampler: Sampler;
  readonly #penalties: Penalties;
  /** i32 [maxLength]; the first #length are the sequence. */
  readonly #tokens: Int32Array;
  #length = 0;
  #nextToken = 0;
  #done = false;
  #hasSeenEos = false;

  constructor(options: Readonly<SearchOptions>, model: Readonly<ModelConfig>) {
    this.#options = options;
    this.#eosTokenIds = model.eosTokenIds;
    this.#padTokenId = model.padTokenId;
    this.#method = samplingMethodOf(options);
    this.#random = options.randomSeed >= 0 ? new Mt19937(options.randomSeed) : Mt19937.fromRandomDevice();
    this.#sampler = new Sampler(model.vocabSize);
    this.#penalties = new Penalties(options, model);
    this.#tokens = new Int32Array(options.maxLength);
  }

  get length(): number {
    return this.#length;
  }

  /** True at an end-of-stream token, which does not join the sequence, or at the full length. */
  get isDone(): boolean {
    return this.#done;
  }

  get nextTokens(): Int32Array {
    return Int32Array.of(this.#nextToken);
  }

  get rows(): readonly Int32Array[] {
    return [this.#sequence];
  }

  appendTokens(tokenIds: Int32Array): void {
    this.#tokens.set(tokenIds, this.#length);
    this.#length += tokenIds.length;
    this.#nextToken = tokenIds.at(-1)!;
    this.#resetDone();
  }

  /** The token that stood behind the kept ones becomes the next one, as in native. */
  rewindTo(length: number): void {
    this.#nextToken = length > 0 ? this.#tokens[length]! : 0;
    this.#length = length;
    this.#resetDone();
  }

  selectNextTokens(scores: Float32Array): void {
    this.#penalties.apply(scores, this.#sequence);
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

  getSequence(index: number): Int32Array | undefined {
    return index === 0 ? this.#sequence.slice() : undefined;
  }

  get #sequence(): Int32Array {
    return this.#tokens.subarray(0, this.#length);
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
}
