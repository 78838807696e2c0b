import type { GenerationMetrics } from "#inference/inference-port.ts";

/** The stats of a generation that a clock cannot know. */
type GenerationFacts = Pick<
  GenerationMetrics,
  "promptTokens" | "reusedTokens" | "modelLoadMs" | "lengthLimit"
>;

/** Measures the times of one generation; starts when it is created. */
export class GenerationClock {
  readonly #now: () => number;
  readonly #startMs: number;
  #firstTokenMs: number | null = null;
  #lastTokenMs = 0;
  readonly #tokenTimesMs: number[] = [];

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#startMs = now();
  }

  onToken(): void {
    this.#lastTokenMs = this.#now();
    this.#firstTokenMs ??= this.#lastTokenMs;
    this.#tokenTimesMs.push(Math.round(100 * (this.#lastTokenMs - this.#startMs)) / 100);
  }

  metrics(facts: GenerationFacts): GenerationMetrics {
    const tokens = this.#tokenTimesMs.length;
    const totalMs = this.#now() - this.#startMs;
    const firstTokenMs = this.#firstTokenMs ?? this.#startMs + totalMs;
    return {
      ...facts,
      generatedTokens: tokens,
      timeToFirstTokenMs: firstTokenMs - this.#startMs,
      tokensPerSecond: tokens < 2 ? null : (1000 * (tokens - 1)) / (this.#lastTokenMs - firstTokenMs),
      totalMs,
      tokenTimesMs: this.#tokenTimesMs,
    };
  }
}
