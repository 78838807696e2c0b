/**
 * A waiting Python gets an interrupt by message, at once. A computing one does not, and checks its byte. One that starts to wait in
 * between, without checking, is woken: otherwise the wait would last its full time.
 */
const HEARS_WITHIN_MS = 60;
const INTERRUPT = 2;

export class Interruption {
  readonly #byte: Uint8Array | null;
  readonly #wake: () => boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param byte that Python checks, and resets to 0; null on pages that are not isolated.
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
    // Python is interrupted once: after a wake-up it must not find the byte too.
    this.#byte[0] = 0;
    if (this.#wake()) return;
    this.#byte[0] = INTERRUPT;
    this.#timer = setTimeout(() => this.#insist(true), HEARS_WITHIN_MS);
  }

  /** The message has interrupted Python, or it is done. */
  end(): void {
    clearTimeout(this.#timer);
  }
}
