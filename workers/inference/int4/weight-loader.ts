import { message } from "#base/message.ts";
import type { Linear } from "#int4/decoder-graph.ts";
import type { OnnxTensor } from "#onnx/tensor.ts";
import type { KernelMemory } from "./kernel-memory.ts";
import type { KernelExports } from "./kernel-module.ts";
import type { MatrixAddresses } from "./program-writer.ts";
import {
  filePlace,
  type PutBytes,
  readTensorBytes,
  type TensorFiles,
  tensorLength,
} from "./tensor-reader.ts";

interface Task {
  readonly tensor: OnnxTensor;
  readonly put: PutBytes;
  readonly done: () => void;
}

/**
 * Gives each tensor its place in the kernel's memory, and then reads them all in the order in which they lie in their files,
 * each straight to its place, where it is put in the kernel's order.
 */
export class WeightLoader {
  readonly #memory: KernelMemory;
  readonly #kernel: KernelExports;
  readonly #tasks: Task[] = [];
  /** The largest group of four rows. */
  #groupBytes = 0;
  #matrixBytes = 0;

  constructor(memory: KernelMemory, kernel: KernelExports) {
    this.#memory = memory;
    this.#kernel = kernel;
  }

  /** Of all matrices so far, with their scales: what a step reads. */
  get matrixBytes(): number {
    return this.#matrixBytes;
  }

  /** @returns where the tensor will be. */
  tensor(tensor: OnnxTensor): number {
    const address = this.#memory.allocate(tensorLength(tensor), message`the weights`);
    this.#add(tensor, address);
    return address;
  }

  /** A tensor that stays outside of the kernel's memory. */
  outside(tensor: OnnxTensor): Uint8Array {
    const bytes = new Uint8Array(tensorLength(tensor));
    this.#tasks.push({ tensor, put: (piece, offset) => bytes.set(piece, offset), done: () => undefined });
    return bytes;
  }

  linear({ bits, rows, columns, ...tensors }: Linear): MatrixAddresses {
    const scaleBytes = tensorLength(tensors.scales);
    const blockBytes = scaleBytes + tensorLength(tensors.weights);
    const blocks = this.#memory.allocate(blockBytes, message`the weights`);
    this.#matrixBytes += blockBytes;
    this.#groupBytes = Math.max(this.#groupBytes, (columns * bits) / 2);
    // Weights and scales lie beside each other in the file: there are never many scales that wait for their weights.
    let scales: number | null = null;
    let waiting = 2;
    const repackWhenBothAreThere = (): void => {
      waiting--;
      if (waiting > 0 || scales === null) return;
      this.#repack(bits, blocks, rows, columns, scales);
      this.#memory.free(scales);
    };
    this.#tasks.push({
      tensor: tensors.scales,
      put: (piece, offset) => {
        scales ??= this.#memory.allocate(scaleBytes, message`loading`);
        this.#memory.bytes(scales + offset, piece.length).set(piece);
      },
      done: repackWhenBothAreThere,
    });
    // From its end forward, the kernel puts each group in order, with its scales.
    this.#add(tensors.weights, blocks + scaleBytes, repackWhenBothAreThere);
    const zeroPoints =
      tensors.zeroPoints === null ? 0 : this.#zeroPoints(tensors.zeroPoints, bits, rows, columns);
    const bias = tensors.bias === null ? 0 : this.tensor(tensors.bias);
    return { blocks, zeroPoints, bias, rows, columns, bits };
  }

  /** Reads all that was asked for. Errors of the files. */
  async read(files: TensorFiles): Promise<void> {
    const inOrder = this.#tasks
      .map((task) => ({ task, place: filePlace(task.tensor) }))
      .toSorted((a, b) => a.place.file.localeCompare(b.place.file) || a.place.offset - b.place.offset);
    for (const { task } of inOrder) {
      await readTensorBytes(task.tensor, files, task.put);
      task.done();
    }
  }

  #add(tensor: OnnxTensor, address: number, done: () => void = () => undefined): void {
    const put: PutBytes = (piece, offset) => this.#memory.bytes(address + offset, piece.length).set(piece);
    this.#tasks.push({ tensor, put, done });
  }

  /** @param scales where they lie. */
  #repack(bits: 4 | 8, blocks: number, rows: number, columns: number, scales: number): void {
    const scratch = this.#memory.allocate(this.#groupBytes, message`loading`);
    this.#kernel[`repack${bits}`](blocks, rows, columns, scales, scratch);
    this.#memory.free(scratch);
  }

  /** A byte each, in the order of the blocks: [rows / 4][blocks][4]. */
  #zeroPoints(tensor: OnnxTensor, bits: 4 | 8, rows: number, columns: number): number {
    const blocks = columns / 32;
    const address = this.#memory.allocate(rows * blocks, message`the weights' zero points`);
    const packed = new Uint8Array(tensorLength(tensor));
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
    this.#tasks.push({ tensor, put: (piece, offset) => packed.set(piece, offset), done: spread });
    return address;
  }
}
