import type { Linear } from "#int4/decoder-graph.ts";
import type { OnnxTensor } from "#onnx/tensor.ts";
import type { KernelMemory } from "./kernel-memory.ts";
import type { KernelExports } from "./kernel-module.ts";
import type { MatrixAddresses } from "./program-writer.ts";
import { readTensorBytes, type TensorFiles, tensorLength } from "./tensor-reader.ts";

/** Reads tensors into the kernel's memory, each straight to its place, where it is put in the kernel's order. */
export class WeightLoader {
  readonly #memory: KernelMemory;
  readonly #kernel: KernelExports;
  readonly #files: TensorFiles;
  /** What an int4 group of four rows, or an int8 one, takes before it is put in order. */
  readonly #scratch: number;

  /** @param maxColumns of all matrices. */
  constructor(memory: KernelMemory, kernel: KernelExports, files: TensorFiles, maxColumns: number) {
    this.#memory = memory;
    this.#kernel = kernel;
    this.#files = files;
    this.#scratch = memory.allocate(4 * maxColumns, "loading");
  }

  /** Gives back what only loading took. */
  finish(): void {
    this.#memory.free(this.#scratch);
  }

  async tensor(tensor: OnnxTensor): Promise<number> {
    const address = this.#memory.allocate(tensorLength(tensor), "the weights");
    await readTensorBytes(tensor, this.#files, (bytes, offset) =>
      this.#memory.bytes(address + offset, bytes.length).set(bytes),
    );
    return address;
  }

  async linear({ bits, rows, columns, ...tensors }: Linear): Promise<MatrixAddresses> {
    const weights = await this.tensor(tensors.weights);
    if (bits === 4) this.#kernel.repack4(weights, rows, columns, this.#scratch);
    else this.#kernel.repack8(weights, rows, columns, this.#scratch);
    const scales = await this.tensor(tensors.scales);
    this.#kernel.repackScales(scales, rows, columns, this.#scratch);
    const zeroPoints =
      tensors.zeroPoints === null ? 0 : await this.#zeroPoints(tensors.zeroPoints, bits, rows, columns);
    const bias = tensors.bias === null ? 0 : await this.tensor(tensors.bias);
    return { weights, scales, zeroPoints, bias, rows, columns, bits };
  }

  /** A byte each, in the order of the scales: [rows / 4][blocks][4]. */
  async #zeroPoints(tensor: OnnxTensor, bits: 4 | 8, rows: number, columns: number): Promise<number> {
    const packed = new Uint8Array(tensorLength(tensor));
    await readTensorBytes(tensor, this.#files, (bytes, offset) => packed.set(bytes, offset));
    const blocks = columns / 32;
    const rowBytes = Math.ceil((blocks * bits) / 8);
    const address = this.#memory.allocate(rows * blocks, "the weights' zero points");
    const target = this.#memory.bytes(address, rows * blocks);
    for (let row = 0; row < rows; row++) {
      for (let block = 0; block < blocks; block++) {
        const byte = packed[row * rowBytes + (bits === 4 ? block >> 1 : block)]!;
        const value = bits === 8 ? byte : block % 2 === 0 ? byte & 15 : byte >> 4;
        target[(Math.floor(row / 4) * blocks + block) * 4 + (row % 4)] = value;
      }
    }
    return address;
  }
}
