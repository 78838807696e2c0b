/** The metrics of an evaluation's run on a tracking server. The saved notebook computes the same. */
import { type Answered, type Evaluation, passed } from "./evaluation.ts";

export const PERCENTILES = [50, 90, 99] as const;

/** "contains/mean" is the share of the rows that passed, named as MLflow names a scorer's metric. Times are in milliseconds. */
export function evaluationMetrics(evaluation: Evaluation): ReadonlyMap<string, number> {
  return new Map([...checkMetrics(evaluation), ...countMetrics(evaluation), ...timeMetrics(evaluation)]);
}

/** A check that applied to no row has no metric. */
function checkMetrics({ checks, rows }: Evaluation): (readonly [string, number])[] {
  return checks.flatMap((name, at) => {
    const verdicts = rows.map((row) => passed(row.verdicts[at])).filter((verdict) => verdict !== null);
    return verdicts.length === 0 ? [] : [[`${name}/mean`, mean(verdicts.map(Number))] as const];
  });
}

/** The same on every computer. */
function countMetrics({ rows }: Evaluation): (readonly [string, number])[] {
  const answers = answersOf(rows);
  return [
    ["rows", rows.length],
    ["failed_rows", rows.length - answers.length],
    ["prompt_tokens", sum(answers.map((answer) => answer.promptTokens))],
    ["completion_tokens", sum(answers.map((answer) => answer.completionTokens))],
  ];
}

function timeMetrics({ rows }: Evaluation): (readonly [string, number])[] {
  const times = answersOf(rows).map(({ timeMs }) => timeMs);
  if (times.length === 0) return [];
  return [
    ["time_ms/mean", mean(times)],
    ...PERCENTILES.map((percent) => [`time_ms/p${percent}`, percentile(times, percent)] as const),
  ];
}

/** Interpolated between the two nearest values, as numpy.percentile. NaN for no values. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = ((sorted.length - 1) * percent) / 100;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

export function answersOf(rows: Evaluation["rows"]): Answered[] {
  return rows.flatMap(({ answer }) => (answer === null ? [] : [answer]));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
