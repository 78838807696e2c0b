/**
 * The WebAssembly module of onnxruntime-web (ort-wasm-simd-threaded, 1.30) as its JavaScript sees it: the parts used here, under their
 * own names. Pointers and handles are numbers; a handle of 0 is a failure, which `_OrtGetLastError` explains.
 * The package's public API copies every input into and every output out of the heap at each run. A KV cache that stays in the heap needs
 * these exports.
 */
export interface OrtModule {
  /** Stale once the heap has grown; read it through `OrtRuntime.bytes`. */
  readonly HEAPU8: Uint8Array;
  readonly PTR_SIZE: number;

  _malloc(bytes: number): number;
  _free(pointer: number): void;
  stackSave(): number;
  stackAlloc(bytes: number): number;
  stackRestore(stack: number): void;
  getValue(pointer: number, type: "i8" | "i32" | "*"): number;
  setValue(pointer: number, value: number, type: "i32" | "*"): void;
  UTF8ToString(pointer: number): string;
  stringToUTF8(text: string, pointer: number, maxBytes: number): void;
  lengthBytesUTF8(text: string): number;

  mountExternalData(
    path: string,
    data: { readonly byteLength: number; subarray(start: number, end: number): Uint8Array },
  ): void;
  unmountExternalData(): void;

  _OrtInit(threads: number, logLevel: number): number;
  _OrtGetLastError(codePointer: number, messagePointer: number): void;
  _OrtCreateSessionOptions(
    graphOptimizationLevel: number,
    enableCpuMemArena: boolean,
    enableMemPattern: boolean,
    executionMode: number,
    enableProfiling: boolean,
    profileFilePrefix: number,
    logId: number,
    logSeverityLevel: number,
    logVerbosityLevel: number,
    optimizedModelFilePath: number,
  ): number;
  _OrtReleaseSessionOptions(options: number): number;
  _OrtCreateSession(model: number, modelBytes: number, options: number): number | Promise<number>;
  _OrtReleaseSession(session: number): number;
  _OrtGetInputOutputCount(session: number, inputCount: number, outputCount: number): number;
  _OrtGetInputOutputMetadata(session: number, index: number, name: number, metadata: number): number;
  _OrtFree(pointer: number): number;
  _OrtCreateTensor(
    elementType: number,
    data: number,
    dataBytes: number,
    dims: number,
    dimCount: number,
    location: number,
  ): number;
  _OrtGetTensorData(
    tensor: number,
    elementType: number,
    data: number,
    dims: number,
    dimCount: number,
  ): number;
  _OrtReleaseTensor(tensor: number): number;
  _OrtCreateRunOptions(
    logSeverityLevel: number,
    logVerbosityLevel: number,
    terminate: boolean,
    tag: number,
  ): number;
  _OrtReleaseRunOptions(options: number): number;
  _OrtRun(
    session: number,
    inputNames: number,
    inputs: number,
    inputCount: number,
    outputNames: number,
    outputCount: number,
    outputs: number,
    options: number,
  ): number | Promise<number>;
}

/** The default export of ort-wasm-simd-threaded.mjs. It starts its threads as workers of its own URL. */
export type OrtModuleFactory = (config: {
  numThreads: number;
  locateFile: (fileName: string) => string;
}) => Promise<OrtModule>;
