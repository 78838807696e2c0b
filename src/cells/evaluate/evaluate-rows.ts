/** Asks for one row after the other. */
import { AppError, isAbort, throwIfAborted, wordingOf } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import { type Check, checkNames } from "#evaluate/check.ts";
import type { Answered, EvaluatedRow, Verdict } from "#evaluate/evaluation.ts";
import { asInJsonString, filled } from "#evaluate/placeholders.ts";
import type { RuntimeInfo } from "#inference/inference-port.ts";
import type { OutputsAbove, RunContext } from "../cell-behaviour.ts";
import { needed } from "../output-above.ts";
import { askerOf } from "./ask-row.ts";
import type { EvaluateCell, EvaluateOutput } from "./evaluate-cell.ts";

type Context = Pick<
  RunContext,
  "inference" | "python" | "reader" | "events" | "onInput" | "onOutput" | "signal"
>;

/** Errors of a row's own: the next may do better. With any other the model is not there any more. */
const OF_THE_ROW: ReadonlySet<string> = new Set(["invalid-input", "prompt-too-long", "over-limit"]);

/** Characters of what a class writes meanwhile. */
const MOST_PRINTED = 100_000;

/**
 * Stop keeps the rows that are whole.
 * @throws AppError "invalid-input" where the request or a check names a column that is not there; what keeps the first row from
 * being asked, such as a model that cannot be loaded.
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
  // What names no column says so before the model is loaded.
  requestFor(cell, first);
  for (const { expected } of checks) filled(expected, table.columns, first);

  const rows: EvaluatedRow[] = [];
  const checker = new Checker(checks, context);
  const ask = askerOf(cell, above, context);
  let runtime: RuntimeInfo | null = null;
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
      rows.push(await checker.checked(table.columns, values, asked.answer, null));
    } catch (thrown) {
      if (isAbort(thrown) && rows.length > 0) break;
      const error = AppError.from(thrown);
      const isOfTheRow = OF_THE_ROW.has(error.code);
      if (isAbort(thrown) || (!isOfTheRow && rows.length === 0)) throw error;
      rows.push(await checker.checked(table.columns, values, null, error.wording));
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

class Checker {
  readonly #checks: readonly Check[];
  readonly #context: Context;
  /** Of checks that took too long once: each row would take as long. */
  readonly #givenUp = new Map<Check, Wording>();

  constructor(checks: readonly Check[], context: Context) {
    this.#checks = checks;
    this.#context = context;
  }

  /** A row without an answer passes nothing. @throws AppError "aborted" */
  async checked(
    columns: readonly string[],
    values: readonly string[],
    answer: Answered | null,
    error: Wording | null,
  ): Promise<EvaluatedRow> {
    const verdicts: Verdict[] = [];
    for (const check of this.#checks) {
      const expected = filled(check.expected, columns, values);
      const isEmpty = expected === "";
      verdicts.push(
        isEmpty ? null : answer !== null && (await this.#verdict({ ...check, expected }, check, answer.text)),
      );
    }
    return { values, answer, error, verdicts };
  }

  async #verdict(check: Check, of: Check, answer: string): Promise<Verdict> {
    const why = this.#givenUp.get(of);
    if (why !== undefined) return { problem: why };
    try {
      return await this.#context.reader.checkAnswer(check, answer, this.#context.signal);
    } catch (thrown) {
      if (isAbort(thrown)) throw thrown;
      const problem = wordingOf(thrown);
      if (AppError.from(thrown).code === "over-limit") this.#givenUp.set(of, problem);
      return { problem };
    }
  }
}
