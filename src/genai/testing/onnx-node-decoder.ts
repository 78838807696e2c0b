import { InferenceSession, Tensor } from "onnxruntime-node";
import { AppError } from "#base/errors.ts";
import type { GenaiConfig } from "../config.ts";
import type { DecoderConfig } from "../decoder-config.ts";
import type { Decoder, DecoderSession } from "../decoder-session.ts";

/** Runs a decoder in Node on onnxruntime-node's CPU backend, for tests. Keys and values are f32. */
export class OnnxNodeDecoder implements Decoder {
  readonly vocabSize: number;
  readonly #session: InferenceSession;
  readonly #decoder: DecoderConfig;

  private constructor(session: InferenceSession, { model }: GenaiConfig) {
    this.#session = session;
    this.#decoder = model.decoder;
    this.vocabSize = model.vocabSize;
  }

  /** One thread, so that sums are added in the same order on every machine. */
  static async load(onnxPath: string, config: GenaiConfig): Promise<OnnxNodeDecoder> {
    const session = await InferenceSession.create(onnxPath, { intraOpNumThreads: 1, interOpNumThreads: 1 });
    return new OnnxNodeDecoder(session, config);
  }

  openSession(capacity: number): Promise<DecoderSession> {
    return Promise.resolve(new OnnxNodeSession(this.#session, this.#decoder, this.vocabSize, capacity));
  }

  async dispose(): Promise<void> {
    await this.#session.release();
  }
}

class OnnxNodeSession implements DecoderSession {
  length = 0;
  readonly vocabSize: number;
  readonly capacity: number;
  readonly #session: InferenceSession;
  readonly #decoder: DecoderConfig;
  /** By input name, f32 [heads, capacity, headSize]: the buffers that native shares between past and present. */
  readonly #cache: ReadonlyMap<string, Float32Array>;

  constructor(session: InferenceSession, decoder: DecoderConfig, vocabSize: number, capacity: number) {
    this.#session = session;
    this.#decoder = decoder;
    this.vocabSize = vocabSize;
    this.capacity = capacity;
    const { numHiddenLayers, numKeyValueHeads, headSize, inputs } = decoder;
    const names = Array.from({ length: numHiddenLayers }, (_, layer) => [
      layerName(inputs.pastKeyNames, layer),
      layerName(inputs.pastValueNames, layer),
    ]).flat();
    this.#cache = new Map(
      names.map((name) => [name, new Float32Array(numKeyValueHeads * capacity * headSize)]),
    );
  }

  setLength(length: number): void {
    this.#checkLength(length);
    this.length = length;
  }

  async append(tokenIds: Int32Array): Promise<Float32Array> {
    const { inputs, outputs, numHiddenLayers } = this.#decoder;
    const total = this.length + tokenIds.length;
    this.#checkLength(total);
    const feeds: Record<string, Tensor> = {
      [inputs.inputIds]: int64Tensor(tokenIds),
      [inputs.attentionMask]: int64Tensor(new Uint8Array(total).fill(1)),
    };
    if (this.#session.inputNames.includes(inputs.positionIds)) {
      feeds[inputs.positionIds] = int64Tensor(Array.from(tokenIds, (_, i) => this.length + i));
    }
    for (const [name, rows] of this.#cache) feeds[name] = this.#pastTensor(rows);
    const results = await this.#session.run(feeds);
    for (let layer = 0; layer < numHiddenLayers; layer++) {
      this.#keep(
        results,
        layerName(outputs.presentKeyNames, layer),
        layerName(inputs.pastKeyNames, layer),
        total,
      );
      this.#keep(
        results,
        layerName(outputs.presentValueNames, layer),
        layerName(inputs.pastValueNames, layer),
        total,
      );
    }
    this.length = total;
    const logits = results[outputs.logits]!.data as Float32Array;
    return logits.slice(logits.length - this.vocabSize);
  }

  copyFrom(source: DecoderSession, count: number): Promise<void> {
    if (!(source instanceof OnnxNodeSession) || source.capacity !== this.capacity)
      throw new Error("Caches of one generation are alike.");
    for (const [name, rows] of source.#cache) this.#cache.get(name)!.set(rows);
    this.setLength(count);
    return Promise.resolve();
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }

  /** The first `length` rows of each head, as [1, heads, length, headSize]. */
  #pastTensor(cache: Float32Array): Tensor {
    const { numKeyValueHeads, headSize } = this.#decoder;
    const past = new Float32Array(numKeyValueHeads * this.length * headSize);
    for (let head = 0; head < numKeyValueHeads; head++) {
      const start = head * this.capacity * headSize;
      past.set(cache.subarray(start, start + this.length * headSize), head * this.length * headSize);
    }
    return new Tensor("float32", past, [1, numKeyValueHeads, this.length, headSize]);
  }

  /** Copies the rows of this run into the cache. */
  #keep(results: InferenceSession.ReturnType, presentName: string, pastName: string, total: number): void {
    const { numKeyValueHeads, headSize } = this.#decoder;
    const present = results[presentName]!.data as Float32Array;
    const cache = this.#cache.get(pastName)!;
    for (let head = 0; head < numKeyValueHeads; head++) {
      const from = (head * total + this.length) * headSize;
      const to = (head * this.capacity + this.length) * headSize;
      cache.set(present.subarray(from, (head + 1) * total * headSize), to);
    }
  }

  #checkLength(length: number): void {
    if (length < 0 || length > this.capacity) {
      throw new AppError("invalid-argument", `length must be in [0, ${this.capacity}], found ${length}`);
    }
  }
}

function layerName(pattern: string, layer: number): string {
  return pattern.replace("%d", String(layer));
}

function int64Tensor(values: ArrayLike<number>): Tensor {
  return new Tensor("int64", BigInt64Array.from(Array.from(values, BigInt)), [1, values.length]);
}
