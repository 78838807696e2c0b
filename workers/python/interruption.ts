/**
 * A Python that waits hears of an interrupt by a message, at once. One that computes does not, and looks at its byte. One that begins to
 * wait between the two, without looking, is woken: the wait would be as long as it was meant to be.
 */
const HEARS_WITHIN_MS = 60;
const INTERRUPT = 2;

export class Interruption {
  readonly #byte: Uint8Array | null;
  readonly #wake: () => boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param byte what Python looks at, and sets to 0 when it has; null on pages that are not isolated.
   * @param wake interrupts a wait. @returns whether there was one.
   */
  constructor(byte: Uint8Array | null, wake: () => boolean) {
    this.#byte = byte;
    this.#wake = wake;
    if (byte) byte[0] = 0;
  }

  /** After the message. */
  begin(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#insist(false), HEARS_WITHIN_MS);
  }

  #insist(isSet: boolean): void {
    if (this.#byte === null || (isSet && this.#byte[0] === 0)) return;
    // Python is interrupted once: what was woken does not find the byte too.
    this.#byte[0] = 0;
    if (this.#wake()) return;
    this.#byte[0] = INTERRUPT;
    this.#timer = setTimeout(() => this.#insist(true), HEARS_WITHIN_MS);
  }

  /** Python was interrupted by the message, or is done. */
  end(): void {
    clearTimeout(this.#timer);
  }
}
