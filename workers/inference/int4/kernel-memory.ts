import { AppError, WordedError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import { addressableBytes } from "#genai/memory-fit.ts";

const pageBytes = 65536;
const maxPages = addressableBytes / pageBytes;
/** A cache line. Threads that write side by side do not share one. */
const alignment = 64;

interface Free {
  start: number;
  end: number;
}

/** Allocates the kernel's memory for weights, KV caches and scratch. Views are valid until the next allocation. */
export class KernelMemory {
  readonly memory: WebAssembly.Memory;
  readonly #free: Free[] = [];
  readonly #sizes = new Map<number, number>();
  /** Memory beyond was never allocated. Address 0 stays unused: it means none. */
  #end = alignment;
  /** Memory beyond was never written to, so it is zero. */
  #writtenEnd = alignment;

  /** @throws AppError "out-of-memory" if the browser does not even reserve the addresses. */
  constructor(isShared: boolean) {
    try {
      this.memory = new WebAssembly.Memory(
        isShared ? { initial: 1, maximum: maxPages + 1, shared: true } : { initial: 1 },
      );
    } catch (error) {
      throw new AppError(
        "out-of-memory",
        message`There are no 4096 MB of addresses for WebAssembly. Close other tabs or programs, or use a 64-bit system.`,
        { cause: error },
      );
    }
  }

  /** The most bytes that can still be allocated in one piece. */
  get available(): number {
    return maxPages * pageBytes - this.#end;
  }

  /**
   * @param purpose for the error's message, such as "the weights".
   * @throws AppError "out-of-memory"
   */
  allocate(bytes: number, purpose: Message): number {
    const size = Math.ceil(Math.max(bytes, 1) / alignment) * alignment;
    const start = this.#takeFree(size) ?? this.#extend(size, purpose);
    this.#sizes.set(start, size);
    return start;
  }

  /** The same, filled with zeros. Leaves memory alone that was never used: it is zero, and the system provides it at the first write. */
  allocateZeros(bytes: number, purpose: Message): number {
    const writtenEnd = this.#writtenEnd;
    const start = this.allocate(bytes, purpose);
    const usedBytes = Math.min(bytes, writtenEnd - start);
    if (usedBytes > 0) this.bytes(start, usedBytes).fill(0);
    return start;
  }

  free(start: number): void {
    const size = this.#sizes.get(start);
    if (size === undefined) return;
    this.#sizes.delete(start);
    this.#free.push({ start, end: start + size });
    this.#free.sort((a, b) => a.start - b.start);
    for (let i = this.#free.length - 1; i > 0; i--) {
      const [before, after] = [this.#free[i - 1]!, this.#free[i]!];
      if (before.end !== after.start) continue;
      before.end = after.end;
      this.#free.splice(i, 1);
    }
    if (this.#free.at(-1)?.end === this.#end) this.#end = this.#free.pop()!.start;
  }

  bytes(start: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, start, length);
  }

  floats(start: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, start, length);
  }

  words(start: number, length: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, start, length);
  }

  #takeFree(size: number): number | null {
    const index = this.#free.findIndex(({ start, end }) => end - start >= size);
    if (index < 0) return null;
    const free = this.#free[index]!;
    const { start } = free;
    free.start += size;
    if (free.start === free.end) this.#free.splice(index, 1);
    return start;
  }

  #extend(size: number, purpose: Message): number {
    const start = this.#end;
    const missingPages = Math.ceil((start + size) / pageBytes) - this.memory.buffer.byteLength / pageBytes;
    if (missingPages > 0) {
      try {
        if (start + size > maxPages * pageBytes) throw new WordedError(message`beyond 32-bit addresses`);
        this.memory.grow(missingPages);
      } catch (error) {
        throw new AppError(
          "out-of-memory",
          message`There is no room for ${purpose}: it takes ${megabytes(size)} MB, after ${megabytes(start)} MB in use; WebAssembly has 4096 MB at most, and the computer may give less. Choose a smaller max_length or a smaller model, or close other tabs or programs.`,
          { details: { neededBytes: size, usedBytes: start }, cause: error },
        );
      }
    }
    this.#end = start + size;
    this.#writtenEnd = Math.max(this.#writtenEnd, this.#end);
    return start;
  }
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20);
}
