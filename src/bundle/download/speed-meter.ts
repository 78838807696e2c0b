/** The time over which speed is measured: long enough to be steady, short enough to follow changes. */
const windowMs = 10_000;

/** Bytes per second over the last ten seconds. */
export class SpeedMeter {
  readonly #samples: { readonly atMs: number; readonly bytes: number }[] = [];
  readonly #startedMs: number;

  constructor(nowMs: number) {
    this.#startedMs = nowMs;
  }

  add(bytes: number, nowMs: number): void {
    this.#samples.push({ atMs: nowMs, bytes });
  }

  /** null in the first second, when the number would only jump. */
  bytesPerSecond(nowMs: number): number | null {
    while ((this.#samples[0]?.atMs ?? nowMs) < nowMs - windowMs) this.#samples.shift();
    const spanMs = Math.min(windowMs, nowMs - this.#startedMs);
    if (spanMs < 1000) return null;
    return (this.#samples.reduce((sum, { bytes }) => sum + bytes, 0) / spanMs) * 1000;
  }
}
