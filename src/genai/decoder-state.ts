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
export function refuseChunks(tokenIds: Int32Array, promptCount: number, chunkSize: number): void {
  if (chunkSize === 0 || tokenIds.length <= chunkSize) return;
  throw new AppError(
    "invalid-argument",
    chunkSize < promptCount
      ? "Tensor: GetDeviceSpan called before CreateTensor"
      : "DefaultPositionInputs::UpdatePositionIDs - batch_size must be 1 for continuous decoding.",
  );
}

/** Room for a row of logits of each session. */
export function emptyLogits(sessions: readonly DecoderSession[]): Float32Array {
  return new Float32Array(sessions.reduce((sum, { vocabSize }) => sum + vocabSize, 0));
}

/** A prompt of nothing but pads keeps them. */
export function withoutPads(tokenIds: Int32Array, padTokenId: number): Int32Array {
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
