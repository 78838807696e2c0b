import { message } from "#base/message.ts";
import type { FloatMatrix, Linear } from "#int4/decoder-graph.ts";
import { blocksBytes } from "#int4/memory-plan.ts";
import { dataLength, type OnnxTensor } from "#onnx/tensor.ts";
import type { KernelMemory } from "./kernel-memory.ts";
import type { MatrixAddresses } from "./program-writer.ts";
import { filePlace, type PutBytes, readTensorBytes, type TensorFiles } from "./tensor-reader.ts";
import type { WeightPlacer } from "./weight-placer.ts";

interface Task {
  readonly tensor: OnnxTensor;
  /** What takes the tensor's bytes, made when it is its turn. */
  readonly begin: (placer: WeightPlacer) => { readonly put: PutBytes; readonly done?: () => void };
}

/**
 * Gives each tensor its place in the kernel's memory, and then reads them all in the order in which they lie in their files,
 * each straight to its place, where it is put in the kernel's order.
 */
export class WeightLoader {
  readonly #memory: KernelMemory;
  readonly #tasks: Task[] = [];
  #matrixBytes = 0;

  constructor(memory: KernelMemory) {
    this.#memory = memory;
  }

  /** Of all matrices so far, with their scales: what a step reads. */
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

  /** Reads all that was asked for. Errors of the files. */
  async read(files: TensorFiles, placer: WeightPlacer): Promise<void> {
    const inOrder = this.#tasks
      .map((task) => ({ task, place: filePlace(task.tensor) }))
      .toSorted((a, b) => a.place.file.localeCompare(b.place.file) || a.place.offset - b.place.offset);
    for (const { task } of inOrder) {
      const { put, done } = task.begin(placer);
      await readTensorBytes(task.tensor, files, put);
      done?.();
    }
  }

  #add(tensor: OnnxTensor, put: PutBytes): void {
    this.#tasks.push({ tensor, begin: () => ({ put }) });
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
    });
    return address;
  }
}
