import type { AddedToken } from "./tokenizer-json.ts";

interface Node {
  readonly children: Map<number, Node>;
  token?: AddedToken;
}

/** After the end of the text. */
const NO_CODE = -1;

/** Finds added tokens in text. Mirrors TrieTree (onnxruntime-extensions, operators/tokenizer/trietree.hpp). */
export class AddedTokens {
  readonly #root: Node = { children: new Map() };

  constructor(tokens: readonly AddedToken[]) {
    for (const token of tokens) {
      let node = this.#root;
      for (const char of token.content) {
        const code = char.codePointAt(0)!;
        let child = node.children.get(code);
        if (child === undefined) {
          child = { children: new Map() };
          node.children.set(code, child);
        }
        node = child;
      }
      node.token = token;
    }
  }

  /** The longest added token that `text` starts with. */
  atStartOf(text: string): AddedToken | undefined {
    return this.#longestAt(text, 0).token;
  }

  /**
   * Splits text into plain text and added tokens, in order. Drops white space after a token that strips it. Mirrors
   * BpeModel::SplitByAddedAndSpecial (bpe_tokenizer_model.hpp).
   */
  split(text: string): (string | AddedToken)[] {
    const segments: (string | AddedToken)[] = [];
    let stripsNext = false;
    const pushText = (from: number, to: number): void => {
      if (from === to) return;
      const segment = text.slice(from, to);
      segments.push(stripsNext ? segment.replace(/^[ \n\r\t]+/, "") : segment);
      stripsNext = false;
    };
    let start = 0;
    for (let position = 0; position < text.length;) {
      const code = text.codePointAt(position)!;
      const found = this.#root.children.has(code) ? this.#longestAt(text, position) : undefined;
      const token = found?.token;
      if (token === undefined) {
        // Native stops looking where a text ends, or nearly ends, inside a possible token.
        if (found !== undefined && isAtMostOneChar(text, found.end)) break;
        position += code > 0xffff ? 2 : 1;
        continue;
      }
      pushText(start, position);
      segments.push(token);
      stripsNext = token.rstrip;
      position = start = position + token.content.length;
    }
    pushText(start, text.length);
    return segments;
  }

  /**
   * The longest added token at a place in the text.
   * @returns also how far the text matches the beginning of any added token.
   */
  #longestAt(text: string, position: number): { readonly token?: AddedToken; readonly end: number } {
    let token: AddedToken | undefined;
    let end = position;
    for (let node: Node | undefined = this.#root; ;) {
      const code = text.codePointAt(end) ?? NO_CODE;
      node = node.children.get(code);
      if (node === undefined) return token === undefined ? { end } : { token, end };
      token = node.token ?? token;
      end += code > 0xffff ? 2 : 1;
    }
  }
}

function isAtMostOneChar(text: string, start: number): boolean {
  const code = text.codePointAt(start);
  return code === undefined || start + (code > 0xffff ? 2 : 1) === text.length;
}
