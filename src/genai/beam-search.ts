import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { BeamHypotheses } from "./beam-hypotheses.ts";
import type { ModelConfig } from "./config.ts";
import { expf } from "./expf.ts";
import { partialSort } from "./partial-sort.ts";
import { Penalties } from "./penalties.ts";
import { argMax, resetToIdentity } from "./sampling.ts";
import type { Search } from "./search.ts";
import type { SearchOptions } from "./search-options.ts";

/** The starting score of every beam of a prompt except the first, so that they do not all choose the same tokens. */
const outdoneScore = -1e9;

const { fround } = Math;

/** A candidate for a row: a sequence, its next token, and the sum of log probabilities including that token. */
interface Candidate {
  readonly row: number;
  readonly token: number;
  readonly score: number;
}

/**
 * Several sequences for each prompt; each step keeps those with the highest sum of log probabilities. A row is one of them: those of the
 * first prompt come first. Prompts grow together; a finished one gets pads.
 * Mirrors BeamSearch_Cpu and BeamSearchScorer (onnxruntime-genai, src/search.cpp and beam_search_scorer.cpp, 0.18), including its bugs:
 * prompts of a batch read each other's scores, and finished prompts continue from the first row.
 */
export class BeamSearch implements Search {
  readonly #options: Readonly<SearchOptions>;
  readonly #eosTokenIds: readonly number[];
  readonly #padTokenId: number;
  readonly #vocabSize: number;
  readonly #penalties: Penalties;
  /** One per prompt. */
  readonly #hypotheses: readonly BeamHypotheses[];
  /** i32 [beams × vocab], permuted at each step. */
  readonly #candidates: Int32Array;
  /** The candidate that each row became. An entry that a step does not fill keeps its value from the step before. */
  readonly #chosen: Candidate[];
  #rows: readonly Int32Array[];
  #hasChosen = false;
  #isFinalized = false;

