import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { KernelMemory } from "./kernel-memory.ts";
import type { KernelExports } from "./kernel-module.ts";

/** The words of int4/assembly/team.ts, a cache line each. */
export const teamBytes = 512;

/** What a helper thread needs to join. */
export interface HelperStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly team: number;
  readonly run: number;
  readonly thread: number;
}

export interface Helper {
  /** Resolves just before the helper joins. */
  readonly ready: Promise<void>;
  terminate(): void;
}

/** The threads of a kernel: this one, and helpers that wait in WebAssembly for the next run. */
export class KernelTeam {
  readonly threads: number;
  readonly #kernel: KernelExports;
  readonly #address: number;
  readonly #run: number;
  readonly #helpers: readonly Helper[];

  private constructor(kernel: KernelExports, address: number, run: number, helpers: readonly Helper[]) {
    this.#kernel = kernel;
    this.#address = address;
    this.#run = run;
    this.#helpers = helpers;
    this.threads = helpers.length + 1;
  }

  /**
   * @param run address of the Run that all execute.
   * @throws AppError "missing-dependency" if a helper does not start.
   */
  static async start(
    kernel: KernelExports,
    module: WebAssembly.Module,
    memory: KernelMemory,
    run: number,
    threads: number,
    startHelper: (start: HelperStart) => Helper,
  ): Promise<KernelTeam> {
    const team = memory.allocate(teamBytes, message`the threads`);
    memory.bytes(team, teamBytes).fill(0);
    const helpers = Array.from({ length: threads - 1 }, (_, index) =>
      startHelper({ module, memory: memory.memory, team, run, thread: index + 1 }),
    );
    try {
      await Promise.all(helpers.map(({ ready }) => ready));
    } catch (error) {
      for (const helper of helpers) helper.terminate();
      throw new AppError(
        "missing-dependency",
        message`A thread of the int4 kernel did not start. Load the model again.`,
        { cause: error },
      );
    }
    return new KernelTeam(kernel, team, run, helpers);
  }

  /**
   * Executes the run's program; returns when it is done.
   * @param threads how many take part: 1, or all.
   * @throws WebAssembly.RuntimeError if a helper died; the memory is unusable from then on.
   */
  execute(threads: number): void {
    this.#kernel.run(this.#address, this.#run, threads);
  }

  close(): void {
    this.#kernel.closeTeam(this.#address);
    for (const helper of this.#helpers) helper.terminate();
  }
}
