import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { elementTypeCode, elementTypeOf, type ElementType } from "./element-types.ts";
import { type Allocation, errorLogLevel, type OrtRuntime } from "./ort-runtime.ts";

/** A weights file beside an ONNX file, with its path in the ONNX file. */
export interface ExternalData {
  readonly path: string;
  readonly data: ExternalBytes;
}

/** Bytes that ORT takes in pieces; a Uint8Array, or something that reads a file. */
export interface ExternalBytes {
  readonly byteLength: number;
  subarray(start: number, end: number): Uint8Array;
}

/** An input or output of the graph. */
export interface ValueInfo {
  readonly name: string;
  /** undefined if it is not a tensor, or has a type that is not used here. */
  readonly type: ElementType | undefined;
  /** A number, or the name of a dynamic dimension. */
  readonly dims: readonly (number | string)[];
}

/** A tensor in the heap; valid until the tensor is released. */
export interface TensorView {
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly pointer: number;
}

const cpuLocation = 1;
const allOptimizations = 99;

/** An ONNX model loaded into the runtime. Tensors are handles: whoever creates one releases it. */
export class OrtSession {
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  readonly #runtime: OrtRuntime;
  readonly #handle: number;
  readonly #names = new Map<string, Allocation>();

  private constructor(runtime: OrtRuntime, handle: number) {
    this.#runtime = runtime;
    this.#handle = handle;
    const [inputCount, outputCount] = this.#counts();
    const values = Array.from({ length: inputCount + outputCount }, (_, index) => this.#valueInfo(index));
    this.inputs = values.slice(0, inputCount);
    this.outputs = values.slice(inputCount);
  }

  /**
   * @param model the ONNX file.
   * @throws AppError "invalid-model" with ORT's reason, "out-of-memory".
   */
  static create(
    runtime: OrtRuntime,
    model: Uint8Array,
    externalData: readonly ExternalData[],
  ): Promise<OrtSession> {
    return runtime.enqueue(async () => {
      const { module } = runtime;
      const copy = runtime.allocate(model.length, message`the ONNX file`);
      let options = 0;
      try {
        runtime.bytes(copy.pointer, copy.bytes).set(model);
        for (const { path, data } of externalData) module.mountExternalData(path, data);
        options = module._OrtCreateSessionOptions(
          allOptimizations,
          true,
          true,
          0,
          false,
          0,
          0,
          errorLogLevel,
          0,
          0,
        );
        if (options === 0) throw runtime.lastError("internal", message`set options for the model`);
        const handle = await module._OrtCreateSession(copy.pointer, copy.bytes, options);
        if (handle === 0) throw runtime.lastError("invalid-model", message`load the model`);
        return new OrtSession(runtime, handle);
      } finally {
        module.unmountExternalData();
        runtime.free(copy);
        if (options !== 0) module._OrtReleaseSessionOptions(options);
      }
    });
  }

  /**
   * @param inputs tensors by input name.
   * @param outputs for each wanted output, a tensor to fill, or 0 for ORT to create one.
   * @returns the outputs' tensors; the caller releases those that ORT created.
   * @throws AppError "internal" with ORT's reason, "out-of-memory".
   */
  run(
    inputs: ReadonlyMap<string, number>,
    outputs: ReadonlyMap<string, number>,
  ): Promise<Map<string, number>> {
    return this.#runtime.enqueue(() => this.#run(inputs, outputs));
  }

  /** A tensor over `data`, which stays the caller's and must outlive it. */
  createTensor(type: ElementType, data: Allocation, dims: readonly number[], bytes = data.bytes): number {
    const { module } = this.#runtime;
    const tensor = this.#runtime.withStack(dims.length, (place) => {
      dims.forEach((dim, index) => module.setValue(place + index * module.PTR_SIZE, dim, "i32"));
      return module._OrtCreateTensor(
        elementTypeCode(type),
        data.pointer,
        bytes,
        place,
        dims.length,
        cpuLocation,
      );
    });
    if (tensor === 0) throw this.#runtime.lastError("internal", message`make a tensor for the model`);
    return tensor;
  }

  /** A tensor's address and shape. */
  view(tensor: number): TensorView {
    const { module } = this.#runtime;
    return this.#runtime.withStack(4, (place) => {
      const at = (index: number): number => place + index * module.PTR_SIZE;
      if (module._OrtGetTensorData(tensor, at(0), at(1), at(2), at(3)) !== 0) {
        throw this.#runtime.lastError("internal", message`read a result of the model`);
      }
      const type = elementTypeOf(module.getValue(at(0), "i32"));
      const pointer = this.#runtime.readPointer(at(1));
      const dimsPointer = this.#runtime.readPointer(at(2));
      const dims = Array.from({ length: module.getValue(at(3), "i32") }, (_, index) =>
        module.getValue(dimsPointer + index * module.PTR_SIZE, "i32"),
      );
      module._OrtFree(dimsPointer);
      if (type === undefined) {
        throw new AppError("unsupported", message`The model gives a tensor of a type that cannot be read.`);
      }
      return { type, dims, pointer };
    });
  }

  releaseTensor(tensor: number): void {
    this.#runtime.module._OrtReleaseTensor(tensor);
  }

  /** Frees the weights; the session cannot be used afterwards. */
  release(): Promise<void> {
    return this.#runtime.enqueue(() => {
      for (const name of this.#names.values()) this.#runtime.free(name);
      this.#runtime.module._OrtReleaseSession(this.#handle);
    });
  }

  async #run(
    inputs: ReadonlyMap<string, number>,
    outputs: ReadonlyMap<string, number>,
  ): Promise<Map<string, number>> {
    const { module } = this.#runtime;
    const size = module.PTR_SIZE;
    const arrays = this.#runtime.allocate(2 * size * (inputs.size + outputs.size), message`a run`);
    const runOptions = module._OrtCreateRunOptions(errorLogLevel, 0, false, 0);
    try {
      const inputNames = arrays.pointer;
      const inputTensors = inputNames + size * inputs.size;
      const outputNames = inputTensors + size * inputs.size;
      const outputTensors = outputNames + size * outputs.size;
      this.#write(inputs, inputNames, inputTensors);
      this.#write(outputs, outputNames, outputTensors);
      const code = await module._OrtRun(
        this.#handle,
        inputNames,
        inputTensors,
        inputs.size,
        outputNames,
        outputs.size,
        outputTensors,
        runOptions,
      );
      if (code !== 0) throw this.#runtime.lastError("internal", message`run the model`);
      return new Map(
        [...outputs.keys()].map((name, index) => [
          name,
          this.#runtime.readPointer(outputTensors + index * size),
        ]),
      );
    } finally {
      module._OrtReleaseRunOptions(runOptions);
      this.#runtime.free(arrays);
    }
  }

  #write(tensors: ReadonlyMap<string, number>, namePlace: number, tensorPlace: number): void {
    const { module } = this.#runtime;
    let offset = 0;
    for (const [name, tensor] of tensors) {
      let allocated = this.#names.get(name);
      if (allocated === undefined) {
        allocated = this.#runtime.allocateString(name);
        this.#names.set(name, allocated);
      }
      module.setValue(namePlace + offset, allocated.pointer, "*");
      module.setValue(tensorPlace + offset, tensor, "*");
      offset += module.PTR_SIZE;
    }
  }

  #counts(): [number, number] {
    const { module } = this.#runtime;
    return this.#runtime.withStack(2, (place) => {
      if (module._OrtGetInputOutputCount(this.#handle, place, place + module.PTR_SIZE) !== 0) {
        throw this.#runtime.lastError("invalid-model", message`read the inputs of the model`);
      }
      return [module.getValue(place, "i32"), module.getValue(place + module.PTR_SIZE, "i32")];
    });
  }

  /** The metadata block holds: element type, number of dimensions, then their names (or null), then their sizes. */
  #valueInfo(index: number): ValueInfo {
    const { module } = this.#runtime;
    const size = module.PTR_SIZE;
    return this.#runtime.withStack(2, (place) => {
      if (module._OrtGetInputOutputMetadata(this.#handle, index, place, place + size) !== 0) {
        throw this.#runtime.lastError("invalid-model", message`read the inputs of the model`);
      }
      const namePointer = this.#runtime.readPointer(place);
      const metadata = this.#runtime.readPointer(place + size);
      const name = module.UTF8ToString(namePointer);
      const code = module.getValue(metadata, "i32");
      const dimCount = code === 0 ? 0 : module.getValue(metadata + 4, "i32");
      const dims = Array.from({ length: dimCount }, (_, dim) => {
        const dimName = this.#runtime.readPointer(metadata + 8 + dim * size);
        return dimName === 0
          ? module.getValue(metadata + 8 + (dim + dimCount) * size, "i32")
          : module.UTF8ToString(dimName);
      });
      module._OrtFree(namePointer);
      module._OrtFree(metadata);
      return { name, type: elementTypeOf(code), dims };
    });
  }
}
