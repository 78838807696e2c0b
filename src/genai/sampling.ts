import { expf } from "./expf.ts";
import type { Mt19937 } from "./mt19937.ts";
import { partialSort } from "./partial-sort.ts";

/** FindNucleus: how many candidates are sorted first, and the factor by which that grows until the nucleus is found. */
const initialCandidateCount = 16;
const candidateGrowthFactor = 4;

const { fround } = Math;

/** Draws one token from a row of logits. Buffers of the vocabulary's size are allocated once. */
export class Sampler {
  /** Token ids; the kept ones first, best first. */
  readonly #ids: Int32Array;
  /** Probability of each kept id. */
  readonly #probabilities: Float32Array;

  constructor(vocabSize: number) {
    this.#ids = new Int32Array(vocabSize);
    this.#probabilities = new Float32Array(vocabSize);
  }

  /**
   * Samples among the `topK` best, reduced to the nucleus of `topP` if that is between 0 and 1. Mirrors the top-k part of
   * ComputeSampledCategorical (onnxruntime-genai, src/sampling_distribution.h, 0.18).
   * @param scores f32 [vocab]; not modified.
   */
  sampleTopK(scores: Float32Array, topK: number, topP: number, temperature: number, random: Mt19937): number {
    const ids = this.#ids;
    const probabilities = this.#probabilities;
    const candidateCount = Math.min(topK, scores.length);
    resetToIdentity(ids);
    partialSort(ids, 0, candidateCount, scores.length, scores);

    const sum = this.#exponentiate(scores, candidateCount, scores[ids[0]!]!, temperature);
    if (sum > 0) {
      for (let i = 0; i < candidateCount; i++) probabilities[i] = probabilities[i]! / sum;
    }
    const keptCount = topP > 0 && topP < 1 ? countUntil(probabilities, candidateCount, topP) : candidateCount;
    let keptSum = 0;
    for (let i = 0; i < keptCount; i++) keptSum = fround(keptSum + probabilities[i]!);
    this.#scale(keptCount, keptSum);
    return this.#draw(keptCount, random);
  }

  /**
   * Samples from the nucleus of `topP` over the whole vocabulary; at 0 or 1 from all of it, as native does. Mirrors the top-p part of
   * ComputeSampledCategorical (onnxruntime-genai, src/sampling_distribution.h, 0.18).
   * @param scores f32 [vocab]; not modified.
   */
  sampleTopP(scores: Float32Array, topP: number, temperature: number, random: Mt19937): number {
    const maxScore = scores[argMax(scores)]!;
    const keptCount = this.#findNucleus(scores, topP, maxScore, temperature);
    const sum = this.#exponentiate(scores, keptCount, maxScore, temperature);
    this.#scale(keptCount, sum);
    return this.#draw(keptCount, random);
  }

  /**
   * How many of the best ids reach probability `topP`; sorts at least that many to the front of #ids.
   * The tail's sum is not computed but bounded by the lowest score so far, so the count can be too high; it is exact up to 64 tokens.
   */
  #findNucleus(scores: Float32Array, topP: number, maxScore: number, temperature: number): number {
    const ids = this.#ids;
    const vocabSize = scores.length;
    const inverseTemperature = fround(1 / temperature);
    resetToIdentity(ids);

    let sortedCount = 0;
    let candidateCount = Math.min(initialCandidateCount, vocabSize);
    let prefixSum = 0;
    let cutoff = 0;
    for (;;) {
      partialSort(ids, sortedCount, candidateCount, vocabSize, scores);
      cutoff = candidateCount;
      for (let i = sortedCount; i < candidateCount; i++) {
        const weight = expf(fround(fround(scores[ids[i]!]! - maxScore) * inverseTemperature));
        prefixSum = fround(prefixSum + weight);
        const tailBound = fround(fround(vocabSize - i - 1) * weight);
        if (prefixSum >= fround(topP * fround(prefixSum + tailBound))) {
          cutoff = i + 1;
          break;
        }
      }
      sortedCount = candidateCount;
      if (cutoff < candidateCount || candidateCount === vocabSize) break;
      candidateCount = Math.min(candidateCount * candidateGrowthFactor, vocabSize);
    }
    if (vocabSize > initialCandidateCount * candidateGrowthFactor) return cutoff;

    if (sortedCount < vocabSize) partialSort(ids, sortedCount, vocabSize, vocabSize, scores);
    const totalSum = this.#exponentiate(scores, vocabSize, maxScore, temperature);
    const wanted = fround(topP * totalSum);
    let sum = 0;
    for (let i = 0; i < vocabSize; i++) {
      sum = fround(sum + this.#probabilities[i]!);
      if (sum >= wanted) return i + 1;
    }
    return cutoff;
  }

  /** Fills the first `count` probabilities with exp((score - max) / temperature), in float32; returns their sum. */
  #exponentiate(scores: Float32Array, count: number, maxScore: number, temperature: number): number {
    const inverseTemperature = fround(1 / temperature);
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const weight = expf(fround(fround(scores[this.#ids[i]!]! - maxScore) * inverseTemperature));
      this.#probabilities[i] = weight;
      sum = fround(sum + weight);
    }
    return sum;
  }

  #scale(count: number, sum: number): void {
    const factor = sum > 0 ? fround(1 / sum) : 0;
    for (let i = 0; i < count; i++) this.#probabilities[i] = this.#probabilities[i]! * factor;
  }

  /** std::discrete_distribution of libstdc++ over the first `count` ids; with one candidate it draws no random number. */
  #draw(count: number, random: Mt19937): number {
    if (count < 2) return this.#ids[0]!;
    let sum = 0;
    for (let i = 0; i < count; i++) sum += this.#probabilities[i]!;
    const wanted = random.nextCanonical();
    let cumulative = 0;
    for (let i = 0; i < count - 1; i++) {
      cumulative += this.#probabilities[i]! / sum;
      // Written this way, a NaN (a temperature near 0) selects the best token, as std::lower_bound does.
      if (!(cumulative < wanted)) return this.#ids[i]!;
    }
    return this.#ids[count - 1]!;
  }
}

/** The index of the highest score; the lowest index among equals (std::max_element). */
export function argMax(scores: Float32Array): number {
  let best = 0;
  let bestScore = scores[0]!;
  for (let i = 1; i < scores.length; i++) {
    if (scores[i]! > bestScore) {
      best = i;
      bestScore = scores[i]!;
    }
  }
  return best;
}

/** Numbers the ids from 0. */
export function resetToIdentity(ids: Int32Array): void {
  for (let i = 0; i < ids.length; i++) ids[i] = i;
}

/** How many leading probabilities add up to `wanted`, in float32; all of them if they never do. */
function countUntil(probabilities: Float32Array, count: number, wanted: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    sum = fround(sum + probabilities[i]!);
    if (sum >= wanted) return i + 1;
  }
  return count;
}
