import { AppError } from "#base/errors.ts";
import { english, joined, message, type Message } from "#base/message.ts";
import { nextMacrotask } from "../next-macrotask.ts";
import type { OrtModule, OrtModuleFactory } from "./ort-module.ts";

/** ORT's log levels run from 0, verbose, to 4. Below an error, messages are of no use. */
export const errorLogLevel = 3;

/** WebAssembly's addresses have 32 bits. */
const maxHeapBytes = 2 ** 32 - 1;

/** Heap memory that `free` releases. */
export interface Allocation {
  readonly pointer: number;
  readonly bytes: number;
}

/**
 * The single WebAssembly instance of onnxruntime-web, through which every session is created and run. It does one thing at a time, and
 * lets the worker read its messages before each.
 */
export class OrtRuntime {
  readonly module: OrtModule;
  readonly threads: number;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(module: OrtModule, threads: number) {
    this.module = module;
    this.threads = threads;
  }

  /**
   * @param wasmUrl of ort-wasm-simd-threaded.wasm.
   * @throws AppError "missing-dependency" if the runtime cannot be loaded or started.
   */
  static async start(factory: OrtModuleFactory, wasmUrl: string, threads: number): Promise<OrtRuntime> {
    let module: OrtModule;
    try {
      module = await factory({ numThreads: threads, locateFile: () => wasmUrl });
    } catch (error) {
      throw new AppError(
        "missing-dependency",
        message`ONNX Runtime's WebAssembly could not be started. Load the model again; if it fails again, WebAssembly SIMD may be missing, which any browser and Node of the last three years has.`,
        { cause: error },
      );
    }
    const runtime = new OrtRuntime(module, threads);
    if (module._OrtInit(threads, errorLogLevel) !== 0)
      throw runtime.lastError("missing-dependency", message`start the model`);
    return runtime;
  }

  /** Runs `work` after everything that was queued before. */
  enqueue<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const result = this.#last.then(nextMacrotask).then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** The heap at `pointer`, valid until the heap next grows: get it again after each call into the module. */
  bytes(pointer: number, length: number): Uint8Array {
    // getValue makes the module check whether the heap has grown, perhaps on another thread.
    this.module.getValue(this.module.stackSave(), "i8");
    return this.module.HEAPU8.subarray(pointer, pointer + length);
  }

  /** Like `bytes`, in 32-bit floats. */
  floats(pointer: number, length: number): Float32Array {
    const bytes = this.bytes(pointer, 4 * length);
    return new Float32Array(bytes.buffer, bytes.byteOffset, length);
  }

  /** @throws AppError "out-of-memory" */
  allocate(bytes: number, what: Message): Allocation {
    // A number beyond 32 bits would be cut to its lower bits.
    const pointer = bytes > maxHeapBytes ? 0 : this.module._malloc(bytes) >>> 0;
    if (pointer === 0) {
      throw new AppError(
        "out-of-memory",
        message`There is no room for ${what} (${bytes} bytes) beside what is loaded; WebAssembly has 4 GB at most. Ask for a shorter answer, close other tabs, or use a smaller model.`,
        { details: { what: english(what), bytes } },
      );
    }
    return { pointer, bytes };
  }

  free(allocation: Allocation): void {
    this.module._free(allocation.pointer);
  }

  /** A zero-terminated copy of `text` in the heap. */
  allocateString(text: string): Allocation {
    const bytes = this.module.lengthBytesUTF8(text) + 1;
    const allocation = this.allocate(bytes, message`the name of a value`);
    this.module.stringToUTF8(text, allocation.pointer, bytes);
    return allocation;
  }

  /** Calls `use` with `count` pointer-sized places on the module's stack. */
  withStack<Result>(count: number, use: (pointer: number) => Result): Result {
    const stack = this.module.stackSave();
    try {
      return use(this.module.stackAlloc(count * this.module.PTR_SIZE));
    } finally {
      this.module.stackRestore(stack);
    }
  }

  readPointer(pointer: number): number {
    return this.module.getValue(pointer, "*") >>> 0;
  }

  /** The error of the call that just failed, to "load the model" for example. ORT's messages about memory become "out-of-memory". */
  lastError(code: "invalid-model" | "internal" | "missing-dependency", doing: Message): AppError {
    const reason = this.withStack(2, (place) => {
      this.module._OrtGetLastError(place, place + this.module.PTR_SIZE);
      const text = this.readPointer(place + this.module.PTR_SIZE);
      return text === 0 ? message`no reason was given` : this.module.UTF8ToString(text);
    });
    const details = { reason: english(reason) };
    if (/bad_alloc|failed to allocate|out of memory/i.test(details.reason)) {
      return new AppError(
        "out-of-memory",
        message`There was not enough memory to ${doing}. Close other tabs, or use a smaller model.`,
        { details },
      );
    }
    const failure = message`ONNX Runtime could not ${doing}: ${reason}`;
    const advice = message`The file is damaged, or made for another version of ONNX Runtime: copy or download it again.`;
    return new AppError(code, code === "invalid-model" ? joined([failure, advice], " ") : failure, {
      details,
    });
  }
}
