/** Limits all connections of a download together to a number of bytes per second. */
export class Throttle {
  readonly #bytesPerSecond: number;
  readonly #nowMs: () => number;
  readonly #sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** When the bytes so far are paid for. */
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

  /** Counts bytes that arrived. @returns a promise for when more may be read; a connection that is not read slows down. */
  async take(bytes: number, signal: AbortSignal): Promise<void> {
    const nowMs = this.#nowMs();
    this.#paidMs = Math.max(nowMs, this.#paidMs) + (bytes / this.#bytesPerSecond) * 1000;
    await this.#sleep(this.#paidMs - nowMs, signal);
  }
}
