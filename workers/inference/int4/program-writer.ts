import { message } from "#base/message.ts";
import type { KernelMemory } from "./kernel-memory.ts";

/** Codes and fields are those of int4/assembly/program.ts. */
const codes = {
  norm: 1,
  matmul: 2,
  rope: 3,
  attention: 4,
  quantize: 5,
  swiglu: 6,
  place: 7,
  floatMatmul: 8,
} as const;

const operationWords = 16;
const headerWords = 4;
const matrixWords = 7;
const activationsWords = 4;

/** A field's value: an integer, or a marked float. */
type Field = number | { readonly float: number };

export interface OperationFlags {
  /** The next operation may begin before all threads are done with this one. */
  readonly isOpen?: boolean;
  /** Only the run's last token matters. */
  readonly isLastOnly?: boolean;
}

export interface MatrixAddresses {
  /** Weights and scales, in the kernel's order. */
  readonly blocks: number;
  /** 0: none. */
  readonly zeroPoints: number;
  /** 0: none. */
  readonly bias: number;
  readonly rows: number;
  readonly columns: number;
  readonly bits: number;
  readonly blockSize: number;
}

/** Where quantised activations go, in blocks of the matrix that multiplies them next. */
export interface QuantisedTo {
  readonly activations: number;
  readonly blockSize: number;
}

/** Where groups of four rows of a matrix belong: their weights or their scales. */
export interface PlaceTarget extends Pick<MatrixAddresses, "blocks" | "columns" | "bits" | "blockSize"> {
  readonly part: "weights" | "scales";
}

type ProgramMemory = Pick<KernelMemory, "allocate" | "words" | "floats">;

/** Collects the operations of a decoder, and puts them into the kernel's memory. */
export class ProgramWriter {
  readonly #memory: ProgramMemory;
  readonly #operations: { code: number; flags: OperationFlags; fields: readonly Field[] }[] = [];

  constructor(memory: ProgramMemory) {
    this.#memory = memory;
  }

  get length(): number {
    return this.#operations.length;
  }

  norm(
    x: number,
    gamma: number,
    epsilon: number,
    size: number,
    to: QuantisedTo | { readonly floats: number },
    flags: OperationFlags = {},
  ): void {
    const target = "floats" in to ? [0, 0, to.floats] : [to.activations, to.blockSize, 0];
    this.#add(codes.norm, flags, [x, gamma, { float: epsilon }, size, ...target]);
  }

  matmul(
    matrix: number,
    from: number,
    out: { readonly address: number; readonly stride: number; readonly isAdded: boolean },
    flags: OperationFlags = {},
  ): void {
    this.#add(codes.matmul, flags, [matrix, from, out.address, out.stride, out.isAdded ? 1 : 0]);
  }

  /** One row x with f32 [inner, columns]. */
  floatMatmul(
    x: number,
    weights: number,
    { inner, columns }: { readonly inner: number; readonly columns: number },
    out: number,
    flags: OperationFlags = {},
  ): void {
    this.#add(codes.floatMatmul, flags, [x, weights, inner, columns, out]);
  }

  /** @param offsets of the first query, key and value in a row of `stride` values. */
  rope(projected: number, stride: number, offsets: readonly [number, number, number], layer: number): void {
    const addresses = offsets.map((offset) => projected + 4 * offset);
    this.#add(codes.rope, {}, [...addresses, stride, stride, stride, layer]);
  }

  /** @param window how many positions a query sees; null: all. */
  attention(
    queries: number,
    stride: number,
    {
      layer,
      scale,
      window,
    }: { readonly layer: number; readonly scale: number; readonly window: number | null },
    out: number,
  ): void {
    this.#add(codes.attention, {}, [queries, stride, layer, { float: scale }, out, window ?? 0]);
  }

  quantize(x: number, size: number, { activations, blockSize }: QuantisedTo): void {
    this.#add(codes.quantize, {}, [x, size, activations, blockSize]);
  }

  swiglu(gate: number, up: number, size: number, { activations, blockSize }: QuantisedTo): void {
    this.#add(codes.swiglu, {}, [gate, up, size, size, activations, blockSize]);
  }

  /** @param to where the first of the groups belongs. */
  place(source: number, groups: number, to: PlaceTarget): void {
    this.#add(codes.place, {}, [
      source,
      to.blocks,
      groups,
      to.columns,
      to.bits,
      to.part === "scales" ? 1 : 0,
      to.blockSize,
    ]);
  }

  matrix({ blocks, zeroPoints, bias, rows, columns, bits, blockSize }: MatrixAddresses): number {
    const address = this.#memory.allocate(4 * matrixWords, message`a matrix`);
    const words = [blocks, zeroPoints, bias, rows, columns, bits, blockSize];
    this.#memory.words(address, matrixWords).set(words);
    return address;
  }

  activations(values: number, scales: number, sums: number, totals: number): number {
    const address = this.#memory.allocate(4 * activationsWords, message`the activations`);
    this.#memory.words(address, activationsWords).set([values, scales, sums, totals]);
    return address;
  }

  /** @returns the program's address. */
  write(): number {
    const wordCount = operationWords * this.#operations.length;
    const address = this.#memory.allocate(4 * wordCount, message`the program`);
    const words = this.#memory.words(address, wordCount).fill(0);
    const floats = this.#memory.floats(address, wordCount);
    for (const [index, { code, flags, fields }] of this.#operations.entries()) {
      const start = operationWords * index;
      words.set([code, 0, flags.isOpen ? 1 : 0, flags.isLastOnly ? 1 : 0], start);
      for (const [place, field] of fields.entries()) {
        const at = start + headerWords + place;
        if (typeof field === "number") words[at] = field;
        else floats[at] = field.float;
      }
    }
    return address;
  }

  #add(code: number, flags: OperationFlags, fields: readonly Field[]): void {
    this.#operations.push({ code, flags, fields });
  }
}
