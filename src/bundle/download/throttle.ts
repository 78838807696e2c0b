/** Holds all connections of a download together to so many bytes a second. */
export class Throttle {
  readonly #bytesPerSecond: number;
  readonly #nowMs: () => number;
  readonly #sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** When what was taken so far is paid for. */
  #paidMs = Number.NEGATIVE_INFINITY;

  constructor(
    bytesPerSecond: number,
    nowMs: () => number,
    sleep: (ms: number, signal: AbortSignal) => Promise<void>,
  ) {
    this.#bytesPerSecond = bytesPerSecond;
    this.#nowMs = nowMs;
    this.#sleep = sleep;
  }

  /** Counts bytes that came in. @returns when more may be read; a connection that is not read from slows down. */
  async take(bytes: number, signal: AbortSignal): Promise<void> {
    const nowMs = this.#nowMs();
    this.#paidMs = Math.max(nowMs, this.#paidMs) + (bytes / this.#bytesPerSecond) * 1000;
    await this.#sleep(this.#paidMs - nowMs, signal);
  }
}
