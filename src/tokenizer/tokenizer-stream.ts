import { decodeValidUtf8, utf8Length, validUtf8Length } from "./utf8.ts";

/** What the stream asks of the tokenizer. */
interface TokenBytes {
  readonly cleansUpSpaces: boolean;
  readonly eosVocabId: number | undefined;
  isSpecial(tokenId: number): boolean;
  bytesOf(tokenId: number, isAfterSpecial: boolean): Uint8Array;
}

/**
 * Decodes tokens one at a time. Returns "" until a character is complete, and drops invalid characters. Mirrors og.TokenizerStream
 * (onnxruntime-genai 0.18: BpeStreamingDecoder::Id2Token of onnxruntime-extensions).
 */
export class TokenizerStream {
  readonly #tokenizer: TokenBytes;
  #isAfterSpecial = false;
  #isFirst = true;
  /** The bytes of an incomplete character. */
  #incomplete: number[] = [];

  constructor(tokenizer: TokenBytes) {
    this.#tokenizer = tokenizer;
  }

  /** @returns a function that forgets the tokens decoded since. */
  mark(): () => void {
    const [isAfterSpecial, isFirst, incomplete] = [this.#isAfterSpecial, this.#isFirst, this.#incomplete];
    return () => {
      [this.#isAfterSpecial, this.#isFirst, this.#incomplete] = [isAfterSpecial, isFirst, incomplete];
    };
  }

  decode(tokenId: number): string {
    const isSpecial = this.#tokenizer.isSpecial(tokenId);
    const bytes = [
      ...this.#incomplete,
      ...this.#spaced(this.#tokenizer.bytesOf(tokenId, this.#isAfterSpecial), tokenId),
    ];
    this.#isAfterSpecial = isSpecial;
    this.#isFirst = false;

    const valid: number[] = [];
    let wholeLength = 0;
    for (let i = 0; i < bytes.length;) {
      const length = utf8Length(bytes[i]!);
      if (i + length <= bytes.length) {
        wholeLength += length;
        const character = bytes.slice(i, i + length);
        const { isValid, length: validLength } = validUtf8Length(Uint8Array.from(character));
        if (isValid && validLength > 0) valid.push(...character);
      }
      i += length;
    }
    this.#incomplete = bytes.slice(wholeLength);
    return decodeValidUtf8(Uint8Array.from(valid));
  }

  #spaced(bytes: Uint8Array, tokenId: number): readonly number[] {
    if (!this.#tokenizer.cleansUpSpaces || !this.#tokenizer.isSpecial(tokenId)) return [...bytes];
    const before = this.#isFirst ? [0x20] : [];
    const after = tokenId === this.#tokenizer.eosVocabId ? [] : [0x20];
    return [...before, ...bytes, ...after];
  }
}
