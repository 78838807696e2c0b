import type { BrowserEngineName } from "./engines/engine-names.ts";
import type { ShapeName } from "./shapes.ts";
import { summaryOf } from "./statistics.ts";

/** Engines of Python processes: onnxruntime-genai, and llama.cpp on the same int4 values. */
export type NativeEngineName = "native" | "llama.cpp";

export type EngineName = NativeEngineName | BrowserEngineName;

/** load: "cold" or "warm". prefill: tokens of the prompt. decode, memory: tokens in the cache, or "load" after loading. */
export type Context = number | "cold" | "warm" | "load";

export interface MetricKey {
  readonly metric: "load" | "prefill" | "decode" | "memory";
  readonly context: Context;
}

/** What one measuring gave: values, or why there are none. */
export type Sample = MetricKey & ({ readonly values: readonly number[] } | { readonly reason: string });

interface RowKey extends MetricKey {
  readonly shape: ShapeName;
  readonly engine: EngineName;
  readonly threads: number;
}

interface MeasuredRow extends RowKey {
  readonly unit: "ms" | "MB";
  readonly min: number;
  readonly median: number;
  readonly max: number;
  /** Values that the three were taken from. */
  readonly count: number;
}

interface FailedRow extends RowKey {
  readonly unit: "ms" | "MB";
  readonly min: null;
  readonly median: null;
  readonly max: null;
  readonly count: 0;
  readonly reason: string;
}

export type Row = MeasuredRow | FailedRow;

/** bench/results/engine.json. */
export interface ResultsJson {
  readonly machine: string;
  /** Of the last run. A run replaces the rows of the shapes and thread counts that it measured; others stay. */
  readonly date: string;
  readonly shapeDates: Readonly<Partial<Record<ShapeName, string>>>;
  readonly rows: readonly Row[];
}

/** Gathers the samples of all rounds of one engine into a row for each thing measured, in the order first seen. */
export function rowsOf(
  { shape, engine, threads }: { shape: ShapeName; engine: EngineName; threads: number },
  samples: readonly Sample[],
): Row[] {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const name = `${sample.metric} ${sample.context}`;
    groups.set(name, [...(groups.get(name) ?? []), sample]);
  }
  return [...groups.values()].map((group) => {
    const { metric, context } = group[0]!;
    const head = {
      shape,
      engine,
      threads,
      metric,
      context,
      unit: metric === "memory" ? "MB" : "ms",
    } as const;
    const values = group.flatMap((sample) => ("values" in sample ? sample.values : []));
    if (values.length === 0) {
      const reason = group.flatMap((sample) => ("reason" in sample ? [sample.reason] : []))[0] ?? "no values";
      return { ...head, min: null, median: null, max: null, count: 0, reason };
    }
    const { min, median, max } = summaryOf(values);
    return { ...head, min: round(min), median: round(median), max: round(max), count: values.length };
  });
}

/** To four digits that count: the rest is noise. */
function round(value: number): number {
  return Number(value.toPrecision(4));
}

/**
 * Earlier results with the rows of a new run in the place of those of the same shapes and thread counts. Where it left out an engine
 * that was measured before, the earlier rows stay: ratios are of one run.
 */
export function mergeResults(
  earlier: ResultsJson | null,
  run: { readonly machine: string; readonly date: string; readonly rows: readonly Row[] },
): ResultsJson {
  const runOf = ({ shape, threads }: Row): string => `${shape} ${threads}`;
  const cellOf = (row: Row): string => `${runOf(row)} ${row.engine}`;
  const measured = new Set(run.rows.map(cellOf));
  const before = earlier?.rows ?? [];
  const incomplete = new Set(before.filter((row) => !measured.has(cellOf(row))).map(runOf));
  const rows = run.rows.filter((row) => !incomplete.has(runOf(row)));
  const replaced = new Set(rows.map(runOf));
  const kept = before.filter((row) => !replaced.has(runOf(row)));
  const dates = Object.fromEntries(rows.map(({ shape }) => [shape, run.date]));
  return {
    machine: run.machine,
    date: run.date,
    shapeDates: { ...earlier?.shapeDates, ...dates },
    rows: [...kept, ...rows],
  };
}
