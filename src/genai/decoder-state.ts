import { AppError } from "#base/errors.ts";
import type { Decoder, DecoderSession } from "./decoder-session.ts";
import type { Search } from "./search.ts";

/** The KV caches of a generation; mirrors DecoderOnly_State (onnxruntime-genai, src/models/decoder_only.cpp, 0.18). */
export interface DecoderState {
  /**
   * Runs the model on the search's rows, of which `tokenIds` are new: i32 [prompts, tokens], or one a row.
   * @returns logits that follow the rows, f32 [rows, vocab], row-major; valid until the next call.
   */
  run(tokenIds: Int32Array, search: Search): Promise<Float32Array>;
  rewindTo(length: number): void;
  dispose(): Promise<void>;
}

/** One row. The tokens to run are taken as given: native runs an end-of-stream token too, which is in no sequence. */
export class SingleState implements DecoderState {
  readonly #session: DecoderSession;
  readonly #padTokenId: number;
  readonly #chunkSize: number;
  #hasRun = false;

  /** @param chunkSize tokens of the first prompt that are run at once; 0: all. */
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

/**
 * One cache for each prompt of a batch. The pads behind a shorter prompt are in its sequence, but not in its cache: native
 * hides them behind the attention mask, and what follows takes their places. (Once all prompts are done, native's mask slips
 * out of line where their lengths differ; logits asked for then are not native's.)
 */
export class BatchState implements DecoderState {
  readonly #sessions: readonly DecoderSession[];
  readonly #padTokenId: number;
  readonly #chunkSize: number;
  readonly #logits: Float32Array;
  /** Pads behind each prompt; empty until they are run. */
  #padCounts: readonly number[] = [];
  #hasRun = false;

  /** @param chunkSize native refuses longer prompts; 0: none. */
  constructor(sessions: readonly DecoderSession[], padTokenId: number, chunkSize: number) {
    this.#sessions = sessions;
    this.#padTokenId = padTokenId;
    this.#chunkSize = chunkSize;
    this.#logits = new Float32Array(sessions.length * sessions[0]!.vocabSize);
  }

