import { AppError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import type { DecoderSession } from "#genai/decoder-session.ts";
import { type CacheValueBytes, headCacheBytes, scratchBytes } from "#int4/memory-plan.ts";
import type { EmbeddingRows } from "./embedding-rows.ts";
import type { KernelMemory } from "./kernel-memory.ts";
import { writeRun } from "./kernel-run.ts";
import type { KernelTeam } from "./kernel-team.ts";

interface TableAddresses {
  readonly cosines: number;
  readonly sines: number;
}

/** What all sessions of a decoder share: addresses, and the model's shape. */
export interface RunShape {
  /** Address of the kernel's Run (int4/assembly/program.ts). */
  readonly address: number;
  readonly program: number;
  /** How many operations there are up to the last layer's end, and with the head. */
  readonly bodyLength: number;
  readonly wholeLength: number;
  readonly rowsAtOnce: number;
  readonly layers: number;
  readonly hiddenSize: number;
  /** The most values of a token between two operations. */
  readonly widest: number;
  /** The bytes of a quantised activation. */
  readonly activationBytes: 1 | 2;
  readonly vocabSize: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headSize: number;
  readonly rotaryWidth: number;
  readonly short: TableAddresses;
  /** For runs that end beyond `above` tokens. */
  readonly long: (TableAddresses & { readonly above: number }) | null;
  /** How many positions the rotary tables have. */
  readonly positions: number;
  /** f32 [rowsAtOnce, hiddenSize]: where embeddings go. */
  readonly x: number;
  /** f32 [vocabSize] */
  readonly logits: number;
  /** The bytes of all matrices. */
  readonly weightBytes: number;
  /** Which sums are faster on this processor (int4/assembly/dot.ts). */
  readonly sumsAreShort: boolean;
}

/** One thread reads this many bytes in some 0.5 ms. Measured on the embedded model, whose steps are no faster with two threads. */
const smallRunBytes = 16e6;

interface SessionOptions {
  readonly capacity: number;
  /** The bytes of a key or value. */
  readonly valueBytes: CacheValueBytes;
  readonly enqueue: <Result>(work: () => Result | Promise<Result>) => Promise<Result>;
  readonly onDisposed: () => void;
}

/** A KV cache in the kernel's memory: [layers, 2, heads, capacity, headSize]. */
export class Int4Session implements DecoderSession {
  readonly vocabSize: number;
  readonly capacity: number;
  readonly #memory: KernelMemory;
  readonly #team: KernelTeam;
  readonly #run: RunShape;
  readonly #embedding: EmbeddingRows;
  readonly #enqueue: <Result>(work: () => Result | Promise<Result>) => Promise<Result>;
  readonly #onDisposed: () => void;
  readonly #valueBytes: CacheValueBytes;
  readonly #cache: number;
  readonly #scratch: number;
  readonly #row: Float32Array;
  #length = 0;
  #isDisposed = false;

  /** @throws AppError "out-of-memory" */
  constructor(
    memory: KernelMemory,
    team: KernelTeam,
    run: RunShape,
    embedding: EmbeddingRows,
    { capacity, valueBytes, enqueue, onDisposed }: SessionOptions,
  ) {
    this.#memory = memory;
    this.#team = team;
    this.#run = run;
    this.#embedding = embedding;
    this.#enqueue = enqueue;
    this.#onDisposed = onDisposed;
    this.vocabSize = run.vocabSize;
    this.capacity = capacity;
    this.#valueBytes = valueBytes;
    const cacheBytes = cacheSize(run, capacity, valueBytes);
    this.#cache = memory.allocateZeros(cacheBytes, message`a KV cache of ${capacity} tokens`);
    this.#scratch = memory.allocate(team.threads * scratchSize(run, capacity), message`the threads' scratch`);
    this.#row = new Float32Array(run.vocabSize);
  }

  /** What a session takes. */
  static bytes(run: RunShape, capacity: number, valueBytes: CacheValueBytes, threads: number): number {
    return cacheSize(run, capacity, valueBytes) + threads * scratchSize(run, capacity);
  }

  get length(): number {
    return this.#length;
  }

  append(tokenIds: Int32Array): Promise<Float32Array> {
    return this.#enqueue(() => {
      const total = this.#length + tokenIds.length;
      this.#check(
        tokenIds.length > 0 && total <= this.capacity,
        message`${tokenIds.length} tokens after ${this.#length}`,
      );
      if (total > this.#run.positions) {
        throw new AppError(
          "invalid-argument",
          message`The model knows ${this.#run.positions} positions and was asked for ${total}. Shorten the prompt or max_length.`,
        );
      }
      const { rowsAtOnce, logits, vocabSize } = this.#run;
      for (let start = 0; start < tokenIds.length; start += rowsAtOnce) {
        const end = Math.min(start + rowsAtOnce, tokenIds.length);
        this.#execute(tokenIds.subarray(start, end), total, end === tokenIds.length);
      }
      this.#row.set(this.#memory.floats(logits, vocabSize));
      return this.#row;
    });
  }

  setLength(length: number): void {
    this.#check(
      Number.isInteger(length) && length >= 0 && length <= this.capacity,
      message`a length of ${length}`,
    );
    this.#length = length;
  }

  copyFrom(source: DecoderSession, count: number): Promise<void> {
    return this.#enqueue(() => {
      if (!(source instanceof Int4Session) || source.#valueBytes !== this.#valueBytes)
        throw new Error("Caches that copy one another are opened together.");
      this.#check(count <= Math.min(this.capacity, source.capacity), message`a length of ${count}`);
      const { layers, keyValueHeads, headSize } = this.#run;
      const bytes = this.#memory.bytes(0, this.#memory.memory.buffer.byteLength);
      const rowBytes = headSize * this.#valueBytes;
      for (let head = 0; head < layers * 2 * keyValueHeads; head++) {
        const from = source.#headAt(head);
        const to = this.#headAt(head);
        bytes.copyWithin(to, from, from + count * rowBytes);
        if (this.#valueBytes === 4) continue;
        // The rows' scales follow them.
        const scales = from + source.capacity * rowBytes;
        bytes.copyWithin(to + this.capacity * rowBytes, scales, scales + 4 * count);
      }
      this.#length = count;
    });
  }

  #headAt(head: number): number {
    return this.#cache + head * headCacheBytes(this.capacity, this.#run.headSize, this.#valueBytes);
  }

  dispose(): Promise<void> {
    if (this.#isDisposed) return Promise.resolve();
    this.#isDisposed = true;
    return this.#enqueue(() => {
      this.#memory.free(this.#cache);
      this.#memory.free(this.#scratch);
      this.#onDisposed();
    });
  }

  /** @param total tokens after the whole call, by which the graph chooses the rotary tables. */
  #execute(tokenIds: Int32Array, total: number, withHead: boolean): void {
    const run = this.#run;
    const rows = this.#memory.floats(run.x, tokenIds.length * run.hiddenSize);
    for (const [index, tokenId] of tokenIds.entries()) {
      this.#checkToken(tokenId);
      this.#embedding.read(tokenId, rows.subarray(index * run.hiddenSize, (index + 1) * run.hiddenSize));
    }
    const tables = run.long !== null && total > run.long.above ? run.long : run.short;
    writeRun(this.#memory, run.address, {
      program: run.program,
      operationCount: withHead ? run.wholeLength : run.bodyLength,
      rows: tokenIds.length,
      position: this.#length,
      heads: run.heads,
      keyValueHeads: run.keyValueHeads,
      headSize: run.headSize,
      rotaryWidth: run.rotaryWidth,
      cosines: tables.cosines,
      sines: tables.sines,
      cache: this.#cache,
      capacity: this.capacity,
      scratch: this.#scratch,
      scratchBytes: scratchSize(run, this.capacity),
      cacheValueBytes: this.#valueBytes,
      sumsAreShort: run.sumsAreShort,
    });
    this.#team.execute(this.#threads(tokenIds.length));
    this.#length += tokenIds.length;
  }

  /** One thread does a run that ends before a helper wakes up. */
  #threads(rows: number): number {
    const { layers, keyValueHeads, headSize, weightBytes } = this.#run;
    const position = layers * 2 * keyValueHeads * headSize * this.#valueBytes;
    const readBytes = weightBytes + position * (this.#length + rows);
    return rows * readBytes < smallRunBytes ? 1 : this.#team.threads;
  }

  #checkToken(tokenId: number): void {
    if (tokenId >= 0 && tokenId < this.vocabSize) return;
    throw new AppError(
      "invalid-argument",
      message`Token ${tokenId} is not in the model's vocabulary of ${this.vocabSize}: the tokenizer belongs to another model.`,
      { details: { tokenId } },
    );
  }

  #check(holds: boolean, what: Message): void {
    if (this.#isDisposed) throw new AppError("invalid-argument", message`The KV cache is disposed of.`);
    if (holds) return;
    throw new AppError(
      "invalid-argument",
      message`The KV cache holds ${this.capacity} tokens and was asked for ${what}.`,
      { details: { capacity: this.capacity } },
    );
  }
}

function cacheSize(
  { layers, keyValueHeads, headSize }: RunShape,
  capacity: number,
  valueBytes: CacheValueBytes,
): number {
  return layers * 2 * keyValueHeads * headCacheBytes(capacity, headSize, valueBytes);
}

function scratchSize({ widest, activationBytes }: RunShape, capacity: number): number {
  return scratchBytes(widest, activationBytes, capacity);
}
