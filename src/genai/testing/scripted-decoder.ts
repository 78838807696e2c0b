import { AppError } from "#base/errors.ts";
import type { Decoder, DecoderSession } from "../decoder-session.ts";

/** A decoder without a model: the logits of its n-th run favour the n-th given token. */
export class ScriptedDecoder implements Decoder {
  readonly vocabSize: number;
  readonly #tokens: readonly number[];
  /** The tokens of each run, and how many tokens were cached before it. */
  readonly runs: { readonly length: number; readonly tokenIds: readonly number[] }[] = [];
  /** The number of tokens of each copied cache. */
  readonly copies: number[] = [];
  openSessionCount = 0;

  constructor(vocabSize: number, tokens: readonly number[]) {
    this.vocabSize = vocabSize;
    this.#tokens = tokens;
  }

  openSession(capacity: number): Promise<DecoderSession> {
    this.openSessionCount++;
    const logits = new Float32Array(this.vocabSize);
    const session: DecoderSession & { length: number } = {
      vocabSize: this.vocabSize,
      capacity,
      length: 0,
      setLength: (length) => {
        session.length = length;
      },
      append: (tokenIds) => {
        if (session.length + tokenIds.length > capacity) throw new AppError("invalid-argument", "full");
        logits.fill(0);
        logits[this.#tokens[this.runs.length] ?? 0] = 1;
        this.runs.push({ length: session.length, tokenIds: [...tokenIds] });
        session.length += tokenIds.length;
        return Promise.resolve(logits);
      },
      copyFrom: (_source, count) => {
        this.copies.push(count);
        session.length = count;
        return Promise.resolve();
      },
      dispose: () => {
        this.openSessionCount--;
        return Promise.resolve();
      },
    };
    return Promise.resolve(session);
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}
