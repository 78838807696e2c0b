import { AppError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import type { DecoderSession } from "#genai/decoder-session.ts";
import type { KvCache } from "./kv-cache.ts";
import type { Allocation, OrtRuntime } from "./ort-runtime.ts";
import type { OrtSession } from "./ort-session.ts";

const int64Bytes = 8;
const floatBytes = 4;

/** Names of a decoder graph's inputs and outputs besides the KV cache. */
export interface DecoderNames {
  readonly inputIds: string;
  readonly attentionMask: string;
  /** null for a graph that computes positions from the mask. */
  readonly positionIds: string | null;
  readonly logits: string;
}

/** One generation over an OrtSession: buffers for inputs and outputs, and the KV cache, all in the wasm heap. */
export class OrtWebDecoderSession implements DecoderSession {
  readonly vocabSize: number;
  readonly capacity: number;
  #length = 0;
  #isDisposed = false;
  readonly #runtime: OrtRuntime;
  readonly #session: OrtSession;
  readonly #names: DecoderNames;
  readonly #cache: KvCache;
  readonly #inputIds: Allocation;
  readonly #attentionMask: Allocation;
  readonly #positionIds: Allocation | null;
  readonly #logits: Allocation;
  readonly #row: Float32Array;

  /** Takes over `cache`. @throws AppError "out-of-memory" */
  constructor(
    runtime: OrtRuntime,
    session: OrtSession,
    names: DecoderNames,
    cache: KvCache,
    sizes: { readonly vocabSize: number; readonly capacity: number },
  ) {
    this.#runtime = runtime;
    this.#session = session;
    this.#names = names;
    this.#cache = cache;
    this.vocabSize = sizes.vocabSize;
    this.capacity = sizes.capacity;
    const idBytes = int64Bytes * sizes.capacity;
    this.#inputIds = runtime.allocate(idBytes, message`the prompt`);
    this.#attentionMask = runtime.allocate(idBytes, message`the attention mask`);
    this.#positionIds = names.positionIds === null ? null : runtime.allocate(idBytes, message`the positions`);
    this.#logits = runtime.allocate(floatBytes * sizes.vocabSize, message`the logits`);
    this.#row = new Float32Array(sizes.vocabSize);
    this.#int64s(this.#attentionMask, sizes.capacity).fill(1n);
  }

  get length(): number {
    return this.#length;
  }

  async append(tokenIds: Int32Array): Promise<Float32Array> {
    const count = tokenIds.length;
    const total = this.#length + count;
    this.#check(count > 0 && total <= this.capacity, message`${count} tokens after ${this.#length}`);
    const ids = this.#int64s(this.#inputIds, count);
    tokenIds.forEach((id, index) => (ids[index] = BigInt(id)));
    const inputs = new Map(this.#cache.past);
    const made = [
      this.#feed(inputs, this.#names.inputIds, this.#inputIds, count),
      this.#feed(inputs, this.#names.attentionMask, this.#attentionMask, total),
    ];
    if (this.#names.positionIds !== null && this.#positionIds !== null) {
      const positions = this.#int64s(this.#positionIds, count);
      for (let index = 0; index < count; index += 1) positions[index] = BigInt(this.#length + index);
      made.push(this.#feed(inputs, this.#names.positionIds, this.#positionIds, count));
    }
    // For one token, the address of the logits is known beforehand. For more, ORT creates the tensor and the last row counts.
    const logits =
      count === 1 ? this.#session.createTensor("float32", this.#logits, [1, 1, this.vocabSize]) : 0;
    if (logits !== 0) made.push(logits);
    try {
      const outputs = await this.#session.run(
        inputs,
        new Map([[this.#names.logits, logits], ...this.#cache.present]),
      );
      this.#cache.adopt(outputs);
      this.#length = total;
      const result = outputs.get(this.#names.logits)!;
      if (logits === 0) made.push(result);
      this.#row.set(this.#lastRow(result));
      return this.#row;
    } finally {
      for (const tensor of made) this.#session.releaseTensor(tensor);
    }
  }

  setLength(length: number): void {
    this.#check(
      Number.isInteger(length) && length >= 0 && length <= this.capacity,
      message`a length of ${length}`,
    );
    this.#cache.setLength(length);
    this.#length = length;
  }

  copyFrom(source: DecoderSession, count: number): Promise<void> {
    return this.#runtime.enqueue(() => {
      if (!(source instanceof OrtWebDecoderSession))
        throw new Error("A cache takes over those of its own decoder.");
      this.#check(count <= this.capacity, message`a length of ${count}`);
      this.#cache.copyFrom(source.#cache, count);
      this.#length = count;
    });
  }

  dispose(): Promise<void> {
    if (this.#isDisposed) return Promise.resolve();
    this.#isDisposed = true;
    return this.#runtime.enqueue(() => {
      this.#cache.dispose();
      this.#runtime.free(this.#inputIds);
      this.#runtime.free(this.#attentionMask);
      if (this.#positionIds !== null) this.#runtime.free(this.#positionIds);
      this.#runtime.free(this.#logits);
    });
  }

  #feed(inputs: Map<string, number>, name: string, data: Allocation, count: number): number {
    const tensor = this.#session.createTensor("int64", data, [1, count], int64Bytes * count);
    inputs.set(name, tensor);
    return tensor;
  }

  #lastRow(tensor: number): Float32Array {
    const { type, dims, pointer } = this.#session.view(tensor);
    const [batch, rows = 0, vocabSize] = dims;
    if (type !== "float32" || batch !== 1 || rows < 1 || vocabSize !== this.vocabSize) {
      throw new AppError(
        "invalid-model",
        message`The model gave logits of type ${type} and shape ${dims.join(" × ")}; expected float32, 1 × tokens × ${this.vocabSize}. Its genai_config.json belongs to another model.`,
      );
    }
    return this.#runtime.floats(pointer + floatBytes * (rows - 1) * vocabSize, vocabSize);
  }

  #int64s(allocation: Allocation, count: number): BigInt64Array {
    const bytes = this.#runtime.bytes(allocation.pointer, int64Bytes * count);
    return new BigInt64Array(bytes.buffer, bytes.byteOffset, count);
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
