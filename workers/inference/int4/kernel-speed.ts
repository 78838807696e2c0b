import { message } from "#base/message.ts";
import { blocksBytes, scratchBytes } from "#int4/memory-plan.ts";
import { KernelMemory } from "./kernel-memory.ts";
import { instantiateKernel } from "./kernel-module.ts";
import { noTokens, runBytes, writeRun } from "./kernel-run.ts";
import { KernelTeam } from "./kernel-team.ts";
import type { KernelChoice } from "./int4-decoder.ts";
import { ProgramWriter } from "./program-writer.ts";

/** Matrices of Phi-3 mini's sizes, 126 MB in all: more than a processor's caches hold. */
const rows = 16_384;
const columns = 3072;
const matrices = 4;
/** Two 4-bit codes that mean zero, so that no sum grows. */
const zeros = 0x88;

/** Three short measurements, apart from each other: other work on the computer seldom meets two of them. */
const measurements = 3;
const pauseMs = 60;
const leastMs = 100;
/** The engine compiles the code during the first runs. */
const firstRuns = 3;
const leastRuns = 2;

/**
 * Measures how fast the int4 kernel multiplies a token by weights, which takes nearly all of a step's time. With `stepBytes` of a
 * model's verdict it gives about how many tokens per second it will write. Takes half a second and 130 MB.
 *
 * @returns bytes of weights a second.
 * @throws AppError "out-of-memory", "missing-dependency".
 */
export async function measureKernelSpeed({ kernel, threads, startHelper }: KernelChoice): Promise<number> {
  const { module, isThreaded } = kernel;
  const memory = new KernelMemory(isThreaded);
  const exports = await instantiateKernel(module, memory.memory);
  const purpose = message`a trial of the processor`;
  const allocate = (bytes: number): number => memory.allocateZeros(bytes, purpose);
  const writer = new ProgramWriter({
    allocate,
    words: memory.words.bind(memory),
    floats: memory.floats.bind(memory),
  });
  const shape = { rows, columns, bits: 4, blockSize: 32 } as const;
  const bytes = blocksBytes(shape);
  const blocks = columns / shape.blockSize;
  const activations = writer.activations(
    allocate(columns * 2),
    allocate(4 * blocks),
    allocate(4 * blocks),
    allocate(4 * blocks),
  );
  const out = { address: allocate(4 * rows), stride: rows, isAdded: false };
  for (let matrix = 0; matrix < matrices; matrix++) {
    const address = allocate(bytes);
    memory.bytes(address, bytes).fill(zeros);
    writer.matmul(writer.matrix({ ...shape, blocks: address, zeroPoints: 0, bias: 0 }), activations, out);
  }
  const scratch = scratchBytes(columns, 2, 0);
  const run = {
    ...noTokens,
    program: writer.write(),
    operationCount: writer.length,
    rows: 1,
    scratch: allocate(scratch * threads),
    scratchBytes: scratch,
    sumsAreShort: exports.shortSumsAreFaster(255) === 1,
  };
  const address = allocate(runBytes);
  const team = await KernelTeam.start(
    exports,
    module,
    memory,
    address,
    isThreaded ? threads : 1,
    startHelper,
  );
  try {
    writeRun(memory, address, run);
    return await speedOf(() => team.execute(team.threads), matrices * bytes);
  } finally {
    team.close();
  }
}

interface Clock {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
};

/** @returns the median of three measurements, in bytes per second. */
export async function speedOf(
  run: () => void,
  bytes: number,
  { now, sleep }: Clock = systemClock,
): Promise<number> {
  const timesMs: number[] = [];
  while (timesMs.length < measurements) {
    if (timesMs.length > 0) await sleep(pauseMs);
    timesMs.push(timeOf(run, timesMs.length === 0 ? firstRuns : leastRuns, now));
  }
  return (1000 * bytes) / Math.max(median(timesMs), 1e-3);
}

/** @returns the median of the later runs, in milliseconds. */
function timeOf(run: () => void, least: number, now: () => number): number {
  const timesMs: number[] = [];
  const startMs = now();
  while (timesMs.length < least || now() - startMs < leastMs) {
    const runStartMs = now();
    run();
    timesMs.push(now() - runStartMs);
  }
  return median(timesMs.slice(Math.floor(timesMs.length / 2)));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}
