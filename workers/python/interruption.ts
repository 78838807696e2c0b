/** A Python that waits hears of an interrupt by a message, at once. One that computes does not, and looks at its byte. */
const HEARS_WITHIN_MS = 60;
const INTERRUPT = 2;

export class Interruption {
  readonly #byte: Uint8Array | null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param byte what Python looks at; null on pages that are not isolated. */
  constructor(byte: Uint8Array | null) {
    this.#byte = byte;
    if (byte) byte[0] = 0;
  }

  /** After the message. */
  begin(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#byte) this.#byte[0] = INTERRUPT;
    }, HEARS_WITHIN_MS);
  }

  /** Python was interrupted by the message, or is done. */
  end(): void {
    clearTimeout(this.#timer);
  }
}
