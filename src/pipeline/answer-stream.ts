import { lstrip } from "#python-values/strip.ts";

/** Marks bytes of an incomplete character. */
const replacementCharacter = "\ufffd";

/** Turns answer tokens into the text that they add, so that the pieces together are the answer's content. */
export class AnswerStream {
  readonly #decode: (tokenIds: readonly number[]) => string;
  readonly #tokenIds: number[] = [];
  #text = "";

  /** @param decode decodes tokens, without special ones. */
  constructor(decode: (tokenIds: readonly number[]) => string) {
    this.#decode = decode;
  }

  get tokenIds(): readonly number[] {
    return this.#tokenIds;
  }

  /** @returns the text that is now certain; "" while a character is incomplete. */
  push(tokenId: number): string {
    this.#tokenIds.push(tokenId);
    const text = lstrip(this.#decode(this.#tokenIds));
    const certain = text.endsWith(replacementCharacter) ? text.slice(0, -1) : text;
    if (!certain.startsWith(this.#text)) return "";
    const delta = certain.slice(this.#text.length);
    this.#text = certain;
    return delta;
  }
}
