/**
 * The head of the memory that the page and Python's worker share, in words of 32 bits, for a Python that computes or sleeps, and
 * receives no message.
 */
/** The run that is to be interrupted, or 0. */
const INTERRUPT = 0;
/** How many runs the page has begun. */
const BEGUN = 1;
/** The run of the interrupt that was taken last. */
const TAKEN = 2;
/** How many events the page has received. */
const RECEIVED = 3;
/** Changes with everything that a sleeping worker waits for. */
const BELL = 4;

export const SIGNALS_WORDS = 5;
export const SIGNALS_BYTES = SIGNALS_WORDS * Int32Array.BYTES_PER_ELEMENT;

/**
 * An interrupt is a word that the page sets. Whoever takes it delivers it: nobody else can. It names its run, so that it never reaches a
 * later one.
 */
export class SharedSignals {
  readonly #words: Int32Array;
  readonly isShared: boolean;

  /** @param memory of SIGNALS_BYTES or more; not shared where the page is not isolated: it then has no part in it. */
  constructor(memory: ArrayBufferLike) {
    this.#words = new Int32Array(memory, 0, SIGNALS_WORDS);
    this.isShared = !(memory instanceof ArrayBuffer);
  }

  /** Of the page, before it asks for a run: an interrupt of an earlier one is dropped. */
  begin(): void {
    Atomics.add(this.#words, BEGUN, 1);
  }

  /** Asks for an interrupt of the run. Two that nobody has taken are one. */
  interrupt(): void {
    Atomics.store(this.#words, INTERRUPT, this.#run);
    this.#ring();
  }

  get isInterrupted(): boolean {
    return Atomics.load(this.#words, INTERRUPT) === this.#run;
  }

  /** @returns whether there was an interrupt, which the caller has to deliver. */
  takeInterrupt(): boolean {
    const run = Atomics.exchange(this.#words, INTERRUPT, 0);
    if (run !== this.#run) return false;
    Atomics.store(this.#words, TAKEN, run);
    return true;
  }

  /** Of the worker: Python could not keep the interrupt that it took. */
  giveBack(): void {
    Atomics.compareExchange(this.#words, INTERRUPT, 0, Atomics.load(this.#words, TAKEN));
  }

  /** Of the page, for each event. */
  received(): void {
    Atomics.add(this.#words, RECEIVED, 1);
    this.#ring();
  }

  get receivedCount(): number {
    return Atomics.load(this.#words, RECEIVED);
  }

  /**
   * Of the worker: sleeps until the page has received so many events, or Python is to be interrupted. A loop that prints would otherwise
   * send more than the page can ever read, and Stop would wait behind it.
   */
  waitUntilReceived(count: number): void {
    // It counts in 32 bits.
    sleepUntil(this.#words, () => ((this.receivedCount - count) | 0) >= 0 || this.isInterrupted);
  }

  /** Of the worker. @returns whether an interrupt ended it, which the caller has to deliver. */
  sleep(ms: number): boolean {
    return sleepUntil(this.#words, () => this.takeInterrupt(), ms);
  }

  /** Where the page has no part, each is the first. */
  get #run(): number {
    return Atomics.load(this.#words, BEGUN) + 1;
  }

  #ring(): void {
    ring(this.#words);
  }
}

/** Wakes the worker, if it sleeps, to look again. @param words whose head is of this file. */
export function ring(words: Int32Array): void {
  Atomics.add(words, BELL, 1);
  Atomics.notify(words, BELL);
}

/**
 * Sleeps until the look is true. It looks again each time that the bell rings; a ring between the look and the sleep is not missed.
 * @returns whether it is; false after `timeoutMs`.
 */
export function sleepUntil(
  words: Int32Array,
  look: () => boolean,
  timeoutMs = Number.POSITIVE_INFINITY,
): boolean {
  const endsAt = performance.now() + timeoutMs;
  for (;;) {
    const bell = Atomics.load(words, BELL);
    if (look()) return true;
    const leftMs = endsAt - performance.now();
    if (leftMs <= 0) return false;
    Atomics.wait(words, BELL, bell, leftMs);
  }
}
