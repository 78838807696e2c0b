import { message } from "#base/message.ts";
import type { Allocation, OrtRuntime } from "./ort-runtime.ts";
import type { OrtSession } from "./ort-session.ts";

/** The shape of a decoder's KV cache, float32, batch 1: each tensor is [1, heads, tokens, headSize]. */
export interface KvShape {
  readonly heads: number;
  readonly headSize: number;
  /** Names of the graph's inputs and of the outputs that continue them, keys and values of every layer. */
  readonly pairs: readonly { readonly past: string; readonly present: string }[];
}

/** Keys and values between two runs; they never leave the wasm heap. */
export interface KvCache {
  /** Input tensors by name. */
  readonly past: ReadonlyMap<string, number>;
  /** Tensors that the run fills, by output name; 0 if ORT creates one. */
  readonly present: ReadonlyMap<string, number>;
  /** Takes over a run's outputs, by name. */
  adopt(outputs: ReadonlyMap<string, number>): void;
  /** Makes the cache hold `length` tokens; tokens that were never written are zeros. */
  setLength(length: number): void;
  /** Copies the first `count` tokens of another cache of the same shape. */
  copyFrom(source: KvCache, count: number): void;
  dispose(): void;
}

/** Copies the first rows of each head from one tensor to another, whose heads can have more or fewer rows. */
function copyRows(runtime: OrtRuntime, session: OrtSession, from: number, to: number, count: number): void {
  const source = session.view(from);
  const target = session.view(to);
  const [, heads = 0, sourceRows = 0, headSize = 0] = source.dims;
  const rowBytes = floatBytes * headSize;
  const headBytes = Math.min(count, sourceRows) * rowBytes;
  if (headBytes === 0) return;
  for (let head = 0; head < heads; head += 1) {
    const rows = runtime.bytes(source.pointer + head * sourceRows * rowBytes, headBytes);
    runtime.bytes(target.pointer + head * target.dims[2]! * rowBytes, headBytes).set(rows);
  }
}

const floatBytes = 4;

/**
 * One buffer per tensor, as long as the capacity, used as past and present: each run adds its rows in place. For graphs whose attention
 * is GroupQueryAttention, which uses the length of the attention mask, not of the past.
 */
export class SharedKvCache implements KvCache {
  readonly past: ReadonlyMap<string, number>;
  readonly present: ReadonlyMap<string, number>;
  readonly #session: OrtSession;
  readonly #runtime: OrtRuntime;
  readonly #buffers: Allocation[] = [];

  /** @throws AppError "out-of-memory" */
  constructor(runtime: OrtRuntime, session: OrtSession, shape: KvShape, capacity: number) {
    this.#runtime = runtime;
    this.#session = session;
    const past = new Map<string, number>();
    const present = new Map<string, number>();
    this.past = past;
    this.present = present;
    const dims = [1, shape.heads, capacity, shape.headSize];
    try {
      for (const pair of shape.pairs) {
        const buffer = runtime.allocate(
          floatBytes * shape.heads * capacity * shape.headSize,
          message`the KV cache of ${capacity} tokens`,
        );
        this.#buffers.push(buffer);
        runtime.bytes(buffer.pointer, buffer.bytes).fill(0);
        const tensor = session.createTensor("float32", buffer, dims);
        past.set(pair.past, tensor);
        present.set(pair.present, tensor);
      }
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  adopt(): void {
    // The run has written into the buffers themselves.
  }

  setLength(): void {
    // The attention mask tells a run how much of the buffers counts.
  }

  copyFrom(source: KvCache, count: number): void {
    for (const [name, tensor] of this.past)
      copyRows(this.#runtime, this.#session, source.past.get(name)!, tensor, count);
  }

  dispose(): void {
    for (const tensor of this.past.values()) this.#session.releaseTensor(tensor);
    for (const buffer of this.#buffers.splice(0)) this.#runtime.free(buffer);
  }
}

/** For any other graph: ORT creates longer tensors at each run, and the present becomes the past. */
export class GrowingKvCache implements KvCache {
  readonly present: ReadonlyMap<string, number>;
  readonly #past = new Map<string, number>();
  readonly #session: OrtSession;
  readonly #runtime: OrtRuntime;
  readonly #shape: KvShape;
  /** Buffers of tensors that were created here, not by ORT. */
  #buffers: Allocation[] = [];
  #length = 0;

  constructor(runtime: OrtRuntime, session: OrtSession, shape: KvShape) {
    this.#runtime = runtime;
    this.#session = session;
    this.#shape = shape;
    this.present = new Map(shape.pairs.map(({ present }) => [present, 0]));
    this.#resize(0);
  }

  get past(): ReadonlyMap<string, number> {
    return this.#past;
  }

  adopt(outputs: ReadonlyMap<string, number>): void {
    const tensors = this.#shape.pairs.map(({ past, present }) => [past, outputs.get(present)!] as const);
    this.dispose();
    for (const [past, tensor] of tensors) this.#past.set(past, tensor);
    this.#length = this.#session.view(tensors[0]![1]).dims[2]!;
  }

  setLength(length: number): void {
    if (length !== this.#length) this.#resize(length);
  }

  dispose(): void {
    for (const tensor of this.#past.values()) this.#session.releaseTensor(tensor);
    this.#past.clear();
    for (const buffer of this.#buffers.splice(0)) this.#runtime.free(buffer);
  }

  copyFrom(source: KvCache, count: number): void {
    this.#replace(source.past, count);
  }

  #resize(length: number): void {
    this.#replace(this.#past, length);
  }

  /** Creates tensors of another length, with the first rows of each head of `from`. */
  #replace(from: ReadonlyMap<string, number>, length: number): void {
    const { heads, headSize, pairs } = this.#shape;
    const bytes = floatBytes * heads * length * headSize;
    const buffers: Allocation[] = [];
    const tensors = new Map<string, number>();
    for (const { past } of pairs) {
      // malloc(0) may return null.
      const buffer = this.#runtime.allocate(Math.max(1, bytes), message`the KV cache`);
      buffers.push(buffer);
      this.#runtime.bytes(buffer.pointer, buffer.bytes).fill(0);
      const tensor = this.#session.createTensor("float32", buffer, [1, heads, length, headSize], bytes);
      tensors.set(past, tensor);
      const old = from.get(past);
      if (old !== undefined && length > 0) copyRows(this.#runtime, this.#session, old, tensor, length);
    }
    this.dispose();
    this.#buffers = buffers;
    for (const [past, tensor] of tensors) this.#past.set(past, tensor);
    this.#length = length;
  }
}
