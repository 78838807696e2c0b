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
  /** A matrix's scales, before they are put beside its weights. */
  readonly #scales: number;
  /** A group of four rows, before it is put in order. */
  readonly #scratch: number;

  /** @param linears all that will be loaded. */
  constructor(memory: KernelMemory, kernel: KernelExports, files: TensorFiles, linears: readonly Linear[]) {
    this.#memory = memory;
    this.#kernel = kernel;
    this.#files = files;
    this.#scales = memory.allocate(Math.max(...linears.map(({ scales }) => tensorLength(scales))), "loading");
    this.#scratch = memory.allocate(4 * Math.max(...linears.map(({ columns }) => columns)), "loading");
  }

  /** Gives back what only loading took. */
  finish(): void {
    this.#memory.free(this.#scales);
    this.#memory.free(this.#scratch);
  }

  async tensor(tensor: OnnxTensor): Promise<number> {
    const address = this.#memory.allocate(tensorLength(tensor), "the weights");
    await this.#readTo(tensor, address);
    return address;
  }

  async linear({ bits, rows, columns, ...tensors }: Linear): Promise<MatrixAddresses> {
    const scaleBytes = tensorLength(tensors.scales);
    const blocks = this.#memory.allocate(scaleBytes + tensorLength(tensors.weights), "the weights");
    await this.#readTo(tensors.scales, this.#scales);
    // From its end forward, the kernel puts each group in order, with its scales.
    await this.#readTo(tensors.weights, blocks + scaleBytes);
    this.#kernel[`repack${bits}`](blocks, rows, columns, this.#scales, this.#scratch);
    const zeroPoints =
      tensors.zeroPoints === null ? 0 : await this.#zeroPoints(tensors.zeroPoints, bits, rows, columns);
    const bias = tensors.bias === null ? 0 : await this.tensor(tensors.bias);
    return { blocks, zeroPoints, bias, rows, columns, bits };
  }

  #readTo(tensor: OnnxTensor, address: number): Promise<void> {
    return readTensorBytes(tensor, this.#files, (bytes, offset) =>
      this.#memory.bytes(address + offset, bytes.length).set(bytes),
    );
  }

  /** A byte each, in the order of the blocks: [rows / 4][blocks][4]. */
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
