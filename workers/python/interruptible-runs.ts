import type { SharedSignals } from "#python/shared-signals.ts";

/** How often the page looks whether Python has heard. */
const LOOK_MS = 60;
/** A second: then Python is in code that looks at no interrupt. Counted, since a busy machine is late with everything. */
const MOST_LOOKS = 16;

interface Ways {
  /** Null on pages that are not isolated. */
  readonly signals: SharedSignals | null;
  /** Sends the message that a Python with a free event loop receives. @returns when it has been received. */
  readonly send: () => Promise<unknown>;
  /** Python has not heard for a second. */
  readonly onDeaf: () => void;
}

/**
 * Runs of a worker's Python, and interrupts on their way to it: a word of shared memory for a Python that computes or sleeps, and a
 * message for one that waits in its event loop. Whichever Python looks at first takes it.
 */
export class InterruptibleRuns {
  readonly #ways: Ways;
  #isRunning = false;
  /** The interrupt that Python may not have heard yet. */
  #underWay: { timer?: ReturnType<typeof setTimeout> } | null = null;

  constructor(ways: Ways) {
    this.#ways = ways;
  }

  /** Aborting the signal interrupts the run. @param run asks the worker for it. */
  async run<Result>(run: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    const interrupt = (): void => this.interrupt();
    signal.addEventListener("abort", interrupt);
    this.#ways.signals?.begin();
    this.#isRunning = true;
    try {
      const running = run();
      if (signal.aborted) interrupt();
      return await running;
    } finally {
      this.#isRunning = false;
      this.#heard();
      signal.removeEventListener("abort", interrupt);
      // One that came when the run was over.
      this.#ways.signals?.takeInterrupt();
    }
  }

  /** Interrupts what runs. Two that Python has not heard are one. */
  interrupt(): void {
    if (!this.#isRunning || this.#isUnheard()) return;
    this.#heard();
    const { signals, send } = this.#ways;
    const interrupt = (this.#underWay = {});
    signals?.interrupt();
    send().then(
      () => {
        if (this.#underWay === interrupt) this.#heard();
      },
      // Its run tells what became of the worker.
      () => undefined,
    );
    this.#look(interrupt, MOST_LOOKS);
  }

  #isUnheard(): boolean {
    return this.#underWay !== null && this.#ways.signals?.isInterrupted !== false;
  }

  #look(interrupt: { timer?: ReturnType<typeof setTimeout> }, left: number): void {
    interrupt.timer = setTimeout(() => {
      if (!this.#isUnheard()) this.#heard();
      else if (left > 0) this.#look(interrupt, left - 1);
      else this.#ways.onDeaf();
    }, LOOK_MS);
  }

  #heard(): void {
    clearTimeout(this.#underWay?.timer);
    this.#underWay = null;
  }
}
