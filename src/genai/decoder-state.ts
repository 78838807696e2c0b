import { AppError } from "#base/errors.ts";
import type { Decoder, DecoderSession } from "./decoder-session.ts";
import type { Search } from "./search.ts";

/** The KV caches of a generation; mirrors DecoderOnly_State (onnxruntime-genai, src/models/decoder_only.cpp, 0.18). */
export interface DecoderState {
  /**
   * Runs the model on the search's rows. `tokenIds` are the new tokens: i32 [prompts, tokens], or one per row.
   * @returns logits that follow the rows, f32 [rows, vocab], row-major; valid until the next call.
   */
  run(tokenIds: Int32Array, search: Search): Promise<Float32Array>;
  rewindTo(length: number): void;
  dispose(): Promise<void>;
}

/** One row. The given tokens are run as they are: native also runs an end-of-stream token, which is in no sequence. */
export class SingleState implements DecoderState {
  readonly #session: DecoderSession;
  readonly #padTokenId: number;
  readonly #chunkSize: number;
  #hasRun = false;

  /** @param chunkSize how many tokens of the first prompt are run at once; 0: all. */
  constructor(session: DecoderSession, padTokenId: number, chunkSize: number) {
    this.#session = session;
    this.#padTokenId = padTokenId;
    this.#chunkSize = chunkSize;
  }

  async run(tokenIds: Int32Array, search: Search): Promise<Float32Array> {
    // The token of a generator that was given none is in no sequence.
    this.#session.setLength(Math.max(0, search.length - tokenIds.length));
    const isChunked = !this.#hasRun && this.#chunkSize > 0 && tokenIds.length > this.#chunkSize;
    this.#hasRun = true;
    const step = isChunked ? this.#chunkSize : tokenIds.length;
    let logits: Float32Array = new Float32Array();
    for (let start = 0; start < tokenIds.length; start += step) {
      logits = await appendPrompt(this.#session, tokenIds.subarray(start, start + step), this.#padTokenId);
    }
    return logits;
  }

  rewindTo(length: number): void {
    this.#session.setLength(length);
  }

  dispose(): Promise<void> {
    return this.#session.dispose();
  }
}

interface BatchRow {
  readonly session: DecoderSession;
  /** After the prompt; 0 until it is run. */
  padCount: number;
}

/**
 * One cache for each prompt of a batch. Pads after a shorter prompt are in its sequence, but not in its cache: native hides them with the
 * attention mask, and what follows takes their places. (Once all prompts have ended and their lengths differ, native's mask is
 * misaligned; logits requested then are not native's.)
 */
export class BatchState implements DecoderState {
  readonly #rows: readonly BatchRow[];
  readonly #padTokenId: number;
  readonly #chunkSize: number;
  readonly #logits: Float32Array;
  #hasPrompts = false;
  #hasRun = false;

  /** @param chunkSize native refuses longer prompts; 0: none. */
  constructor(sessions: readonly DecoderSession[], padTokenId: number, chunkSize: number) {
    this.#rows = sessions.map((session) => ({ session, padCount: 0 }));
    this.#padTokenId = padTokenId;
    this.#chunkSize = chunkSize;
    this.#logits = emptyLogits(sessions);
  }

  async run(tokenIds: Int32Array, search: Search): Promise<Float32Array> {
    const count = tokenIds.length / this.#rows.length;
    if (!this.#hasRun) refuseChunks(tokenIds, this.#rows.length, this.#chunkSize);
    this.#hasRun = true;
    const runs = this.#rows.map((row, i) => {
      const added = tokenIds.subarray(i * count, (i + 1) * count);
      if (this.#hasPrompts) return { row, added };
      const prompt = withoutPads(added, this.#padTokenId);
      row.padCount = count - prompt.length;
      return { row, added: prompt };
    });
    this.#hasPrompts = true;
    for (const [i, { row, added }] of runs.entries()) {
      const { session, padCount } = row;
      session.setLength(Math.max(0, search.length - padCount - added.length));
      this.#logits.set(await session.append(added), i * session.vocabSize);
    }
    return this.#logits;
  }

  /** Only to the start: native cannot rewind a batch in any other way. */
  rewindTo(): void {
    this.#hasPrompts = false;
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#rows.map(({ session }) => session.dispose()));
  }
}

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

/** @throws AppError "out-of-memory"; nothing stays open. */
export async function openSessions(
  decoder: Decoder,
  count: number,
  capacity: number,
): Promise<readonly DecoderSession[]> {
  const sessions: DecoderSession[] = [];
  try {
    while (sessions.length < count) sessions.push(await decoder.openSession(capacity, count));
  } catch (error) {
    await Promise.all(sessions.map((session) => session.dispose()));
    throw error;
  }
  return sessions;
}

/**
 * Mirrors the outcome of DecoderOnly_State::RunWithChunking when it splits several prompts, or one with beams: position inputs refuse the
 * second piece, and a piece without a token for each prompt has no tensor.
 * Pieces of several prompts are cut across them, so that native can also end otherwise: an error of a kernel or of a tensor's size, by
 * the pieces' lengths, or a crash.
 * @throws AppError "invalid-argument" with native's message.
 */
function refuseChunks(tokenIds: Int32Array, promptCount: number, chunkSize: number): void {
  if (chunkSize === 0 || tokenIds.length <= chunkSize) return;
  throw new AppError(
    "invalid-argument",
    chunkSize < promptCount
      ? "Tensor: GetDeviceSpan called before CreateTensor"
      : "DefaultPositionInputs::UpdatePositionIDs - batch_size must be 1 for continuous decoding.",
  );
}

/** Room for a row of logits of each session. */
function emptyLogits(sessions: readonly DecoderSession[]): Float32Array {
  return new Float32Array(sessions.reduce((sum, { vocabSize }) => sum + vocabSize, 0));
}

/** A prompt of nothing but pads keeps them. */
function withoutPads(tokenIds: Int32Array, padTokenId: number): Int32Array {
  const end = tokenIds.findLastIndex((tokenId) => tokenId !== padTokenId) + 1;
  return end === 0 ? tokenIds : tokenIds.subarray(0, end);
}

/**
 * The logits after the last token that is not a pad: native takes pads at the end of several tokens for padding, although they are in the
 * cache. Mirrors Logits::Update (onnxruntime-genai, src/models/logits.cpp, 0.18), which reads out of bounds where all are pads.
 */
async function appendPrompt(
  session: DecoderSession,
  tokenIds: Int32Array,
  padTokenId: number,
): Promise<Float32Array> {
  const end = tokenIds.findLastIndex((tokenId) => tokenId !== padTokenId) + 1;
  if (end === 0 || end === tokenIds.length) return session.append(tokenIds);
  const logits = (await session.append(tokenIds.subarray(0, end))).slice();
  await session.append(tokenIds.subarray(end));
  return logits;
}
