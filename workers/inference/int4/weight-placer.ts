import { message } from "#base/message.ts";
import { groupBytes } from "#int4/memory-plan.ts";
import type { KernelMemory } from "./kernel-memory.ts";
import { noTokens, writeRun } from "./kernel-run.ts";
import type { KernelTeam } from "./kernel-team.ts";
import { type PlaceTarget, ProgramWriter } from "./program-writer.ts";
import type { PutBytes } from "./tensor-reader.ts";

/** Bytes placed at once: so few that they stay in the processor's caches on the way. */
const stagedBytes = 2 ** 20;

/**
 * Puts a matrix's weights and scales in the kernel's order as they are read, with all threads of the team. Half of the loading time is
 * the system providing the memory that is written to, and threads share that too.
 */
export class WeightPlacer {
  readonly #memory: KernelMemory;
  readonly #team: KernelTeam;
  readonly #run: number;

  /** @param run the address of the team's Run. */
  constructor(memory: KernelMemory, team: KernelTeam, run: number) {
    this.#memory = memory;
    this.#team = team;
    this.#run = run;
  }

  /** For one tensor, whose pieces come in order. @returns what takes them; it keeps no piece. */
  into(target: PlaceTarget): { readonly put: PutBytes; readonly done: () => void } {
    const { columns, blockSize, bits, part } = target;
    // Whole blocks, as in the file's rows.
    const blocks = Math.ceil(columns / blockSize);
    const fileBytes = blocks * (part === "scales" ? 16 : (blockSize * bits) / 2);
    const size = Math.max(fileBytes, stagedBytes - (stagedBytes % fileBytes));
    const staged = this.#memory.allocate(size, message`loading`);
    let filled = 0;
    let group = 0;
    const place = (): void => {
      const groups = filled / fileBytes;
      this.#place(staged, groups, { ...target, blocks: target.blocks + group * groupBytes(target) });
      group += groups;
      filled = 0;
    };
    return {
      put: (piece) => {
        for (let at = 0; at < piece.length;) {
          const part = piece.subarray(at, at + size - filled);
          this.#memory.bytes(staged + filled, part.length).set(part);
          filled += part.length;
          at += part.length;
          if (filled === size) place();
        }
      },
      done: () => {
        if (filled > 0) place();
        this.#memory.free(staged);
      },
    };
  }

  #place(source: number, groups: number, target: PlaceTarget): void {
    const writer = new ProgramWriter(this.#memory);
    writer.place(source, groups, target);
    const program = writer.write();
    writeRun(this.#memory, this.#run, { ...noTokens, program, operationCount: writer.length });
    this.#team.execute(this.#team.threads);
    this.#memory.free(program);
  }
}
