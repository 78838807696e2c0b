/** Runs of each kind before its times count (the engine compiles the code well meanwhile), and those that count. */
const warmUpRuns = 3;
const countedRuns = 5;
/** By how much the other kind must be faster to be taken. */
const margin = 0.97;

/**
 * Finds out, on the first runs of a model, whether 16-bit or 32-bit sums are faster on this processor (int4/assembly/dot.ts): there is
 * no way to ask it for its instructions. Both give the same bits, so that nobody notices.
 */
export class SumTrial {
  readonly #times = { short: [] as number[], long: [] as number[] };
  #areShort: boolean | null = null;

  /** For the next run. */
  get areShort(): boolean {
    return this.#areShort ?? this.#times.short.length <= this.#times.long.length;
  }

  /**
   * @param areShort what the run was done with.
   * @param ms how long one like the others took: of as many rows, or by the row.
   */
  record(areShort: boolean, ms: number): void {
    if (this.#areShort !== null) return;
    const { short, long } = this.#times;
    (areShort ? short : long).push(ms);
    const enough = warmUpRuns + countedRuns;
    if (short.length < enough || long.length < enough) return;
    // The shortest time: others were disturbed by what else runs.
    const best = (times: readonly number[]): number => Math.min(...times.slice(warmUpRuns));
    this.#areShort = best(long) > best(short) * margin;
  }
}
