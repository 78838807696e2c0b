import type { BaseStreamer } from "@huggingface/transformers";

/** Receives a generation's tokens from transformers.js: first the prompt, then each token, one row per sequence. */
export class TokenStreamer implements BaseStreamer {
  promptTokenIds: readonly number[] = [];
  #isPrompt = true;
  readonly #onToken: (tokenId: number) => void;

  constructor(onToken: (tokenId: number) => void) {
    this.#onToken = onToken;
  }

  put(rows: bigint[][]): void {
    const tokenIds = (rows[0] ?? []).map(Number);
    if (this.#isPrompt) {
      this.#isPrompt = false;
      this.promptTokenIds = tokenIds;
    } else {
      for (const tokenId of tokenIds) this.#onToken(tokenId);
    }
  }

  end(): void {
    // The last token has arrived.
  }
}
