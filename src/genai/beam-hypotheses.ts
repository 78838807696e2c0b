interface Hypothesis {
  readonly tokens: Int32Array;
  readonly score: number;
}

/**
 * The best finished sequences of a beam search, best first.
 * Mirrors BeamHypotheses (onnxruntime-genai, src/beam_search_scorer.cpp, 0.18).
 */
export class BeamHypotheses {
  readonly #capacity: number;
  readonly #lengthPenalty: number;
  readonly #hypotheses: Hypothesis[] = [];
  isDone = false;

  constructor(capacity: number, lengthPenalty: number) {
    this.#capacity = capacity;
    this.#lengthPenalty = lengthPenalty;
  }

  get isFull(): boolean {
    return this.#hypotheses.length === this.#capacity;
  }

  /** @param logProbability the sum over the sequence. */
  add(tokens: Int32Array, logProbability: number): void {
    const score = this.#scoreOf(logProbability, tokens.length);
    if (this.isFull) {
      if (score <= this.#hypotheses.at(-1)!.score) return;
      this.#hypotheses.pop();
    }
    const firstWorse = this.#hypotheses.findIndex((other) => score > other.score);
    const index = firstWorse < 0 ? this.#hypotheses.length : firstWorse;
    this.#hypotheses.splice(index, 0, { tokens, score });
  }

  /** Whether a sequence of this length and sum would be better than the worst one. */
  canImprove(logProbability: number, length: number): boolean {
    return this.#hypotheses.at(-1)!.score < this.#scoreOf(logProbability, length);
  }

  get(index: number): Int32Array | undefined {
    return this.#hypotheses[index]?.tokens;
  }

  #scoreOf(logProbability: number, length: number): number {
    return Math.fround(logProbability / Math.fround(length ** this.#lengthPenalty));
  }
}