  async run(tokenIds: Int32Array, search: Search): Promise<Float32Array> {
    const count = tokenIds.length / this.#sessions.length;
    if (!this.#hasRun) refuseChunks(tokenIds, this.#sessions.length, this.#chunkSize);
    this.#hasRun = true;
    const added = this.#sessions.map((_, i) => tokenIds.subarray(i * count, (i + 1) * count));
    const isPrompt = this.#padCounts.length === 0;
    const runs = isPrompt ? added.map((row) => withoutPads(row, this.#padTokenId)) : added;
    if (isPrompt) this.#padCounts = runs.map(({ length }) => count - length);
    for (const [i, session] of this.#sessions.entries()) {
      session.setLength(Math.max(0, search.length - this.#padCounts[i]! - runs[i]!.length));
      this.#logits.set(await session.append(runs[i]!), i * session.vocabSize);
    }
    return this.#logits;
  }

  /** To the start: native rewinds a batch no other way. */
  rewindTo(): void {
    this.#padCounts = [];
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#sessions.map((session) => session.dispose()));
  }
}

interface Slot {
  readonly session: DecoderSession;
  /** The tokens whose keys and values it holds. */
  tokens: Int32Array;
}

/**
 * One cache for each beam. Where native copies caches when beams change places, here each row goes on from the cache
 * that shares most tokens with it, and runs the rest again.
 */
export class BeamState implements DecoderState {
  readonly #slots: readonly Slot[];
  readonly #padTokenId: number;
  readonly #chunkSize: number;
  readonly #logits: Float32Array;
  /** Tokens of the prompts, pads included; 0 until they are run. */
  #promptLength = 0;
  /** Pads behind the prompt of each row. */
  #padCounts: readonly number[] = [];

  /** @param chunkSize native refuses longer prompts; 0: none. */
  constructor(sessions: readonly DecoderSession[], padTokenId: number, chunkSize: number) {
    this.#slots = sessions.map((session) => ({ session, tokens: new Int32Array() }));
    this.#padTokenId = padTokenId;
    this.#chunkSize = chunkSize;
    this.#logits = new Float32Array(sessions.length * sessions[0]!.vocabSize);
  }

  async run(tokenIds: Int32Array, search: Search): Promise<Float32Array> {
    const { rows } = search;
    // It takes one prompt, which is run first.
    if (this.#promptLength === 0) {
      refuseChunks(tokenIds, tokenIds.length / search.length, this.#chunkSize);
      this.#promptLength = search.length;
      this.#padCounts = rows.map((row) => row.length - withoutPads(row, this.#padTokenId).length);
    }
    const free = new Set(this.#slots);
    for (const [i, padded] of rows.entries()) {
      const row = this.#cached(padded, padded.length - this.#padCounts[i]!);
      const { slot, sharedLength } = mostShared(free, row);
      free.delete(slot);
      slot.session.setLength(sharedLength);
      const logits = await slot.session.append(row.subarray(sharedLength));
      slot.tokens = row;
      this.#logits.set(logits, i * logits.length);
    }
    return this.#logits;
  }

  /**
   * The tokens of a row as they stand in its cache. A row whose prompt is done goes on from the first row's cache, and has
   * its own mask: of a longer prompt's cache it sees the beginning. (Of a shorter one's, native sees zeros behind it.)
   */
  #cached(row: Int32Array, length: number): Int32Array {
    const prompt = withoutPads(row.subarray(0, this.#promptLength), this.#padTokenId);
    const tokens = Int32Array.from([...prompt, ...row.subarray(this.#promptLength)]);
    if (tokens.length > length) tokens.set(tokens.subarray(-1), length - 1);
    return tokens.subarray(0, length);
  }

  rewindTo(): void {
    throw new Error("Native does not rewind beams, and the generator does not ask for it.");
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#slots.map(({ session }) => session.dispose()));
  }
}

/** The slot that can go on with `row` from the furthest token; the last token is always run. */
function mostShared(slots: Iterable<Slot>, row: Int32Array): { slot: Slot; sharedLength: number } {
  const candidates = Array.from(slots, (slot) => ({
    slot,
    sharedLength: Math.min(sharedPrefixLength(slot.tokens, row), row.length - 1),
  }));
  return candidates.reduce((best, candidate) =>
    candidate.sharedLength > best.sharedLength ? candidate : best,
  );
}

function sharedPrefixLength(a: Int32Array, b: Int32Array): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

/** @throws AppError "out-of-memory", with nothing left open. */
export async function openSessions(
  decoder: Decoder,
  count: number,
  capacity: number,
): Promise<readonly DecoderSession[]> {
  const sessions: DecoderSession[] = [];
  try {
    while (sessions.length < count) sessions.push(await decoder.openSession(capacity));
  } catch (error) {
    await Promise.all(sessions.map((session) => session.dispose()));
    throw error;
  }
  return sessions;
}

/**
 * Mirrors what comes of DecoderOnly_State::RunWithChunking where it cuts several prompts, or one with beams: position
 * inputs refuse the second piece, and a piece without a token for each prompt has no tensor.
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

/** A prompt that is nothing but pads keeps them. */
function withoutPads(tokenIds: Int32Array, padTokenId: number): Int32Array {
  const end = tokenIds.findLastIndex((tokenId) => tokenId !== padTokenId) + 1;
  return end === 0 ? tokenIds : tokenIds.subarray(0, end);
}

/**
 * The logits after the last token that is no pad, since native takes pads at the end of several tokens for padding; they
 * are in the cache all the same. Mirrors Logits::Update (onnxruntime-genai, src/models/logits.cpp, 0.18), which reads
 * from anywhere where all are pads.
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
