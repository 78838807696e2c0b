import {
  boolean,
  check,
  exactOptional,
  maxLength,
  object,
  optional,
  picklist,
  pipe,
  string,
  transform,
  unknown,
} from "valibot";
import { message } from "#base/message.ts";
import { list } from "#base/schemas.ts";
import { type Check, CHECK_KINDS } from "#evaluate/check.ts";
import type { Evaluation } from "#evaluate/evaluation.ts";
import { MOST_COLUMNS, MOST_ROWS, type Table } from "#evaluate/table.ts";
import type { RuntimeFacts } from "#inference/inference-port.ts";
import type { LoggedRun } from "#registry/registry-port.ts";
import { isRuntimeChoice, type RuntimeChoice } from "#inference/runtimes.ts";
import { isInRange, SEED_RANGE } from "#pipeline/sampling-ranges.ts";
import { type InputForm, inputOf } from "#wrapper/input-form.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import type { CellBase } from "../cell-base.ts";
import type { CellKind } from "../cell-kind.ts";

/** Asks the model for each row of a table, and checks the answers against what is expected. */
export interface EvaluateCell extends CellBase {
  readonly type: "evaluate";
  readonly table: Table;
  /** The request for a row: JSON as `predict` takes it, as typed; `{{column}}` stands for the row's text in that column. */
  readonly request: string;
  readonly checks: readonly Check[];
  /** Undefined: "automatic". */
  readonly runtime?: RuntimeChoice;
  /** Option 1: the seed of each row, if the model samples. */
  readonly seed?: number;
  /** The server that results are logged to, as typed; "" if none is given. */
  readonly server: string;
  readonly experiment: string;
  /** "" lets the server choose one. */
  readonly runName: string;
}

export interface EvaluateOutput {
  readonly type: "evaluate";
  readonly option: WrapperOption;
  readonly evaluation: Evaluation;
  /** The table when it was run. */
  readonly rowCount: number;
  /** null until a row is answered. */
  readonly runtime: RuntimeFacts | null;
  /** Whether rows are missing: because of Stop, or because the model ended. */
  readonly stopped: boolean;
  /** What the wrapper's class wrote to standard output, if it ran itself. */
  readonly printed?: string;
  /** Where it was last logged. */
  readonly logged?: LoggedRun;
}

const QUESTIONS = {
  columns: ["prompt", "expected"],
  rows: [
    ["What is the capital of Spain?", "Madrid"],
    ["What is the capital of France?", "Paris"],
    ["What is the capital of Italy?", "Rome"],
  ],
} as const satisfies Table;

/** A row of the table, in the form that the wrapper takes. */
function requestOf(inputs: InputForm): string {
  const text = inputs === "prompt" ? "<|user|>{{prompt}}<|end|><|assistant|>" : "{{prompt}}";
  return JSON.stringify(inputOf(inputs, text), null, 2);
}

/** Rows as long as the header, which has unique names. */
const tableSchema = pipe(
  object({
    columns: pipe(list(string()), maxLength(MOST_COLUMNS)),
    rows: pipe(list(list(string())), maxLength(MOST_ROWS)),
  }),
  check(({ columns }) => new Set(columns).size === columns.length),
  check(({ columns, rows }) => rows.every((row) => row.length === columns.length)),
);

export const evaluateKind: CellKind<EvaluateCell, EvaluateOutput> = {
  type: "evaluate",
  title: message`Evaluate`,
  hint: message`Ask a table of questions, and check the answers`,
  create: (_option, inputs) => ({
    table: QUESTIONS,
    request: requestOf(inputs),
    checks: [{ kind: "contains", expected: "{{expected}}" }],
    server: "",
    experiment: "Default",
    runName: "",
  }),
  stored: pipe(
    object({
      table: tableSchema,
      request: string(),
      checks: list(
        object({
          kind: picklist(CHECK_KINDS),
          expected: string(),
          ignoreCase: exactOptional(boolean()),
        }),
      ),
      runtime: optional(unknown()),
      seed: optional(unknown()),
      server: optional(string(), ""),
      experiment: optional(string(), "Default"),
      runName: optional(string(), ""),
    }),
    // An unknown runtime, from a later version of the page, falls back to automatic.
    transform(({ runtime, seed, ...cell }) => ({
      ...cell,
      ...(isRuntimeChoice(runtime) && { runtime }),
      ...(isInRange(seed, SEED_RANGE) && { seed }),
    })),
  ),
  texts: ({ table, request, checks, server, experiment, runName }) => [
    ...table.columns.map((text, at) => ({ field: `column ${at}`, text })),
    ...table.rows.flatMap((row, at) => row.map((text, column) => ({ field: `row ${at} ${column}`, text }))),
    { field: "request", text: request },
    ...checks.map(({ expected }, at) => ({ field: `check ${at}`, text: expected })),
    { field: "server", text: server },
    { field: "experiment", text: experiment },
    { field: "runName", text: runName },
  ],
  runs: "with others",
  needs: { cell: message`The evaluate cell`, above: ["model", "wrapper"] },
  // Where the results go does not change them.
  madeOf: ({ server: _server, experiment: _experiment, runName: _runName, ...cell }) => cell,
  wasStopped: ({ stopped }) => stopped,
};
