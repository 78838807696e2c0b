import { BeamHypotheses } from "./beam-hypotheses.ts";
import type { ModelConfig } from "./config.ts";
import { expf } from "./expf.ts";
import { partialSort } from "./partial-sort.ts";
import { Penalties } from "./penalties.ts";
import { argMax, resetToIdentity } from "./sampling.ts";
import type { Search } from "./search.ts";
import type { SearchOptions } from "./search-options.ts";

/** The score of all beams but the first, so that they do not choose the same tokens as it. */
const outdoneScore = -1e9;

const { fround } = Math;

/**
 * Several sequences at once, of which those with the highest sum of log probabilities are kept at each step.
 * Mirrors BeamSearch_Cpu and BeamSearchScorer (onnxruntime-genai, src/search.cpp and beam_search_scorer.cpp, 0.18) for
 * one prompt.
 */
export class BeamSearch implements Search {
  readonly #options: Readonly<SearchOptions>;
  readonly #eosTokenIds: readonly number[];
  readonly #padTokenId: number;
  readonly #vocabSize: number;
  readonly #penalties: Penalties;
  readonly #hypotheses: BeamHypotheses;
  /** f32 [beams]: the sum of log probabilities of each beam. */
  readonly #beamScores: Float32Array;
  /** i32 [beams × vocab], permuted at each step. */
  readonly #candidates: Int32Array;
  #beams: readonly Int32Array[];
  #nextTokens: Int32Array;
  #isFinalized = false;

  constructor(options: Readonly<SearchOptions>, model: Readonly<ModelConfig>) {
    const { numBeams, lengthPenalty } = options;
    this.#options = options;
    this.#eosTokenIds = model.eosTokenIds;
    this.#padTokenId = model.padTokenId;
    this.#vocabSize = model.vocabSize;
    this.#penalties = new Penalties(options, model);
    this.#hypotheses = new BeamHypotheses(numBeams, lengthPenalty);
    this.#beamScores = new Float32Array(numBeams).fill(outdoneScore, 1);
    this.#candidates = new Int32Array(numBeams * model.vocabSize);
    this.#beams = Array.from({ length: numBeams }, () => new Int32Array());
    this.#nextTokens = new Int32Array(numBeams);
  }

  get length(): number {
    return this.#beams[0]!.length;
  }

  get isDone(): boolean {
    return this.#hypotheses.isDone || this.length === this.#options.maxLength;
  }

  get nextTokens(): Int32Array {
    return this.#nextTokens.slice();
  }

  get rows(): readonly Int32Array[] {
    return this.#beams;
  }

  appendTokens(tokenIds: Int32Array): void {
    this.#beams = this.#beams.map((beam) => concat(beam, tokenIds));
  }

  rewindTo(length: number): void {
    this.#beams = this.#beams.map((beam) => beam.slice(0, length));
  }

  selectNextTokens(scores: Float32Array): void {
    if (this.#hypotheses.isDone) {
      this.#extend(this.#beams.map(() => ({ beam: 0, token: this.#padTokenId, score: 0 })));
      return;
    }
    for (const [i, beam] of this.#beams.entries()) {
      const row = scores.subarray(i * this.#vocabSize, (i + 1) * this.#vocabSize);
      this.#penalties.apply(row, beam);
      addLogSoftmax(row, this.#beamScores[i]!);
    }
    const candidateCount = 2 * this.#beams.length;
    resetToIdentity(this.#candidates);
    partialSort(this.#candidates, 0, candidateCount, scores.length, scores);
    const best = Array.from(this.#candidates.subarray(0, candidateCount), (index) => ({
      beam: Math.floor(index / this.#vocabSize),
      token: index % this.#vocabSize,
      score: scores[index]!,
    }));
    this.#process(best);
  }

  /** Result 0 is the best one. Sequences that have not ended join the results at the first call, as in native. */
  getSequence(index: number): Int32Array | undefined {
    if (!this.#isFinalized && !this.#hypotheses.isDone) {
      for (const [i, beam] of this.#beams.entries()) this.#hypotheses.add(beam, this.#beamScores[i]!);
    }
    this.#isFinalized = true;
    return index < this.#options.numReturnSequences ? this.#hypotheses.get(index)?.slice() : undefined;
  }

  /** @param best twice as many candidates as beams, best first: enough if all beams end. */
  #process(best: readonly Candidate[]): void {
    const beamCount = this.#beams.length;
    const sequenceLength = this.length;
    const kept: Candidate[] = [];
    for (const [rank, candidate] of best.entries()) {
      if (kept.length === beamCount) break;
      if (!this.#eosTokenIds.includes(candidate.token)) kept.push(candidate);
      else if (rank < beamCount) this.#hypotheses.add(this.#beams[candidate.beam]!, candidate.score);
    }
    this.#extend(kept);
    if (!this.#hypotheses.isFull) return;
    const canImprove =
      !this.#options.earlyStopping && this.#hypotheses.canImprove(best[0]!.score, sequenceLength);
    if (!canImprove) this.#hypotheses.isDone = true;
  }

  #extend(kept: readonly Candidate[]): void {
    this.#beams = kept.map(({ beam, token }) => concat(this.#beams[beam]!, [token]));
    this.#nextTokens = Int32Array.from(kept, ({ token }) => token);
    this.#beamScores.set(kept.map(({ score }) => score));
  }
}

interface Candidate {
  readonly beam: number;
  readonly token: number;
  readonly score: number;
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
