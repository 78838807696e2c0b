/** Text of an answer that may be shown: up to the first stop text, and without an end that may become one. */
export class StopTexts {
  readonly #stops: readonly string[];
  /** What was held back. */
  #held = "";
  #isStopped = false;

  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== "");
  }

  /** Whether a stop text has come: nothing of the answer counts after it. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** @returns what of the answer is certain now. */
  push(text: string): string {
    if (this.#isStopped) return "";
    const whole = this.#held + text;
    const starts = this.#stops.map((stop) => whole.indexOf(stop)).filter((start) => start >= 0);
    if (starts.length > 0) {
      this.#isStopped = true;
      this.#held = "";
      return whole.slice(0, Math.min(...starts));
    }
    const held = this.#stops.reduce((most, stop) => Math.max(most, overlap(whole, stop)), 0);
    this.#held = whole.slice(whole.length - held);
    return whole.slice(0, whole.length - held);
  }

  /** @returns what was held back, once the answer has ended. */
  end(): string {
    const held = this.#held;
    this.#held = "";
    return held;
  }
}

/** Characters at the end of `text` that `stop` begins with, fewer than all of it. */
function overlap(text: string, stop: string): number {
  for (let length = Math.min(text.length, stop.length - 1); length > 0; length -= 1) {
    if (text.endsWith(stop.slice(0, length))) return length;
  }
  return 0;
}
