import { makeTargets } from "./targets.ts";
import { inputOf, type Outcome, tryInput } from "./try-input.ts";

export interface Work {
  /** Of targets; all where it is empty. */
  readonly names: readonly string[];
  readonly firstSeed: number;
  /** Which are skipped: one hung there. */
  readonly skip: readonly string[];
  readonly untilMs: number;
}

export type Told =
  | {
      readonly kind: "begin";
      readonly target: string;
      readonly seed: number;
      readonly bytes: Uint8Array;
      readonly peer?: string;
    }
  | { readonly kind: "end"; readonly target: string; readonly seed: number; readonly outcome: Outcome };

/** Each target's kept inputs, and then mutated ones, in turn, until the time is over. */
export async function tryMany(
  { names, firstSeed, skip, untilMs }: Work,
  tell: (told: Told) => void,
): Promise<void> {
  const all = Object.entries(await makeTargets());
  const targets = names.length === 0 ? all : all.filter(([name]) => names.includes(name));
  for (let seed = firstSeed; Date.now() < untilMs; seed += 1) {
    for (const [target, parser] of targets) {
      if (skip.includes(`${target} ${seed}`)) continue;
      const bytes = inputOf(parser, seed);
      tell({ kind: "begin", target, seed, bytes, ...(parser.peer !== undefined && { peer: parser.peer }) });
      let outcome = await tryInput(parser, bytes);
      // The garbage of others may be collected once.
      for (let times = 0; times < 2 && outcome.ms > 1000; times += 1) {
        const again = await tryInput(parser, bytes);
        if (again.ms < outcome.ms) outcome = again;
      }
      tell({ kind: "end", target, seed, outcome });
    }
  }
}
