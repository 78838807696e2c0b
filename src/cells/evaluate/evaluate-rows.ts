/** Asks for one row after the other. */
import { AppError, isAbort, throwIfAborted } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { checkNames } from "#evaluate/check.ts";
import type { EvaluatedRow } from "#evaluate/evaluation.ts";
import { asInJsonString, filled } from "#evaluate/placeholders.ts";
import type { RuntimeFacts } from "#inference/inference-port.ts";
import type { OutputsAbove, RunContext } from "../cell-behaviour.ts";
import { needed } from "../output-above.ts";
import { askerOf } from "./ask-row.ts";
import { Checker } from "./checker.ts";
import type { EvaluateCell, EvaluateOutput } from "./evaluate-cell.ts";

type Context = Pick<
  RunContext,
  "inference" | "python" | "reader" | "events" | "onInput" | "onOutput" | "signal"
>;

/** Errors of a single row: the next may succeed. After any other error the model is gone. */
const OF_THE_ROW: ReadonlySet<string> = new Set(["invalid-input", "prompt-too-long", "over-limit"]);

/** The most characters of a class's output. */
const MOST_PRINTED = 100_000;

/**
 * Stop keeps the finished rows.
 * @throws AppError "invalid-input" if the request or a check names a column that does not exist; errors that keep the first row from
 * being asked, such as a model that cannot be loaded, or a check that is not valid Python.
 */
export async function evaluateRows(
  cell: EvaluateCell,
  above: OutputsAbove,
  context: Context,
): Promise<EvaluateOutput> {
  const { table, checks } = cell;
  const { wrapper } = needed(above.wrapper, cell.id);
  const [first] = table.rows;
  if (first === undefined)
    throw new AppError("invalid-input", message`The table has no row. Add one, or import a table.`);
  // An unknown column is reported before the model is loaded.
  requestFor(cell, first);
  for (const { kind, expected } of checks) if (kind !== "python") filled(expected, table.columns, first);

  const rows: EvaluatedRow[] = [];
  const checker = new Checker(checks, table.columns, context);
  const ask = askerOf(cell, above, context);
  let runtime: RuntimeFacts | null = null;
  let printed = "";
  const output = (stopped: boolean): EvaluateOutput => ({
    type: "evaluate",
    option: wrapper.option,
    evaluation: { columns: table.columns, checks: checkNames(checks), rows: [...rows] },
    rowCount: table.rows.length,
    runtime,
    stopped,
    ...(printed !== "" && { printed }),
  });

  for (const [at, values] of table.rows.entries()) {
    context.events.onProgress({ label: message`Row ${at + 1} of ${table.rows.length}` });
    try {
      const asked = await ask(requestFor(cell, values));
      runtime = asked.runtime;
      printed = (printed + asked.printed).slice(0, MOST_PRINTED);
      rows.push(await checker.checked(values, asked.answer, null));
    } catch (thrown) {
      if (isAbort(thrown) && rows.length > 0) break;
      const error = AppError.from(thrown);
      const isOfTheRow = OF_THE_ROW.has(error.code);
      if (isAbort(thrown) || (!isOfTheRow && rows.length === 0)) throw error;
      rows.push(await checker.checked(values, null, error.wording));
      if (!isOfTheRow) break;
    }
    context.onOutput(output(true));
  }
  if (rows.length === 0) throwIfAborted(context.signal);
  return output(rows.length < table.rows.length);
}

function requestFor({ request, table }: EvaluateCell, values: readonly string[]): string {
  return filled(request, table.columns, values, asInJsonString);
}
