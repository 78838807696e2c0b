import type { BundleEngineName } from "../engines/engine-names.ts";
import type { LoadShapeName } from "../shapes.ts";

export const metrics = ["keep", "load", "both", "memory", "memory beyond the model"] as const;

/**
 * keep: from the server to where the engine keeps models; load: from there, in a fresh browser process, until it can run;
 * both: the first visit, from the server until it can run. Memory: of `both`.
 */
export type BundleMetric = (typeof metrics)[number];

/** Milliseconds, or bytes; of all rounds. A reason where there is none. */
interface BundleRow {
  readonly shape: LoadShapeName;
  readonly engine: BundleEngineName;
  readonly metric: BundleMetric;
  readonly values: readonly number[];
  readonly reason?: string;
}

export interface BundleResultsJson {
  readonly machine: string;
  readonly date: string;
  readonly rows: readonly (BundleRow & { readonly modelBytes: number })[];
}

const names: Readonly<Record<BundleMetric, string>> = {
  keep: "download and keep, s",
  load: "load what is kept, s",
  both: "first visit: download, keep, load, s",
  memory: "peak memory of the first visit, MB",
  "memory beyond the model": "of it beyond the model's bytes, MB",
};

/** A table for a shape: a row a metric, a column an engine. */
export function bundleTable(
  shape: LoadShapeName,
  rows: BundleResultsJson["rows"],
  engines: readonly BundleEngineName[],
): string {
  const own = rows.filter((row) => row.shape === shape);
  const bytes = own.find(({ engine }) => engine === "bundle")?.modelBytes ?? own[0]?.modelBytes ?? 0;
  const head = `| ${shape}, ${(bytes / 1e9).toFixed(2)} GB | ${engines.join(" | ")} |`;
  const line = `| --- |${" --- |".repeat(engines.length)}`;
  const lines = metrics.map((metric) => {
    const cells = engines.map((engine) =>
      cellOf(own.find((row) => row.engine === engine && row.metric === metric)),
    );
    return `| ${names[metric]} | ${cells.join(" | ")} |`;
  });
  return [head, line, ...lines].join("\n");
}

function cellOf(row: BundleRow | undefined): string {
  if (row === undefined) return "—";
  if (row.values.length === 0) return `— (${row.reason ?? "not measured"})`;
  const isTime = !row.metric.startsWith("memory");
  const shown = row.values
    .toSorted((a, b) => a - b)
    .map((value) => (isTime ? (value / 1000).toFixed(1) : (value / 1e6).toFixed(0)));
  const middle = shown[Math.floor((shown.length - 1) / 2)]!;
  return shown.length < 2 ? middle : `${middle} (${shown[0]}–${shown.at(-1)})`;
}

/** The newest rows of each shape and engine. */
export function mergeBundleRows(
  earlier: BundleResultsJson | null,
  now: BundleResultsJson,
): BundleResultsJson {
  const isRenewed = ({ shape, engine }: BundleRow): boolean =>
    now.rows.some((row) => row.shape === shape && row.engine === engine);
  return { ...now, rows: [...(earlier?.rows ?? []).filter((row) => !isRenewed(row)), ...now.rows] };
}
