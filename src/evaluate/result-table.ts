/** An evaluation as a table with its results: for a file, for MLflow, and as the saved notebook prints it. */
import { english } from "#base/message.ts";
import { reprFloat } from "#python-values/python-repr.ts";
import { type Evaluation, passed } from "./evaluation.ts";
import { evaluationMetrics } from "./metrics.ts";
import { uniqueName } from "./table.ts";

type Value = string | number | boolean | null;

export interface ResultTable {
  readonly columns: readonly string[];
  readonly data: readonly (readonly Value[])[];
}

/** Names of the columns that an evaluation adds to the table's own, with a number if the table has a column with that name. */
export interface ResultColumns {
  readonly output: string;
  readonly promptTokens: string;
  readonly completionTokens: string;
  readonly checks: readonly string[];
  readonly timeMs: string;
  readonly error: string;
}

export function resultColumns(columns: readonly string[], checks: readonly string[]): ResultColumns {
  const taken = [...columns];
  const name = (wanted: string) => {
    const given = uniqueName(wanted, taken);
    taken.push(given);
    return given;
  };
  return {
    output: name("output"),
    promptTokens: name("prompt_tokens"),
    completionTokens: name("completion_tokens"),
    checks: checks.map(name),
    timeMs: name("time_ms"),
    error: name("error"),
  };
}

export function resultTable({ columns, checks, rows }: Evaluation): ResultTable {
  const names = resultColumns(columns, checks);
  return {
    columns: [
      ...columns,
      names.output,
      names.promptTokens,
      names.completionTokens,
      ...names.checks,
      names.timeMs,
      names.error,
    ],
    data: rows.map(({ values, answer, error, verdicts }) => [
      ...values,
      answer?.text ?? null,
      answer?.promptTokens ?? null,
      answer?.completionTokens ?? null,
      ...checks.map((_, at) => passed(verdicts[at])),
      answer?.timeMs ?? null,
      error === null ? null : english(error),
    ]),
  };
}

/** The format of `mlflow.log_table`: pandas' `to_json(orient="split", index=False)`. */
export function tableArtifact(table: ResultTable): string {
  return JSON.stringify({ columns: table.columns, data: table.data });
}

/** As pandas' `to_csv(index=False)`. */
export function toCsv({ columns, data }: ResultTable): string {
  return [columns, ...data].map((row) => `${row.map(csvField).join(",")}\n`).join("");
}

function csvField(value: Value): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "True" : "False";
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The saved notebook's output: the table, and the metrics that are the same on every computer. */
export function printedEvaluation(evaluation: Evaluation): string {
  const { columns, data } = resultTable(evaluation);
  const own = columns.length - 2;
  const table = { columns: columns.slice(0, own), data: data.map((row) => row.slice(0, own)) };
  const metrics = [...evaluationMetrics(evaluation)].filter(([name]) => !name.startsWith("time_ms"));
  return `${toCsv(table)}\n${metrics.map(([name, value]) => `${name}: ${reprFloat(value)}\n`).join("")}`;
}
