import { printedEvaluation } from "#evaluate/result-table.ts";
import { withColumnName, withValue } from "#evaluate/table.ts";
import type { TypedBehaviour } from "../cell-behaviour.ts";
import { stdout } from "../jupyter-outputs.ts";
import type { EvaluateCell, EvaluateOutput } from "./evaluate-cell.ts";
import { evaluatePython } from "./evaluate-python.ts";
import { evaluateRows } from "./evaluate-rows.ts";
import { evaluateOutputSchema } from "./evaluation-schema.ts";

export const evaluateBehaviour: TypedBehaviour<EvaluateCell, EvaluateOutput> = {
  run: evaluateRows,
  outputs: ({ evaluation, printed = "" }) => [stdout(printed + printedEvaluation(evaluation))],
  python: evaluatePython,
  kept: evaluateOutputSchema,
  isFiled: true,
  withText(cell, field, text) {
    const { table, checks } = cell;
    const [part, at, column] = field.split(" ");
    if (part === "column") return { ...cell, table: withColumnName(table, Number(at), text) };
    if (part === "row") return { ...cell, table: withValue(table, Number(at), Number(column), text) };
    if (part !== "check") return { ...cell, [field]: text };
    return {
      ...cell,
      checks: checks.map((check, place) => (place === Number(at) ? { ...check, expected: text } : check)),
    };
  },
};
