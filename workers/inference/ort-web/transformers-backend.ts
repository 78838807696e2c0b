/**
 * What transformers.js imports as "onnxruntime-web/webgpu" (see resolve.alias in vite.config.ts): onnxruntime's own API,
 * with the backend "wasm" running on our OrtRuntime. So both options share one WebAssembly file, one instance and one
 * queue, and transformers.js has no CDN to fall back on.
 */
import {
  type Backend,
  type InferenceSession,
  type InferenceSessionHandler,
  registerBackend,
  Tensor,
} from "onnxruntime-common";
import { AppError } from "#base/errors.ts";
import { type ElementType, isElementType } from "./element-types.ts";
import type { Allocation, OrtRuntime } from "./ort-runtime.ts";
import type { OrtSession, TensorView, ValueInfo } from "./ort-session.ts";
import { ortRuntime } from "./start-ort.ts";

export * from "onnxruntime-common";

type Feeds = Parameters<InferenceSessionHandler["run"]>[0];
type Fetches = Parameters<InferenceSessionHandler["run"]>[1];

/**
 * A session that transformers.js is to run.
 *
 * transformers.js chains session creation and runs, each after the last, and one that fails makes all later ones fail. So
 * sessions are made beforehand and transformers.js gets a ticket in place of the ONNX file, and a failed run gives no
 * outputs and leaves its error here.
 */
export class PreparedSession {
  /** Stands for the ONNX file. */
  readonly ticket: Uint8Array<ArrayBuffer>;
  readonly session: OrtSession;
  /** Why the last run failed. */
  error: unknown = null;

  constructor(session: OrtSession) {
    const id = crypto.getRandomValues(new Uint32Array(4)).join("-");
    this.ticket = new TextEncoder().encode(id);
    this.session = session;
    prepared.set(id, this);
  }
}

const prepared = new Map<string, PreparedSession>();

const backend: Backend = {
  init: async () => {
    await ortRuntime();
  },
  async createInferenceSessionHandler(model) {
    const id = typeof model === "string" ? model : new TextDecoder().decode(model);
    const session = prepared.get(id);
    if (session === undefined)
      throw new TypeError("Sessions are prepared before transformers.js asks for them.");
    prepared.delete(id);
    return new SessionHandler(await ortRuntime(), session);
  },
};

registerBackend("wasm", backend, 10);

class SessionHandler implements InferenceSessionHandler {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputMetadata: readonly InferenceSession.ValueMetadata[];
  readonly outputMetadata: readonly InferenceSession.ValueMetadata[];
  readonly #runtime: OrtRuntime;
  readonly #prepared: PreparedSession;
  readonly #session: OrtSession;

  constructor(runtime: OrtRuntime, prepared: PreparedSession) {
    const { session } = prepared;
    this.#runtime = runtime;
    this.#prepared = prepared;
    this.#session = session;
    this.inputNames = session.inputs.map(({ name }) => name);
    this.outputNames = session.outputs.map(({ name }) => name);
    this.inputMetadata = session.inputs.map(metadataOf);
    this.outputMetadata = session.outputs.map(metadataOf);
  }

  async run(feeds: Feeds, fetches: Fetches): ReturnType<InferenceSessionHandler["run"]> {
    this.#prepared.error = null;
    try {
      return await this.#run(feeds, fetches);
    } catch (error) {
      this.#prepared.error = error;
      return {};
    }
  }

  async #run(feeds: Feeds, fetches: Fetches): ReturnType<InferenceSessionHandler["run"]> {
    const buffers: Allocation[] = [];
    const tensors: number[] = [];
    try {
      const inputs = new Map<string, number>();
      for (const [name, value] of Object.entries(feeds)) {
        const { type, data, dims } = value;
        if (!isElementType(type) || !ArrayBuffer.isView(data)) {
          throw new AppError("unsupported", `The input ${name} is of type ${type}, which cannot be run.`);
        }
        // malloc of nothing may give nothing.
        const buffer = this.#runtime.allocate(Math.max(1, data.byteLength), `the input ${name}`);
        buffers.push(buffer);
        this.#runtime
          .bytes(buffer.pointer, data.byteLength)
          .set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
        const tensor = this.#session.createTensor(type, buffer, dims, data.byteLength);
        tensors.push(tensor);
        inputs.set(name, tensor);
      }
      const outputs = await this.#session.run(inputs, new Map(Object.keys(fetches).map((name) => [name, 0])));
      tensors.push(...outputs.values());
      return Object.fromEntries(
        [...outputs].map(([name, tensor]) => [name, this.#copy(this.#session.view(tensor))]),
      );
    } finally {
      for (const tensor of tensors) this.#session.releaseTensor(tensor);
      for (const buffer of buffers) this.#runtime.free(buffer);
    }
  }

  dispose(): Promise<void> {
    return this.#session.release();
  }

  startProfiling(): void {
    // Nobody asks for it.
  }

  endProfiling(): void {
    // Nobody asks for it.
  }

  #copy({ type, dims, pointer }: TensorView): Tensor {
    const constructor = arrays[type];
    const count = dims.reduce((product, dim) => product * dim, 1);
    const bytes = this.#runtime.bytes(pointer, count * constructor.BYTES_PER_ELEMENT).slice();
    return new Tensor(type, new constructor(bytes.buffer, 0, count) as never, [...dims]);
  }
}

const arrays = {
  float32: Float32Array,
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  bool: Uint8Array,
  float16: Uint16Array,
  float64: Float64Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
} satisfies Record<ElementType, unknown>;

function metadataOf({ name, type, dims }: ValueInfo): InferenceSession.ValueMetadata {
  return type === undefined ? { name, isTensor: false } : { name, isTensor: true, type, shape: dims };
}
