import type { Answered, EvaluatedRow, Verdict } from "#evaluate/evaluation.ts";
import type { JupyterJson } from "../cell-base.ts";
import { damagedOutput, list, number, record, text, wording } from "../kept-fields.ts";
import { parseRuntime } from "../inference/parse-kept-answer.ts";
import type { EvaluateOutput } from "./evaluate-cell.ts";

export function parseKeptEvaluation(json: JupyterJson): EvaluateOutput {
  const { option, runtime } = json;
  if (option !== "transformers" && option !== "pyfunc") throw damagedOutput();
  const evaluation = record(json["evaluation"]);
  const columns = list(evaluation["columns"], text);
  const checks = list(evaluation["checks"], text);
  const rows = list(evaluation["rows"], parseRow);
  if (rows.some((row) => row.values.length !== columns.length || row.verdicts.length !== checks.length))
    throw damagedOutput();
  return {
    type: "evaluate",
    option,
    evaluation: { columns, checks, rows },
    rowCount: number(json["rowCount"]),
    runtime: runtime === null ? null : parseRuntime(record(runtime)),
    stopped: json["stopped"] === true,
  };
}

function parseRow(value: unknown): EvaluatedRow {
  const row = record(value);
  return {
    values: list(row["values"], text),
    answer: row["answer"] === null ? null : parseAnswer(record(row["answer"])),
    error: row["error"] === null ? null : wording(row["error"]),
    verdicts: list(row["verdicts"], parseVerdict),
  };
}

function parseAnswer(answer: JupyterJson): Answered {
  const speed = answer["tokensPerSecond"];
  return {
    text: text(answer["text"]),
    promptTokens: number(answer["promptTokens"]),
    completionTokens: number(answer["completionTokens"]),
    timeMs: number(answer["timeMs"]),
    timeToFirstTokenMs: number(answer["timeToFirstTokenMs"]),
    tokensPerSecond: speed === null ? null : number(speed),
  };
}

function parseVerdict(value: unknown): Verdict {
  if (value === null || typeof value === "boolean") return value;
  return { problem: wording(record(value)["problem"]) };
}
