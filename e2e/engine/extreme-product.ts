import { message } from "#base/message.ts";
import { blocksBytes } from "#int4/memory-plan.ts";
import { KernelMemory } from "#workers/inference/int4/kernel-memory.ts";
import { noTokens, runBytes, writeRun } from "#workers/inference/int4/kernel-run.ts";
import { teamBytes } from "#workers/inference/int4/kernel-team.ts";
import { ProgramWriter } from "#workers/inference/int4/program-writer.ts";

const rows = 8;
/** Nine spans: of no block size that is larger a multiple. */
const columns = 288;
/** Two tiles, and one token that is multiplied alone. */
const tokens = 9;
const scale = 0.5;

interface ExtremeProduct {
  readonly memory: Buffer;
  readonly team: number;
  /** A run with sums of 16 bits, and one with sums of 32. */
  readonly runs: readonly [short: number, long: number];
  /** f32 [tokens, rows] */
  readonly out: number;
  readonly expected: readonly number[];
}

/** A kernel's memory with a product of the largest activations, 127 and -127, and the least and largest weights and zero points. */
export function extremeProduct(blockSize: 16 | 32 | 64 | 128 | 256): ExtremeProduct {
  const memory = new KernelMemory(false);
  const allocate = (bytes: number): number => memory.allocateZeros(bytes, message`a trial of the processor`);
  const writer = new ProgramWriter(memory);
  const blocks = Math.ceil(columns / blockSize);
  const shape = { rows, columns, bits: 4, blockSize } as const;
  const matrix = {
    ...shape,
    blocks: allocate(blocksBytes(shape)),
    zeroPoints: allocate(rows * blocks),
    bias: 0,
  };

  const weightAt = (row: number, column: number): number =>
    [0, 15, column % 2 === 0 ? 0 : 15, column % 64 < 32 ? 15 : 0][row % 4]!;
  const zeroPointAt = (row: number, block: number): number => [8, 0, 15, block % 2 === 0 ? 0 : 15][row % 4]!;
  const activationAt = (token: number, column: number): number =>
    [1, -1, column % 4 < 2 ? 1 : -1, column % 2 === 0 ? 1 : -1][token % 4]!;

  const rowBytes = (blocks * blockSize) / 2;
  const packed = allocate(rows * rowBytes);
  const scales = allocate(4 * rows * blocks);
  memory.floats(scales, rows * blocks).fill(scale);
  const x = allocate(4 * tokens * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [at] = memory.bytes(packed + row * rowBytes + (column >> 1), 1);
      memory.bytes(packed + row * rowBytes + (column >> 1), 1)[0] =
        at! | (weightAt(row, column) << (column % 2 === 0 ? 0 : 4));
    }
    for (let block = 0; block < blocks; block++) {
      const at = matrix.zeroPoints + ((row >> 2) * blocks + block) * 4 + (row % 4);
      memory.bytes(at, 1)[0] = zeroPointAt(row, block);
    }
  }
  const expected: number[] = [];
  for (let token = 0; token < tokens; token++) {
    for (let column = 0; column < columns; column++)
      memory.floats(x + 4 * (token * columns + column), 1)[0] = activationAt(token, column);
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      for (let column = 0; column < columns; column++) {
        const weight = weightAt(row, column) - zeroPointAt(row, Math.floor(column / blockSize));
        sum += activationAt(token, column) * weight * scale;
      }
      expected.push(sum);
    }
  }

  const words = (4 * tokens * columns) / 16;
  const activations = writer.activations(
    allocate(tokens * columns),
    allocate(words),
    allocate(words),
    allocate(words),
  );
  const out = allocate(4 * tokens * rows);
  writer.place(packed, rows / 4, { ...matrix, part: "weights" });
  writer.place(scales, rows / 4, { ...matrix, part: "scales" });
  writer.quantize(x, columns, { activations, blockSize });
  writer.matmul(writer.matrix(matrix), activations, { address: out, stride: rows, isAdded: false });
  const scratchBytes = 1 << 20;
  const run = {
    ...noTokens,
    program: writer.write(),
    operationCount: writer.length,
    rows: tokens,
    scratch: allocate(scratchBytes),
    scratchBytes,
  };
  const team = allocate(teamBytes);
  const runAddress = (sumsAreShort: boolean): number => {
    const address = allocate(runBytes);
    writeRun(memory, address, { ...run, sumsAreShort });
    return address;
  };
  const runs = [runAddress(true), runAddress(false)] as const;
  return { memory: Buffer.from(memory.memory.buffer), team, runs, out, expected };
}
