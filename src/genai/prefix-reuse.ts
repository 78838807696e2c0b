import { AppError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import type { Decoder, DecoderSession } from "./decoder-session.ts";

/** Caches are made a little larger than requested, so that the next turn of a chat fits too. */
const capacityStep = 256;

/** A cache between two generations. */
interface Kept {
  readonly session: DecoderSession;
  /** The token at each position whose keys and values it holds; -1 if unknown. */
  readonly tokenIds: number[];
}

/** A decoder that reuses the KV cache of the last generation for the common prefix: a further turn of a chat runs only its new tokens. */
export class PrefixReuse implements Decoder {
  readonly vocabSize: number;
  readonly #decoder: Decoder;
  readonly #contextLength: number;
  #kept: Kept | null = null;
  #reusedTokens = 0;

  /** @param contextLength the largest useful size of a cache. */
  constructor(decoder: Decoder, contextLength: number) {
    this.#decoder = decoder;
    this.#contextLength = contextLength;
    this.vocabSize = decoder.vocabSize;
  }

  /** Tokens that did not have to be run, since the last time this was asked. */
  takeReusedTokens(): number {
    const count = this.#reusedTokens;
    this.#reusedTokens = 0;
    return count;
  }

  async openSession(capacity: number, count = 1): Promise<DecoderSession> {
    const kept = this.#kept;
    this.#kept = null;
    if (kept !== null && count === 1 && kept.session.capacity >= capacity) return this.#wrap(kept, capacity);
    await kept?.session.dispose();
    // If there are several, all must have room.
    if (count > 1) {
      const session = await this.#decoder.openSession(capacity, count);
      return this.#wrap({ session, tokenIds: [] }, capacity);
    }
    const rounded = Math.ceil(capacity / capacityStep) * capacityStep;
    const roomy = Math.max(capacity, Math.min(rounded, this.#contextLength));
    return this.#wrap({ session: await this.#open(roomy, capacity), tokenIds: [] }, capacity);
  }

  /** A roomy cache, or one of the requested size if memory is short. */
  async #open(roomy: number, capacity: number): Promise<DecoderSession> {
    try {
      return await this.#decoder.openSession(roomy);
    } catch (error) {
      const isTooLarge = error instanceof AppError && error.code === "out-of-memory";
      if (!isTooLarge || roomy === capacity) throw error;
      return this.#decoder.openSession(capacity);
    }
  }

  async dispose(): Promise<void> {
    await this.#kept?.session.dispose();
    this.#kept = null;
    await this.#decoder.dispose();
  }

  #wrap(kept: Kept, capacity: number): DecoderSession {
    return new ReusingSession(kept, capacity, this.#decoder.reusableUpTo ?? Number.POSITIVE_INFINITY, {
      onReused: (count) => (this.#reusedTokens += count),
      onDone: async () => {
        // Keeps the latest one. Of several (beams), the others are closed.
        await this.#kept?.session.dispose();
        this.#kept = kept;
      },
    });
  }
}

interface ReuseEvents {
  onReused(count: number): void;
  onDone(): Promise<void>;
}

class ReusingSession implements DecoderSession {
  readonly vocabSize: number;
  readonly capacity: number;
  readonly #kept: Kept;
  readonly #reusableUpTo: number;
  readonly #events: ReuseEvents;
  #length = 0;
  #isDone = false;

  constructor(kept: Kept, capacity: number, reusableUpTo: number, events: ReuseEvents) {
    this.#kept = kept;
    this.#reusableUpTo = reusableUpTo;
    this.#events = events;
    this.vocabSize = kept.session.vocabSize;
    this.capacity = capacity;
  }

  get length(): number {
    return this.#length;
  }

  async append(tokenIds: Int32Array): Promise<Float32Array> {
    const total = this.#length + tokenIds.length;
    this.#check(
      tokenIds.length > 0 && total <= this.capacity,
      message`${tokenIds.length} tokens after ${this.#length}`,
    );
    const { session, tokenIds: known } = this.#kept;
    const isReusable = Math.max(total, known.length) <= this.#reusableUpTo;
    // The last token is always run, because its logits are needed.
    const most = isReusable ? tokenIds.length - 1 : 0;
    let shared = 0;
    while (shared < most && known[this.#length + shared] === tokenIds[shared]) shared++;
    session.setLength(this.#length + shared);
    known.length = this.#length + shared;
    const logits = await session.append(tokenIds.subarray(shared));
    for (const tokenId of tokenIds.subarray(shared)) known.push(tokenId);
    this.#length = total;
    if (shared > 0) this.#events.onReused(shared);
    return logits;
  }

  setLength(length: number): void {
    this.#check(
      Number.isInteger(length) && length >= 0 && length <= this.capacity,
      message`a length of ${length}`,
    );
    const { tokenIds } = this.#kept;
    while (tokenIds.length < length) tokenIds.push(-1);
    this.#length = length;
  }

  async copyFrom(source: DecoderSession, count: number): Promise<void> {
    if (!(source instanceof ReusingSession)) throw new Error("A cache takes over those of its own decoder.");
    this.#check(count <= this.capacity, message`a length of ${count}`);
    const { session, tokenIds } = this.#kept;
    await session.copyFrom(source.#kept.session, count);
    tokenIds.length = 0;
    for (let at = 0; at < count; at++) tokenIds.push(source.#kept.tokenIds[at] ?? -1);
    this.#length = count;
  }

  async dispose(): Promise<void> {
    if (this.#isDone) return;
    this.#isDone = true;
    await this.#events.onDone();
  }

  #check(holds: boolean, what: Message): void {
    if (this.#isDone) throw new AppError("invalid-argument", message`The KV cache is disposed of.`);
    if (holds) return;
    throw new AppError(
      "invalid-argument",
      message`The KV cache holds ${this.capacity} tokens and was asked for ${what}.`,
      { details: { capacity: this.capacity } },
    );
  }
}
