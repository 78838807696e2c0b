/**
 * Memory that the page and Python's worker share, in words of 32 bits, for a Python that computes and receives no message.
 * The first byte is Pyodide's own: Python looks at it all the time, and 2 raises KeyboardInterrupt.
 */
const BYTE = 0;
/** Whether there is an interrupt that a waiting Python may take. */
const OFFERED = 1;
/** How many events the page has received. */
const RECEIVED = 2;
export const SIGNALS_BYTES = 3 * Int32Array.BYTES_PER_ELEMENT;

const SIGINT = 2;
/** How often a sleeping worker looks at the byte, which wakes nobody. */
const LOOKS_MS = 20;

/** An interrupt goes one of two ways, so that Python is interrupted once: by message while it waits, by the byte while it computes. */
export class SharedSignals {
  /** For Pyodide. */
  readonly byte: Uint8Array;
  readonly #words: Int32Array;

  readonly isShared: boolean;

  /** @param memory of SIGNALS_BYTES; not shared where the page is not isolated: it then has no part in it. */
  constructor(memory: ArrayBufferLike) {
    this.byte = new Uint8Array(memory, 0, 1);
    this.#words = new Int32Array(memory);
    this.isShared = !(memory instanceof ArrayBuffer);
  }

  /** Of the page: a message tells the worker. */
  offer(): void {
    Atomics.store(this.#words, OFFERED, 1);
  }

  /** Of whichever side comes first. @returns whether there was an interrupt to take. */
  takeOffer(): boolean {
    return Atomics.compareExchange(this.#words, OFFERED, 1, 0) === 1;
  }

  setByte(): void {
    Atomics.store(this.byte, BYTE, SIGINT);
  }

  /** @returns whether Python had not seen it. */
  clearByte(): boolean {
    return Atomics.exchange(this.byte, BYTE, 0) !== 0;
  }

  /** Of the page, for each event. */
  received(): void {
    Atomics.add(this.#words, RECEIVED, 1);
    Atomics.notify(this.#words, RECEIVED);
  }

  get receivedCount(): number {
    return Atomics.load(this.#words, RECEIVED);
  }

  /**
   * Of the worker: sleeps until the page has received so many events, or Python is interrupted. A loop that prints would otherwise send
   * more than the page can ever read, and Stop would wait behind it.
   */
  waitUntilReceived(count: number): void {
    for (;;) {
      const received = Atomics.load(this.#words, RECEIVED);
      // It counts in 32 bits.
      if (((received - count) | 0) >= 0 || this.byte[BYTE] !== 0) return;
      Atomics.wait(this.#words, RECEIVED, received, LOOKS_MS);
    }
  }
}
