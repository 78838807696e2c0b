import { AppError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import type { PassingFault } from "./fetch-range.ts";

const firstWaitMs = 1000;
const longestWaitMs = 60_000;
/** With the waits above, about four minutes without a single piece. */
const maxFailures = 8;

/** A server can ask for more than an hour. The page does not wait that long, and says so. */
const hourMs = 60 * 60_000;

function durationOf(ms: number): Message {
  const hours = Math.ceil(ms / hourMs);
  return hours <= 48 ? message`${hours} hours` : message`${Math.ceil(hours / 24)} days`;
}

/** When to retry after temporary faults. All connections of a download share it: a refusal counts for all. */
export class Backoff {
  readonly #nowMs: () => number;
  readonly #sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  #failures = 0;
  #lastFailureMs = Number.NEGATIVE_INFINITY;
  #notBeforeMs = Number.NEGATIVE_INFINITY;

  constructor(nowMs: () => number, sleep: (ms: number, signal: AbortSignal) => Promise<void>) {
    this.#nowMs = nowMs;
    this.#sleep = sleep;
  }

  /** Waits until it is time. */
  async ready(signal: AbortSignal): Promise<void> {
    const waitMs = this.#notBeforeMs - this.#nowMs();
    if (waitMs > 0) await this.#sleep(waitMs, signal);
    // The wait can end early, when the network is back.
    this.#notBeforeMs = Math.min(this.#notBeforeMs, this.#nowMs());
  }

  /**
   * @param startedMs when the failed request started: several that failed together are one failure.
   * @returns milliseconds until the next try.
   * @throws AppError "network" after too many failures in a row.
   */
  failed(fault: PassingFault, startedMs: number): number {
    const nowMs = this.#nowMs();
    if (startedMs >= this.#lastFailureMs) this.#failures += 1;
    this.#lastFailureMs = nowMs;
    if (this.#failures > maxFailures) {
      throw new AppError(
        "network",
        message`The download stopped: ${fault.wording}, and ${maxFailures} more tries did not help. What is downloaded is kept; resume when the connection is back.`,
        { cause: fault },
      );
    }
    if (fault.waitMs !== null && fault.waitMs > hourMs) {
      throw new AppError(
        "network",
        message`The download stopped: ${fault.wording}. What is downloaded is kept. Resume it in ${durationOf(fault.waitMs)}, or use another source.`,
        { cause: fault },
      );
    }
    const waitMs = fault.waitMs ?? Math.min(firstWaitMs * 2 ** (this.#failures - 1), longestWaitMs);
    this.#notBeforeMs = Math.max(this.#notBeforeMs, nowMs + waitMs);
    return this.#notBeforeMs - nowMs;
  }

  /** A piece arrived. */
  succeeded(): void {
    this.#failures = 0;
  }
}
