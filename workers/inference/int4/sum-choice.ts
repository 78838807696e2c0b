import { message } from "#base/message.ts";
import { blocksBytes, scratchBytes } from "#int4/memory-plan.ts";
import type { KernelMemory } from "./kernel-memory.ts";
import type { KernelExports } from "./kernel-module.ts";
import { noTokens, runBytes, writeRun } from "./kernel-run.ts";
import { teamBytes } from "./kernel-team.ts";
import { ProgramWriter } from "./program-writer.ts";

/** A product for the clock, of some 0.1 ms; its weights and activations lie in a processor's nearest caches. */
const rows = 128;
const columns = 512;
const tokens = 32;

/** Turns of each kind, of which the first do not count: meanwhile the engine compiles the code well. */
const turns = 6;
const warmUpTurns = 2;
const turnMs = 3;
/** By how much the other kind must be faster to be taken. */
const margin = 0.97;

/**
 * Finds out whether 16-bit or 32-bit sums are faster on this processor (int4/assembly/dot.ts): there is no way to ask it for its
 * instructions. Both give the same bits. Takes some 40 ms.
 *
 * @param kernel of a relaxed build.
 * @param now milliseconds.
 */
export function shortSumsAreFaster(
  kernel: Pick<KernelExports, "run">,
  memory: KernelMemory,
  now: () => number = () => performance.now(),
): boolean {
  const taken: number[] = [];
  const allocate = (bytes: number): number => {
    const address = memory.allocateZeros(bytes, message`a trial of the processor`);
    taken.push(address);
    return address;
  };
  const writer = new ProgramWriter({
    allocate,
    words: memory.words.bind(memory),
    floats: memory.floats.bind(memory),
  });
  const blocks = columns / 32;
  const shape = { rows, columns, bits: 4, blockSize: 32 } as const;
  const matrix = { ...shape, blocks: allocate(blocksBytes(shape)), zeroPoints: 0, bias: 0 };
  const activations = writer.activations(
    allocate(tokens * columns),
    allocate(4 * tokens * blocks),
    allocate(4 * tokens * blocks),
    allocate(4 * tokens * blocks),
  );
  const out = { address: allocate(4 * tokens * rows), stride: rows, isAdded: false };
  writer.matmul(writer.matrix(matrix), activations, out);
  const scratchSize = scratchBytes(columns, 1, 0);
  const run = {
    ...noTokens,
    program: writer.write(),
    operationCount: writer.length,
    rows: tokens,
    scratch: allocate(scratchSize),
    scratchBytes: scratchSize,
  };
  const [team, runAddress] = [allocate(teamBytes), allocate(runBytes)];

  const timeOf = (sumsAreShort: boolean): number => {
    writeRun(memory, runAddress, { ...run, sumsAreShort });
    const start = now();
    let runs = 0;
    let ms = 0;
    do {
      kernel.run(team, runAddress, 1);
      runs++;
      ms = now() - start;
    } while (ms < turnMs);
    return ms / runs;
  };
  // The shortest times: others were disturbed by what else runs.
  let [short, long] = [Infinity, Infinity];
  for (let turn = 0; turn < turns; turn++) {
    const [shortMs, longMs] = [timeOf(true), timeOf(false)];
    if (turn < warmUpTurns) continue;
    short = Math.min(short, shortMs);
    long = Math.min(long, longMs);
  }
  for (const address of taken) memory.free(address);
  return long > short * margin;
}
