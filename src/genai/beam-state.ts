import type { DecoderSession } from "./decoder-session.ts";
import { type DecoderState, emptyLogits, refuseChunks, withoutPads } from "./decoder-state.ts";
import type { Search } from "./search.ts";

/** What the state needs of a beam search besides its rows: the row that each row continues. */
interface Beams {
  readonly parents: readonly number[];
}

/**
 * One cache for each row, that is, each beam of each prompt. Each token is run once, as in native: a beam that continues another's
 * sequence takes over its cache.
 */
export class BeamState implements DecoderState {
  /** By row. */
  #sessions: DecoderSession[];
  readonly #beams: Beams;
  readonly #padTokenId: number;
  readonly #chunkSize: number;
  readonly #logits: Float32Array;
  /** The number of pads after each row's prompt; empty until the prompts are run. */
  #padCounts: readonly number[] = [];

  /** @param chunkSize native refuses longer prompts; 0: none. */
  constructor(sessions: readonly DecoderSession[], beams: Beams, padTokenId: number, chunkSize: number) {
    this.#sessions = [...sessions];
    this.#beams = beams;
    this.#padTokenId = padTokenId;
    this.#chunkSize = chunkSize;
    this.#logits = emptyLogits(sessions);
  }

  /** It takes one prompt per row, or one for all beams of a prompt, which is run first. */
  async run(tokenIds: Int32Array, search: Search): Promise<Float32Array> {
    if (this.#padCounts.length === 0) {
      const promptCount = tokenIds.length / search.length;
      refuseChunks(tokenIds, promptCount, this.#chunkSize);
      await this.#runPrompts(search.rows, search.rows.length / promptCount);
    } else {
      await this.#runTokens(search.rows);
    }
    return this.#logits;
  }

  async #runPrompts(rows: readonly Int32Array[], numBeams: number): Promise<void> {
    const prompts = rows.map((row) => withoutPads(row, this.#padTokenId));
    this.#padCounts = rows.map((row, i) => row.length - prompts[i]!.length);
    for (const [i, prompt] of prompts.entries()) {
      const first = i - (i % numBeams);
      const session = this.#sessions[i]!;
      if (i === first) {
        session.setLength(0);
        this.#logits.set(await session.append(prompt), i * session.vocabSize);
      } else {
        await session.copyFrom(this.#sessions[first]!, prompt.length);
        const start = first * session.vocabSize;
        this.#logits.copyWithin(i * session.vocabSize, start, start + session.vocabSize);
      }
    }
  }

  /**
   * A row whose prompt has ended continues from the first row's cache, with its own mask: of a longer prompt's cache it sees the
   * beginning; of a shorter one's, zeros after it.
   */
  async #runTokens(rows: readonly Int32Array[]): Promise<void> {
    const cached = rows.map((row, i) => row.length - this.#padCounts[i]! - 1);
    await this.#handOn(cached);
    for (const [i, session] of this.#sessions.entries()) {
      session.setLength(cached[i]!);
      this.#logits.set(await session.append(rows[i]!.subarray(-1)), i * session.vocabSize);
    }
  }

  /** The first row that continues a cache keeps it. Each further row gets a copy, in a cache that no row continues. */
  async #handOn(cached: readonly number[]): Promise<void> {
    const before = this.#sessions;
    const { parents } = this.#beams;
    const unused = before.filter((_, row) => !parents.includes(row));
    const after = parents.map((parent, row) =>
      parents.indexOf(parent) === row ? before[parent]! : unused.pop()!,
    );
    for (const [row, parent] of parents.entries()) {
      if (after[row] !== before[parent]) await after[row]!.copyFrom(before[parent]!, cached[row]!);
    }
    this.#sessions = after;
  }

  rewindTo(): void {
    throw new Error("Native does not rewind beams, and the generator does not ask for it.");
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#sessions.map((session) => session.dispose()));
  }
}