  constructor(options: Readonly<SearchOptions>, model: Readonly<ModelConfig>) {
    const { batchSize, numBeams, lengthPenalty } = options;
    const rowCount = batchSize * numBeams;
    this.#options = options;
    this.#eosTokenIds = model.eosTokenIds;
    this.#padTokenId = model.padTokenId;
    this.#vocabSize = model.vocabSize;
    this.#penalties = new Penalties(options, model);
    this.#hypotheses = Array.from({ length: batchSize }, () => new BeamHypotheses(numBeams, lengthPenalty));
    this.#candidates = new Int32Array(numBeams * model.vocabSize);
    this.#chosen = Array.from({ length: rowCount }, (_, row) => ({
      row,
      token: 0,
      score: row % numBeams === 0 ? 0 : outdoneScore,
    }));
    this.#rows = Array.from({ length: rowCount }, () => new Int32Array());
  }

  get length(): number {
    return this.#rows[0]!.length;
  }

  get isDone(): boolean {
    return this.#hypotheses.every(({ isDone }) => isDone) || this.length === this.#options.maxLength;
  }

  get nextTokens(): Int32Array {
    return Int32Array.from(this.#chosen, ({ token }) => token);
  }

  /** The row that each row continues (BeamSearch_Cpu::GetNextIndices). */
  get parents(): readonly number[] {
    return this.#chosen.map(({ row }) => row);
  }

  get rows(): readonly Int32Array[] {
    return this.#rows;
  }

  appendTokens(tokenIds: Int32Array): void {
    const { batchSize, numBeams } = this.#options;
    const count = tokenIds.length / batchSize;
    this.#rows = this.#rows.map((tokens, row) => {
      const start = Math.floor(row / numBeams) * count;
      return concat(tokens, tokenIds.subarray(start, start + count));
    });
  }

  rewindTo(length: number): void {
    this.#rows = this.#rows.map((row) => row.slice(0, length));
  }

  /** @throws AppError "unsupported" where native would read memory that it never wrote. */
  selectNextTokens(scores: Float32Array): void {
    for (const [row, tokens] of this.#rows.entries()) {
      const rowScores = scores.subarray(row * this.#vocabSize, (row + 1) * this.#vocabSize);
      this.#penalties.apply(rowScores, tokens);
      addLogSoftmax(rowScores, this.#chosen[row]!.score);
    }
    const best = this.#hypotheses.flatMap((_, prompt) => this.#bestOf(prompt, scores));
    for (const prompt of this.#hypotheses.keys()) this.#choose(prompt, best);
    this.#rows = this.#chosen.map(({ row, token }) => concat(this.#rows[row]!, [token]));
    this.#hasChosen = true;
  }

  /**
   * The results of the first prompt, best first, then those of the second, and so on. At the first call, unfinished sequences of all
   * prompts join the results, as in native.
   */
  mark(): null {
    return null;
  }

  getSequence(index: number): Int32Array | undefined {
    const { numBeams, numReturnSequences } = this.#options;
    if (!this.#isFinalized) {
      for (const [row, tokens] of this.#rows.entries()) {
        const hypotheses = this.#hypotheses[Math.floor(row / numBeams)]!;
        if (!hypotheses.isDone) hypotheses.add(tokens, this.#chosen[row]!.score);
      }
    }
    this.#isFinalized = true;
    return this.#hypotheses[Math.floor(index / numReturnSequences)]?.get(index % numReturnSequences)?.slice();
  }

  /** Twice as many candidates as beams, best first: enough even if each beam has one candidate that ends it. */
  #bestOf(prompt: number, scores: Float32Array): Candidate[] {
    const { numBeams } = this.#options;
    const size = numBeams * this.#vocabSize;
    const promptScores = scores.subarray(prompt * size, (prompt + 1) * size);
    const count = 2 * numBeams;
    resetToIdentity(this.#candidates);
    partialSort(this.#candidates, 0, count, size, promptScores);
    return Array.from(this.#candidates.subarray(0, count), (index) => ({
      row: prompt * numBeams + Math.floor(index / this.#vocabSize),
      token: index % this.#vocabSize,
      score: promptScores[index]!,
    }));
  }

  /** @param best candidates of all prompts. */
  #choose(prompt: number, best: readonly Candidate[]): void {
    const { numBeams, earlyStopping } = this.#options;
    const hypotheses = this.#hypotheses[prompt]!;
    const firstRow = prompt * numBeams;
    if (hypotheses.isDone) {
      for (let row = firstRow; row < firstRow + numBeams; row++) {
        this.#chosen[row] = { row: 0, token: this.#padTokenId, score: 0 };
      }
      return;
    }
    const count = 2 * numBeams;
    let filled = 0;
    for (const [rank, candidate] of best.slice(prompt * count, (prompt + 1) * count).entries()) {
      if (filled === numBeams) break;
      if (!this.#eosTokenIds.includes(candidate.token)) this.#chosen[firstRow + filled++] = candidate;
      else if (rank < numBeams) hypotheses.add(this.#rows[candidate.row]!, candidate.score);
    }
    if (filled < numBeams && !this.#hasChosen) {
      throw new AppError(
        "unsupported",
        message`Too many of the likeliest tokens end the text at the first step for it to go on in ${numBeams} beams, and native reads uninitialized memory then. Set min_length above the prompt's length, or lower num_beams.`,
      );
    }
    if (!hypotheses.isFull) return;
    // Native starts reading at prompt * num_beams, although each prompt has twice as many scores.
    const { score } = best.slice(firstRow, firstRow + count).reduce((a, b) => (a.score < b.score ? b : a));
    hypotheses.isDone = earlyStopping || !hypotheses.canImprove(score, this.length);
  }
}

function concat(a: Int32Array, b: ArrayLike<number>): Int32Array {
  const both = new Int32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Turns logits into log probabilities plus `sum`, in float32. */
function addLogSoftmax(scores: Float32Array, sum: number): void {
  const maxScore = scores[argMax(scores)]!;
  let expSum = 0;
  for (let i = 0; i < scores.length; i++) {
    const score = fround(scores[i]! - maxScore);
    scores[i] = score;
    expSum = fround(expSum + expf(score));
  }
  const logSum = fround(Math.log(expSum));
  for (let i = 0; i < scores.length; i++) scores[i] = fround(scores[i]! - logSum) + sum;
}
