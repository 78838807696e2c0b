/** Two evaluations side by side. */
import { type EvaluatedRow, type Evaluation, passedAll } from "./evaluation.ts";
import { evaluationMetrics } from "./metrics.ts";

export interface RowPair {
  readonly here: EvaluatedRow;
  readonly there: EvaluatedRow;
  readonly isSameAnswer: boolean;
}

interface MetricPair {
  readonly name: string;
  /** null if one does not have the metric. */
  readonly here: number | null;
  readonly there: number | null;
}

/** The rows that both asked, in the order of `here`: those with the same texts in the columns that both have. */
export function pairedRows(here: Evaluation, there: Evaluation): RowPair[] {
  const shared = here.columns.filter((column) => there.columns.includes(column));
  const keyOf = ({ columns }: Evaluation, { values }: EvaluatedRow) =>
    JSON.stringify(shared.map((column) => values[columns.indexOf(column)]));
  const waiting = new Map<string, EvaluatedRow[]>();
  for (const row of there.rows) {
    const key = keyOf(there, row);
    const same = waiting.get(key);
    if (same) same.push(row);
    else waiting.set(key, [row]);
  }
  return here.rows.flatMap((row) => {
    const other = waiting.get(keyOf(here, row))?.shift();
    if (other === undefined) return [];
    return [{ here: row, there: other, isSameAnswer: row.answer?.text === other.answer?.text }];
  });
}

/** Every metric of either, those of `here` first. */
export function pairedMetrics(here: Evaluation, there: Evaluation): MetricPair[] {
  const [ours, theirs] = [evaluationMetrics(here), evaluationMetrics(there)];
  return [...new Set([...ours.keys(), ...theirs.keys()])].map((name) => ({
    name,
    here: ours.get(name) ?? null,
    there: theirs.get(name) ?? null,
  }));
}

/** How many rows passed here and not there, and the other way round. */
export function changedVerdicts(pairs: readonly RowPair[]): {
  readonly better: number;
  readonly worse: number;
} {
  const changed = pairs.filter(({ here, there }) => passedAll(here) !== passedAll(there));
  const better = changed.filter(({ here }) => passedAll(here)).length;
  return { better, worse: changed.length - better };
}
