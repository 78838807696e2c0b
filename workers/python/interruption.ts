import type { SharedSignals } from "#python/shared-signals.ts";

/** How long each of the two ways gets before the other is tried. */
const TURN_MS = 60;
/** Some turns in a second: then Python is in code that looks at no interrupt. Counted, since a busy machine is late with everything. */
const MOST_TURNS = 16;

interface Ways {
  /** Null on pages that are not isolated: there is no byte. */
  readonly signals: SharedSignals | null;
  /** Wakes a Python that sleeps on shared memory. @returns whether it slept. */
  readonly wake: () => boolean;
  /** Sends the message that a Python with a free event loop receives. @returns whether it has interrupted Python, when that is known. */
  readonly send: () => Promise<boolean>;
  /** Python has not heard it for a second. */
  readonly onDeaf: () => void;
}

/**
 * An interrupt on its way to Python. A waiting one gets it by message, at once. A computing one looks at its byte. It may begin to wait
 * or to compute at any time, so the two take turns.
 */
export class Interruption {
  readonly #ways: Ways;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  constructor(ways: Ways) {
    this.#ways = ways;
    this.#offer(0);
  }

  /** The run is over: what is still on its way would interrupt the next one. */
  end(): void {
    this.#heard();
    this.#ways.signals?.clearByte();
  }

  /** Python has been interrupted. Its byte is left alone: a finalizer's interrupt sets it again, to be raised in the code that follows. */
  #heard(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#ways.signals?.takeOffer();
  }

  #offer(turns: number): void {
    const { signals, wake, send } = this.#ways;
    if (wake()) {
      this.#heard();
      return;
    }
    signals?.offer();
    send().then(
      (isHeard) => {
        if (isHeard) this.#heard();
      },
      // Its run tells what became of the worker.
      () => undefined,
    );
    this.#next(() => {
      if (signals === null) this.#wait(turns + 1);
      else if (signals.takeOffer()) this.#raise(turns + 1);
      else this.#heard();
    });
  }

  #raise(turns: number): void {
    const { signals } = this.#ways;
    signals?.setByte();
    this.#next(() => {
      if (!signals?.clearByte()) this.#heard();
      else if (turns < MOST_TURNS) this.#offer(turns + 1);
      else this.#ways.onDeaf();
    });
  }

  /** Without a byte only the message is left. */
  #wait(turns: number): void {
    if (turns < MOST_TURNS) this.#next(() => this.#wait(turns + 1));
    else this.#ways.onDeaf();
  }

  #next(step: () => void): void {
    this.#timer = setTimeout(() => {
      if (!this.#isOver) step();
    }, TURN_MS);
  }
}
