/** The answers that inference cells gave, kept with the document, so that the next run does not take them away. */
import type { InferenceOutput } from "#cells/inference/inference-cell.ts";
import type { CellState } from "#kernel/cell-state.ts";
import type { CellId } from "#notebook/cell.ts";

/** The number of latest answers kept per cell. */
const MOST_RUNS = 20;

export interface PastRun {
  /** The number of the run in its cell, from 1. */
  readonly place: number;
  readonly output: InferenceOutput;
}

export type RunHistory = ReadonlyMap<CellId, readonly PastRun[]>;

/** @returns the same history if no inference cell has a new answer. */
export function withNewAnswers(history: RunHistory, states: ReadonlyMap<CellId, CellState>): RunHistory {
  let next: Map<CellId, readonly PastRun[]> | null = null;
  for (const [id, state] of states) {
    const output = state.status === "done" && state.output.type === "inference" ? state.output : null;
    const runs = history.get(id) ?? [];
    if (output === null || runs.some((run) => isSameRun(run.output, output))) continue;
    next ??= new Map(history);
    next.set(id, [...runs, { place: (runs.at(-1)?.place ?? 0) + 1, output }].slice(-MOST_RUNS));
  }
  return next ?? history;
}

/** A kept run comes back as other objects. */
function isSameRun(a: InferenceOutput, b: InferenceOutput): boolean {
  if (a === b) return true;
  const key = ({ input, settings, output }: InferenceOutput) =>
    JSON.stringify([input, settings?.askedAt, output.metrics.totalMs, output.response]);
  return a.output.metrics.totalMs === b.output.metrics.totalMs && key(a) === key(b);
}

/**
 * What is kept of it: for the cells that there are, without the probabilities, which are most of a run's bytes and stand in the
 * cell's own output.
 */
export function keptHistory(history: RunHistory, cells: readonly { readonly id: CellId }[]): RunHistory {
  return new Map(
    cells.flatMap(({ id }): [CellId, readonly PastRun[]][] => {
      const runs = history.get(id);
      return runs === undefined
        ? []
        : [[id, runs.map((run) => ({ ...run, output: withoutTokens(run.output) }))]];
    }),
  );
}

function withoutTokens(run: InferenceOutput): InferenceOutput {
  if (run.output.option === "class") return run;
  const { tokens: _, ...output } = run.output;
  return { ...run, output };
}
