import type { Context, EngineName, Row } from "./rows.ts";
import type { ShapeName } from "./shapes.ts";

const titles: Readonly<Record<Row["metric"], (context: Context) => string>> = {
  load: (context) => `load, ${context}`,
  prefill: (context) => `prefill of ${context}`,
  decode: (context) => `decode at ${context}`,
  memory: (context) => (context === "load" ? "peak memory, loaded" : `peak memory, decoded at ${context}`),
};

/**
 * A shape's rows as a Markdown table, a column an engine: "median (min–max), × ratio". The ratio is native's median
 * divided by the engine's, of the same threads and run: above 1, the engine is faster, or takes less memory.
 * Reasons for what could not be measured stand as notes under it.
 */
export function tableOf(shape: ShapeName, rows: readonly Row[], engines: readonly EngineName[]): string {
  const own = rows.filter((row) => row.shape === shape).toSorted((a, b) => a.threads - b.threads);
  const notes: string[] = [];
  const lines = new Map<string, Map<EngineName, Row>>();
  for (const row of own) {
    const name = `${titles[row.metric](row.context)}, ${row.unit} | ${row.threads}`;
    lines.set(name, (lines.get(name) ?? new Map<EngineName, Row>()).set(row.engine, row));
  }
  const cell = (row: Row | undefined, native: Row | undefined): string => {
    if (row === undefined) return "";
    if (row.median !== null) return `${figures(row)}${ratio(row, native)}`;
    const note = `${row.engine}: ${row.reason.replaceAll(/\s+/g, " ")}`;
    if (!notes.includes(note)) notes.push(note);
    return `— (${notes.indexOf(note) + 1})`;
  };
  const body = [...lines].map(([name, cells]) => {
    const columns = engines.map((engine) => cell(cells.get(engine), cells.get("native")));
    return `| ${name} | ${columns.join(" | ")} |`;
  });
  const head = `| ${shape} | threads | ${engines.join(" | ")} |`;
  const rule = `| --- | --- |${engines.map(() => " --- |").join("")}`;
  const footnotes = notes.map((note, index) => `${index + 1}. ${note}`);
  return [head, rule, ...body, ...(notes.length > 0 ? ["", ...footnotes] : [])].join("\n");
}

function figures({ min, median, max }: Row): string {
  return min === max ? short(median) : `${short(median)} (${short(min)}–${short(max)})`;
}

function ratio(row: Row, native: Row | undefined): string {
  if (row.engine === "native" || native?.median == null || row.median === null) return "";
  const value = native.median / row.median;
  return `, × ${value < 10 ? value.toFixed(2) : value.toFixed(0)}`;
}

/** Three digits that count. */
function short(value: number | null): string {
  if (value === null) return "";
  if (value >= 100) return String(Math.round(value));
  return value.toPrecision(3);
}
