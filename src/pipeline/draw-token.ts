import { Mt19937 } from "#genai/mt19937.ts";

/** Settings that restrict the choice of the next token, in transformers' words. */
export interface SamplingParams {
  /** Above 0; 1: no change. */
  readonly temperature: number;
  /** 0: off. */
  readonly topK: number;
  /** 0 to 1; 1: off. */
  readonly topP: number;
  /** Null: off. */
  readonly minP: number | null;
}

/**
 * Removes tokens that must not be drawn: their logits become -Infinity.
 * Mirrors the warpers of generation/logits_process.py (transformers 5.23), in the order of GenerationMixin._get_logits_processor:
 * temperature, top_k, top_p, min_p.
 * @param logits f32 [vocabulary], changed in place.
 */
export function warpLogits(logits: Float32Array, { temperature, topK, topP, minP }: SamplingParams): void {
  if (temperature !== 1) for (let id = 0; id < logits.length; id += 1) logits[id]! /= temperature;
  if (topK > 0 && topK < logits.length) keepTopK(logits, topK);
  if (topP < 1) keepTopP(logits, topP);
  if (minP !== null) keepMinP(logits, minP);
}

/** All that reach the k-th highest score: with ties, more than k. */
function keepTopK(logits: Float32Array, topK: number): void {
  const lowest = logits.toSorted()[logits.length - topK]!;
  for (let id = 0; id < logits.length; id += 1) if (logits[id]! < lowest) logits[id] = -Infinity;
}

/** From the likeliest on, until together they reach top_p; the one that crosses it stays. */
function keepTopP(logits: Float32Array, topP: number): void {
  const probabilities = softmax(logits);
  const ascending = Array.from(logits.keys()).filter((id) => logits[id]! > -Infinity);
  ascending.sort((a, b) => logits[a]! - logits[b]! || a - b);
  const least = Math.fround(1 - topP);
  let sum = 0;
  for (const id of ascending.slice(0, -1)) {
    sum = Math.fround(sum + probabilities[id]!);
    if (sum > least) return;
    logits[id] = -Infinity;
  }
}

function keepMinP(logits: Float32Array, minP: number): void {
  const probabilities = softmax(logits);
  const highest = probabilities.reduce((max, probability) => Math.max(max, probability), 0);
  const least = Math.fround(minP * highest);
  for (let id = 0; id < logits.length; id += 1) if (probabilities[id]! < least) logits[id] = -Infinity;
}

/**
 * The generator that `predict` draws from after `transformers.set_seed(seed)`: MLflow passes the pipeline a list, and the DataLoader over
 * it first takes a draw of 64 bits (torch/utils/data/dataloader.py, _BaseDataLoaderIter).
 */
export function seededPredict(seed: number): Mt19937 {
  const random = new Mt19937(seed);
  random.nextUint32();
  random.nextUint32();
  return random;
}

/**
 * Draws a token by its probability, the softmax of its logit.
 * Mirrors torch.multinomial of one sample on the CPU (ATen/native/Distributions.cpp, torch 2.15): each probability is divided by an
 * exponential draw, and the highest quotient wins. So with the seed of `transformers.set_seed(seed)` it draws the same tokens.
 * @param random takes two draws for each token of the vocabulary.
 */
export function drawToken(logits: Float32Array, random: Mt19937): number {
  const probabilities = softmax(logits);
  let drawn = 0;
  let highest = -1;
  for (const [id, probability] of probabilities.entries()) {
    const high = random.nextUint32();
    const low = random.nextUint32();
    if (probability === 0) continue;
    // The lower 53 of 64 bits; the first draw is the upper half of them.
    const uniform = ((high & 0x1f_ffff) * 2 ** 32 + low) * 2 ** -53;
    const quotient = Math.fround(probability / Math.fround(-Math.log1p(-uniform)));
    if (quotient <= highest) continue;
    highest = quotient;
    drawn = id;
  }
  return drawn;
}

function softmax(logits: Float32Array): Float32Array {
  const highest = logits.reduce((max, logit) => Math.max(max, logit), -Infinity);
  const probabilities = logits.map((logit) => Math.exp(logit - highest));
  const sum = probabilities.reduce((total, probability) => total + probability, 0);
  for (let id = 0; id < probabilities.length; id += 1) probabilities[id]! /= sum;
  return probabilities;
}
