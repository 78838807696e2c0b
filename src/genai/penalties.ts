import type { ModelConfig } from "./config.ts";
import type { SearchOptions } from "./search-options.ts";

/** -FLT_MAX: the score of a token that must not be chosen. */
const lowestScore = -3.4028234663852886e38;

/**
 * What min_length, repetition_penalty and no_repeat_ngram_size do to logits. Mirrors Search_Cpu::ApplyMinLength, ApplyRepetitionPenalty
 * and ApplyNoRepeatNgram (onnxruntime-genai, src/search.cpp, 0.18), in the order in which a step applies them.
 */
export class Penalties {
  readonly #options: Readonly<SearchOptions>;
  readonly #eosTokenIds: readonly number[];
  /** By token id, whether the repetition penalty has seen it; all 0 between calls. */
  readonly #visited: Uint8Array;

  constructor(options: Readonly<SearchOptions>, { vocabSize, eosTokenIds }: Readonly<ModelConfig>) {
    this.#options = options;
    this.#eosTokenIds = eosTokenIds;
    this.#visited = new Uint8Array(vocabSize);
  }

  /**
   * @param scores f32 [vocab]; written to.
   * @param tokens the sequence that the scores follow.
   */
  apply(scores: Float32Array, tokens: Int32Array): void {
    this.#applyMinLength(scores, tokens.length);
    this.#applyRepetitionPenalty(scores, tokens);
    this.#applyNoRepeatNgram(scores, tokens);
  }

  #applyMinLength(scores: Float32Array, length: number): void {
    if (length >= this.#options.minLength) return;
    for (const eos of this.#eosTokenIds) scores[eos] = lowestScore;
  }

  /** Makes each distinct token of the sequence less likely once (if above 1). */
  #applyRepetitionPenalty(scores: Float32Array, tokens: Int32Array): void {
    const penalty = this.#options.repetitionPenalty;
    if (penalty === 1) return;
    const visited = this.#visited;
    for (const token of tokens) {
      const score = scores[token];
      if (score === undefined || visited[token] === 1) continue;
      visited[token] = 1;
      scores[token] = score < 0 ? score * penalty : score / penalty;
    }
    for (const token of tokens) visited[token] = 0;
  }

  /** Rules out every token that would repeat an n-gram of the sequence. */
  #applyNoRepeatNgram(scores: Float32Array, tokens: Int32Array): void {
    const size = this.#options.noRepeatNgramSize;
    if (size <= 0 || tokens.length < size) return;
    const prefixLength = size - 1;
    const prefixStart = tokens.length - prefixLength;
    for (let start = 0; start <= tokens.length - size; start++) {
      let matched = 0;
      while (matched < prefixLength && tokens[start + matched] === tokens[prefixStart + matched]) matched++;
      if (matched < prefixLength) continue;
      const banned = tokens[start + prefixLength]!;
      if (banned >= 0 && banned < scores.length) scores[banned] = lowestScore;
    }
  }
}
