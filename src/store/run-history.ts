/** The answers that inference cells gave while the page is open, so that the next run does not take them away. */
import type { InferenceOutput } from "#cells/inference/inference-cell.ts";
import type { CellState } from "#kernel/cell-state.ts";
import type { CellId } from "#notebook/cell.ts";

/** The number of latest answers kept per cell. */
const MOST_RUNS = 20;

interface PastRun {
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
    if (output === null || runs.some((run) => run.output === output)) continue;
    next ??= new Map(history);
    next.set(id, [...runs, { place: (runs.at(-1)?.place ?? 0) + 1, output }].slice(-MOST_RUNS));
  }
  return next ?? history;
}
