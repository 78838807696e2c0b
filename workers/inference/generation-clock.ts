import type { GenerationMetrics } from "#kernel/ports.ts";

/** Takes the times of one generation; starts when it is made. */
export class GenerationClock {
  readonly #now: () => number;
  readonly #startMs: number;
  #firstTokenMs: number | null = null;
  #lastTokenMs = 0;
  #tokens = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#startMs = now();
  }

  onToken(): void {
    this.#lastTokenMs = this.#now();
    this.#firstTokenMs ??= this.#lastTokenMs;
    this.#tokens += 1;
  }

  metrics(promptTokens: number, reusedTokens: number, modelLoadMs: number): GenerationMetrics {
    const totalMs = this.#now() - this.#startMs;
    const firstTokenMs = this.#firstTokenMs ?? this.#startMs + totalMs;
    return {
      promptTokens,
      reusedTokens,
      generatedTokens: this.#tokens,
      timeToFirstTokenMs: firstTokenMs - this.#startMs,
      tokensPerSecond:
        this.#tokens < 2 ? null : (1000 * (this.#tokens - 1)) / (this.#lastTokenMs - firstTokenMs),
      totalMs,
      modelLoadMs,
    };
  }
}
