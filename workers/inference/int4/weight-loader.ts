import { message } from "#base/message.ts";
import type { FloatMatrix, Linear } from "#int4/decoder-graph.ts";
import { blocksBytes } from "#int4/memory-plan.ts";
import { dataLength, type OnnxTensor } from "#onnx/tensor.ts";
import type { KernelMemory } from "./kernel-memory.ts";
import type { MatrixAddresses } from "./program-writer.ts";
import { placeOf, type PutBytes, type TensorFile, type TensorFiles } from "./tensor-reader.ts";
import { cutIntoSpans, type Part, putInto, type Span } from "./weight-spans.ts";
import type { WeightPlacer } from "./weight-placer.ts";

interface Task {
  readonly tensor: OnnxTensor;
  /** Takes the tensor's bytes; made when it is its turn. */
  readonly begin: (placer: WeightPlacer) => ReturnType<Part["begin"]>;
  /** Whether its parts can come in any order, each to its own sink of `begin`. */
  readonly isDivisible: boolean;
}

/**
 * Gives each tensor its place in the kernel's memory. Then reads all of them, in their order in the files, straight to their places,
 * and rearranges them there for the kernel.
 */
export class WeightLoader {
  readonly #memory: KernelMemory;
  readonly #tasks: Task[] = [];
  #matrixBytes = 0;

  constructor(memory: KernelMemory) {
    this.#memory = memory;
  }

  /** The bytes that a step reads: all matrices so far, with their scales. */
  get matrixBytes(): number {
    return this.#matrixBytes;
  }

  /** @returns where the tensor will be. */
  tensor(tensor: OnnxTensor): number {
    const address = this.#memory.allocate(dataLength(tensor), message`the weights`);
    this.#add(tensor, (piece, offset) => this.#memory.bytes(address + offset, piece.length).set(piece));
    return address;
  }

  /** A tensor that stays outside of the kernel's memory. */
  outside(tensor: OnnxTensor): Uint8Array {
    const bytes = new Uint8Array(dataLength(tensor));
    this.#add(tensor, (piece, offset) => bytes.set(piece, offset));
    return bytes;
  }

  linear(linear: Linear): MatrixAddresses {
    const { bits, rows, columns, blockSize, ...tensors } = linear;
    const bytes = blocksBytes(linear);
    const blocks = this.#memory.allocate(bytes, message`the weights`);
    this.#matrixBytes += bytes;
    for (const part of ["weights", "scales"] as const) {
      this.#tasks.push({
        tensor: tensors[part],
        begin: (placer) => placer.into({ blocks, columns, bits, blockSize, part }),
        isDivisible: false,
      });
    }
    const zeroPoints =
      tensors.zeroPoints === null
        ? 0
        : this.#zeroPoints(tensors.zeroPoints, bits, rows, Math.ceil(columns / blockSize));
    const bias = tensors.bias === null ? 0 : this.tensor(tensors.bias);
    return { blocks, zeroPoints, bias, rows, columns, bits, blockSize };
  }

  /** @returns where the matrix will be. */
  floatMatrix({ weights }: FloatMatrix): number {
    this.#matrixBytes += dataLength(weights);
    return this.tensor(weights);
  }

  /** Reads everything, several ranges at once if the file takes that. Errors of the files. */
  async read(files: TensorFiles, placer: WeightPlacer): Promise<void> {
    const parts = new Map<TensorFile, Part[]>();
    for (const { tensor, begin, isDivisible } of this.#tasks) {
      const place = placeOf(tensor, files);
      if ("bytes" in place) {
        const { put, done } = begin(placer);
        put(place.bytes, 0);
        done?.();
        continue;
      }
      const { file, start, end } = place;
      const ofFile = parts.get(file) ?? [];
      ofFile.push({ start, end, begin: () => begin(placer), isDivisible });
      parts.set(file, ofFile);
    }
    for (const [file, ofFile] of parts) await readSpans(file, cutIntoSpans(ofFile));
  }

  #add(tensor: OnnxTensor, put: PutBytes): void {
    this.#tasks.push({ tensor, begin: () => ({ put }), isDivisible: true });
  }

  /** A byte each, in the order of the blocks: [rows / 4][blocks][4]. */
  #zeroPoints(tensor: OnnxTensor, bits: 4 | 8, rows: number, blocks: number): number {
    const address = this.#memory.allocate(rows * blocks, message`the weights' zero points`);
    const packed = new Uint8Array(dataLength(tensor));
    const rowBytes = Math.ceil((blocks * bits) / 8);
    const spread = (): void => {
      const target = this.#memory.bytes(address, rows * blocks);
      for (let row = 0; row < rows; row++) {
        for (let block = 0; block < blocks; block++) {
          const byte = packed[row * rowBytes + (bits === 4 ? block >> 1 : block)]!;
          const value = bits === 8 ? byte : block % 2 === 0 ? byte & 15 : byte >> 4;
          target[(Math.floor(row / 4) * blocks + block) * 4 + (row % 4)] = value;
        }
      }
    };
    this.#tasks.push({
      tensor,
      begin: () => ({ put: (piece, offset) => packed.set(piece, offset), done: spread }),
      isDivisible: false,
    });
    return address;
  }
}

/** Reads spans of a file over as many connections as it takes. When it returns, no reading goes on. */
async function readSpans(file: TensorFile, spans: readonly Span[]): Promise<void> {
  const failed = new AbortController();
  const waiting = spans.values();
  // All share one iterator: the connection that is free first reads the next span.
  const connection = async (): Promise<void> => {
    for (const span of waiting) {
      if (failed.signal.aborted) return;
      const { put, done } = putInto(span);
      await file.read(span.start, span.end, put, failed.signal);
      done();
    }
  };
  let failure: { readonly error: unknown } | null = null;
  const connections = Array.from({ length: Math.min(file.connections, spans.length) }, () =>
    connection().catch((error: unknown) => {
      failure ??= { error };
      failed.abort();
    }),
  );
  await Promise.all(connections);
  if (failure !== null) throw (failure as { readonly error: unknown }).error;
}
