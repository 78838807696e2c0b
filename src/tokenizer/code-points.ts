import { classOf } from "./char-class.ts";

/** A text as code points, with their offsets in the text. */
export class CodePoints {
  readonly text: string;
  readonly length: number;
  readonly #codes: Uint32Array;
  readonly #classes: Uint8Array;
  readonly #offsets: Uint32Array;

  /** @param text without unpaired surrogates. */
  constructor(text: string) {
    this.text = text;
    this.#codes = new Uint32Array(text.length);
    this.#classes = new Uint8Array(text.length);
    this.#offsets = new Uint32Array(text.length + 1);
    let length = 0;
    for (let offset = 0; offset < text.length; length++) {
      const code = text.codePointAt(offset)!;
      this.#codes[length] = code;
      this.#classes[length] = classOf(code);
      offset += code > 0xffff ? 2 : 1;
      this.#offsets[length + 1] = offset;
    }
    this.length = length;
  }

  codeAt(place: number): number {
    return this.#codes[place]!;
  }

  /** Flags of char-class.ts. */
  classesAt(place: number): number {
    return this.#classes[place]!;
  }

  slice(start: number, end: number): string {
    return this.text.slice(this.#offsets[start], this.#offsets[end]);
  }
}
