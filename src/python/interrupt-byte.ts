import type { SharedSignals } from "./shared-signals.ts";

const SIGINT = 2;

/**
 * What Pyodide takes for its interrupt buffer. A computing Python looks at it all the time: it reads the byte and then sets it to 0, in
 * two steps. In shared memory, an interrupt that came between the two was lost.
 */
export class InterruptByte {
  readonly #signals: SharedSignals;
  #isSeen = false;

  constructor(signals: SharedSignals) {
    this.#signals = signals;
  }

  get 0(): number {
    this.#isSeen = this.#signals.isInterrupted;
    return this.#isSeen ? SIGINT : 0;
  }

  /** Python has taken what it saw. */
  set 0(_zero: number) {
    if (this.#isSeen) this.#signals.takeInterrupt();
  }
}
