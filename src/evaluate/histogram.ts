/** How many rows took how long, for a plot. */
import { niceCeiling } from "#base/nice-ceiling.ts";
import { type EvaluatedRow, passedAll } from "./evaluation.ts";

export interface TimeBin {
  /** Milliseconds; `to` belongs to the next bin, except for the last one. */
  readonly from: number;
  readonly to: number;
  /** Rows with an answer in that time: those that passed every check, and the others. */
  readonly passed: number;
  readonly failed: number;
}

const MOST_BINS = 12;

/** Bins of equal width (at least 1 ms; 1, 2 or 5 times a power of ten), from the fastest row to the slowest. No bins if there are no answers. */
export function timeHistogram(rows: readonly EvaluatedRow[]): TimeBin[] {
  const answered = rows.flatMap((row) =>
    row.answer === null ? [] : [{ timeMs: row.answer.timeMs, passed: passedAll(row) }],
  );
  if (answered.length === 0) return [];
  const least = answered.reduce((found, { timeMs }) => Math.min(found, timeMs), Number.POSITIVE_INFINITY);
  const most = answered.reduce((found, { timeMs }) => Math.max(found, timeMs), 0);
  const step = Math.max(1, niceCeiling((most - least) / MOST_BINS));
  const start = Math.floor(least / step);
  const count = Math.floor(most / step) - start + 1;
  const bins = Array.from({ length: count }, () => ({ passed: 0, failed: 0 }));
  for (const { timeMs, passed } of answered) {
    const bin = bins[Math.min(count - 1, Math.floor(timeMs / step) - start)];
    if (bin) bin[passed ? "passed" : "failed"] += 1;
  }
  return bins.map((bin, at) => ({ from: (start + at) * step, to: (start + at + 1) * step, ...bin }));
}
