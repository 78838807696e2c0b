import { type InferenceSession, Tensor } from "onnxruntime-common";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { type ElementType, isElementType } from "./element-types.ts";
import type { Allocation, OrtRuntime } from "./ort-runtime.ts";
import type { OrtSession, TensorView, ValueInfo } from "./ort-session.ts";
import type { Feeds, Fetches, PipelineSession, Results } from "./pipeline-session.ts";

/** An ONNX session of onnxruntime-web for transformers.js: any graph, tensors copied in and out. */
export class OrtPipelineSession implements PipelineSession {
  readonly inputs: readonly InferenceSession.ValueMetadata[];
  readonly outputs: readonly InferenceSession.ValueMetadata[];
  readonly #runtime: OrtRuntime;
  readonly #session: OrtSession;

  constructor(runtime: OrtRuntime, session: OrtSession) {
    this.#runtime = runtime;
    this.#session = session;
    this.inputs = session.inputs.map(metadataOf);
    this.outputs = session.outputs.map(metadataOf);
  }

  async run(feeds: Feeds, fetches: Fetches): Promise<Results> {
    const buffers: Allocation[] = [];
    const tensors: number[] = [];
    try {
      const inputs = new Map<string, number>();
      for (const [name, value] of Object.entries(feeds)) {
        const { type, data, dims } = value;
        if (!isElementType(type) || !ArrayBuffer.isView(data)) {
          throw new AppError(
            "unsupported",
            message`The input ${name} is of type ${type}, which cannot be run.`,
          );
        }
        // malloc(0) may return null.
        const buffer = this.#runtime.allocate(Math.max(1, data.byteLength), message`the input ${name}`);
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
