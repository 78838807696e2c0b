import type { WatchReply } from "./protocol.ts";

/** How long a watched worker may be silent. A busy one gives a sign of life each second. */
export const SILENT_SECONDS = 20;

/**
 * Notices a worker that hangs. Counts turns of a timer, not time: a computer that slept, or a page in the background, whose timers are
 * slow, takes no turns, and so is no fault of the worker.
 */
export class Watchdog {
  readonly #onHanging: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #silentTurns = 0;

  constructor(onHanging: () => void) {
    this.#onHanging = onHanging;
  }

  /** A sign of life. */
  hear(): void {
    this.#silentTurns = 0;
  }

  watch(isOn: boolean): void {
    clearInterval(this.#timer);
    if (isOn) this.#timer = setInterval(() => this.#look(), 1000);
  }

  #look(): void {
    this.#silentTurns += 1;
    if (this.#silentTurns > SILENT_SECONDS) this.#onHanging();
  }
}

/** Lets the page watch this worker during a piece of work that never blocks it for long. */
export type WatchDuring = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** @param tell sends a message to the page. */
export function watchedBy(tell: (reply: WatchReply) => void): WatchDuring {
  return async (work) => {
    tell({ kind: "watch", isOn: true });
    try {
      return await work();
    } finally {
      tell({ kind: "watch", isOn: false });
    }
  };
}
