import { message, within } from "#base/message.ts";
import { boolean, record, type StoredJson, string, strings } from "#base/stored-fields.ts";
import type { MessageValue } from "#base/message.ts";
import { unreadableNotebook } from "#base/unreadable-notebook.ts";
import { type Check, CHECK_KINDS } from "#evaluate/check.ts";
import type { Evaluation } from "#evaluate/evaluation.ts";
import { requireSize, type Table } from "#evaluate/table.ts";
import type { RuntimeInfo } from "#inference/inference-port.ts";
import { isRuntimeChoice, type RuntimeChoice } from "#inference/runtimes.ts";
import { isInRange, SEED_RANGE } from "#pipeline/sampling-ranges.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import type { CellBase } from "../cell-base.ts";
import type { CellKind } from "../cell-kind.ts";

/** Asks the model for each row of a table, and holds the answers against what is expected. */
export interface EvaluateCell extends CellBase {
  readonly type: "evaluate";
  readonly table: Table;
  /** What is asked for a row: JSON as `predict` takes it, as typed; `{{column}}` stands for the row's text in that column. */
  readonly request: string;
  readonly checks: readonly Check[];
  /** "automatic" where it is absent. */
  readonly runtime?: RuntimeChoice;
  /** Option 1: of each row's draws, where the model samples. */
  readonly seed?: number;
}

export interface EvaluateOutput {
  readonly type: "evaluate";
  readonly option: WrapperOption;
  readonly evaluation: Evaluation;
  /** Of the table, when it was run. */
  readonly rowCount: number;
  /** null while no row is answered. */
  readonly runtime: RuntimeInfo | null;
  /** Whether rows were left out: by Stop, or because the model ended. */
  readonly stopped: boolean;
}

const QUESTIONS = {
  columns: ["prompt", "expected"],
  rows: [
    ["What is the capital of Spain?", "Madrid"],
    ["What is the capital of France?", "Paris"],
    ["What is the capital of Italy?", "Rome"],
  ],
} as const satisfies Table;

const REQUESTS: Readonly<Record<WrapperOption, object>> = {
  transformers: { messages: [{ role: "user", content: "{{prompt}}" }] },
  pyfunc: { prompt: "<|user|>{{prompt}}<|end|><|assistant|>" },
};

export const evaluateKind: CellKind<EvaluateCell, EvaluateOutput> = {
  type: "evaluate",
  title: message`Evaluate`,
  hint: message`Ask a table of questions, and check the answers`,
  create: (option) => ({
    table: QUESTIONS,
    request: JSON.stringify(REQUESTS[option], null, 2),
    checks: [{ kind: "contains", expected: "{{expected}}" }],
  }),
  parse(json, where) {
    const { runtime, seed } = json;
    return {
      table: parseTable(record(json["table"], within(where, "table")), within(where, "table")),
      request: string(json, "request", where),
      checks: parseChecks(json["checks"], within(where, "checks")),
      ...(isRuntimeChoice(runtime) && { runtime }),
      ...(isInRange(seed, SEED_RANGE) && { seed }),
    };
  },
  texts: ({ table, request, checks }) => [
    ...table.columns.map((text, at) => ({ field: `column ${at}`, text })),
    ...table.rows.flatMap((row, at) => row.map((text, column) => ({ field: `row ${at} ${column}`, text }))),
    { field: "request", text: request },
    ...checks.map(({ expected }, at) => ({ field: `check ${at}`, text: expected })),
  ],
  runs: "with others",
  needs: { cell: message`The evaluate cell`, above: ["model", "wrapper"] },
  wasStopped: ({ stopped }) => stopped,
};

function parseTable(json: StoredJson, where: MessageValue): Table {
  const columns = strings(json["columns"], within(where, "columns"));
  if (new Set(columns).size !== columns.length)
    throw unreadableNotebook(message`names that differ`, columns.join(", "), within(where, "columns"));
  const { rows } = json;
  if (!Array.isArray(rows)) throw unreadableNotebook(message`a list`, typeof rows, within(where, "rows"));
  const table = {
    columns,
    rows: rows.map((row: unknown, at) => {
      const texts = strings(row, within(where, message`row ${at + 1}`));
      if (texts.length === columns.length) return texts;
      throw unreadableNotebook(
        message`${columns.length} texts`,
        String(texts.length),
        within(where, message`row ${at + 1}`),
      );
    }),
  };
  requireSize(table);
  return table;
}

function parseChecks(json: unknown, where: MessageValue): Check[] {
  if (!Array.isArray(json)) throw unreadableNotebook(message`a list`, typeof json, where);
  return json.map((each: unknown, at) => {
    const place = within(where, message`check ${at + 1}`);
    const check = record(each, place);
    const kind = CHECK_KINDS.find((known) => known === check["kind"]);
    if (kind === undefined)
      throw unreadableNotebook(message`a kind of check`, String(check["kind"]), within(place, "kind"));
    return {
      kind,
      expected: string(check, "expected", place),
      ...(check["ignoreCase"] !== undefined && { ignoreCase: boolean(check, "ignoreCase", place) }),
    };
  });
}
