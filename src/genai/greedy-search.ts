import type { ModelConfig } from "./config.ts";
import { Mt19937 } from "./mt19937.ts";
import { Penalties } from "./penalties.ts";
import { argMax, Sampler } from "./sampling.ts";
import type { Search } from "./search.ts";
import type { SearchOptions } from "./search-options.ts";

type SamplingMethod = "greedy" | "top-k" | "top-p" | "top-k-top-p";

/** Mirrors Generator::InitializeSamplingMethod (onnxruntime-genai, src/generators.cpp, 0.18), after its checks. */
function samplingMethodOf(options: Readonly<SearchOptions>): SamplingMethod {
  if (!options.doSample || options.topK === 1 || options.temperature === 0) return "greedy";
  if (options.topP > 0 && options.topP < 1 && options.topK > 1) return "top-k-top-p";
  return options.topK > 1 ? "top-k" : "top-p";
}

interface Row {
  /** i32 [maxLength + 1]; the first #length are the sequence. As in native, a step after a rewind can go one beyond. */
  readonly tokens: Int32Array;
  nextToken: number;
  hasSeenEos: boolean;
}

/**
 * Sequences, one per prompt of the batch, whose next token is the likeliest or a sampled one. Mirrors GreedySearch_Cpu
 * (onnxruntime-genai, src/search.cpp, 0.18).
 */
export class GreedySearch implements Search {
  readonly #options: Readonly<SearchOptions>;
  readonly #eosTokenIds: readonly number[];
  readonly #padTokenId: number;
  readonly #method: SamplingMethod;
  /** One for all rows, which draw in order. */
  readonly #random: Mt19937;
  readonly #sampler: Sampler;
  readonly #penalties: Penalties;
  readonly #rows: readonly Row[];
  #length = 0;
  #done = false;

  constructor(options: Readonly<SearchOptions>, model: Readonly<ModelConfig>) {
    this.#options = options;
    this.#eosTokenIds = model.eosTokenIds;
    this.#padTokenId = model.padTokenId;
    this.#method = samplingMethodOf(options);
    this.#random = options.randomSeed >= 0 ? new Mt19937(options.randomSeed) : Mt19937.fromRandomDevice();
    this.#sampler = new Sampler(model.vocabSize);
    this.#penalties = new Penalties(options, model);
    this.#rows = Array.from({ length: options.batchSize }, () => ({
      tokens: new Int32Array(options.maxLength + 1),
      nextToken: 0,
      hasSeenEos: false,
    }));
  }

  get length(): number {
    return this.#length;
  }

  /** True once each row has had an end-of-stream token, or at the full length. */
  get isDone(): boolean {
    return this.#done;
  }

  get nextTokens(): Int32Array {
    return Int32Array.from(this.#rows, ({ nextToken }) => nextToken);
  }

  get rows(): readonly Int32Array[] {
    return this.#rows.map((row) => this.#sequenceOf(row));
  }

  appendTokens(tokenIds: Int32Array): void {
    const count = tokenIds.length / this.#rows.length;
    for (const [i, row] of this.#rows.entries()) {
      const added = tokenIds.subarray(i * count, (i + 1) * count);
      row.tokens.set(added, this.#length);
      row.nextToken = added.at(-1)!;
    }
    this.#length += count;
    this.#resetDone();
  }

  /** As in native, the tokens after the kept ones become the next ones. */
  rewindTo(length: number): void {
    for (const row of this.#rows) row.nextToken = length > 0 ? row.tokens[length]! : 0;
    this.#length = length;
    this.#resetDone();
  }

  selectNextTokens(scores: Float32Array): void {
    const vocabSize = scores.length / this.#rows.length;
    for (const [i, row] of this.#rows.entries()) {
      const rowScores = scores.subarray(i * vocabSize, (i + 1) * vocabSize);
      this.#penalties.apply(rowScores, this.#sequenceOf(row));
      // A row that has ended gets pads.
      row.nextToken = row.hasSeenEos ? this.#padTokenId : this.#choose(rowScores);
      row.hasSeenEos ||= this.#eosTokenIds.includes(row.nextToken);
    }
    // The end-of-stream token of the last row joins no sequence. That of a row which ends earlier does, followed by pads.
    if (this.#rows.every(({ hasSeenEos }) => hasSeenEos)) {
      this.#done = true;
      return;
    }
    for (const { tokens, nextToken } of this.#rows) tokens[this.#length] = nextToken;
    this.#length++;
    if (this.#length === this.#options.maxLength) this.#done = true;
  }

  mark(): () => void {
    const [length, done] = [this.#length, this.#done];
    const rows = this.#rows.map((row) => ({ ...row }));
    const draws = this.#random.mark();
    return () => {
      this.#length = length;
      this.#done = done;
      for (const [i, row] of this.#rows.entries()) Object.assign(row, rows[i]);
      draws();
    };
  }

  getSequence(index: number): Int32Array | undefined {
    const row = this.#rows[index];
    return row && this.#sequenceOf(row).slice();
  }

  #sequenceOf({ tokens }: Row): Int32Array {
    return tokens.subarray(0, this.#length);
  }

  #resetDone(): void {
    this.#done = false;
    for (const row of this.#rows) row.hasSeenEos = false;
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
