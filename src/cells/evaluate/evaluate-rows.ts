/** Asks for one row after the other. */
import { AppError, isAbort, throwIfAborted, wordingOf } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import { type Check, checkNames } from "#evaluate/check.ts";
import type { Answered, EvaluatedRow, Verdict } from "#evaluate/evaluation.ts";
import { asInJsonString, filled } from "#evaluate/placeholders.ts";
import type { InferenceOutput, RuntimeInfo } from "#inference/inference-port.ts";
import { inferenceRequest } from "../inference/inference-request.ts";
import { runsItself } from "#wrapper/wrapper.ts";
import type { OutputsAbove, RunContext } from "../cell-behaviour.ts";
import { needed } from "../output-above.ts";
import type { EvaluateCell, EvaluateOutput } from "./evaluate-cell.ts";

type Context = Pick<RunContext, "inference" | "reader" | "events" | "onOutput" | "signal">;

/** Errors of a row's own: the next may do better. With any other the model is not there any more. */
const OF_THE_ROW: ReadonlySet<string> = new Set(["invalid-input", "prompt-too-long", "over-limit"]);

/**
 * Stop keeps the rows that are whole.
 * @throws AppError "unsupported" where the wrapper's class runs itself; "invalid-input" where the request or a check names a
 * column that is not there; what keeps the first row from being asked, such as a model that cannot be loaded.
 */
export async function evaluateRows(
  cell: EvaluateCell,
  above: OutputsAbove,
  context: Context,
): Promise<EvaluateOutput> {
  const { table, checks } = cell;
  const { wrapper } = needed(above.wrapper, cell.id);
  if (runsItself(wrapper)) {
    throw new AppError(
      "unsupported",
      message`The wrapper's class was edited, and an evaluation asks the generated class only. Ask the edited class in an inference cell, or press Discard edits in the wrapper cell.`,
    );
  }
  const [first] = table.rows;
  if (first === undefined)
    throw new AppError("invalid-input", message`The table has no row. Add one, or import a table.`);
  // What names no column says so before the model is loaded.
  requestFor(cell, first);
  for (const { expected } of checks) filled(expected, table.columns, first);

  const rows: EvaluatedRow[] = [];
  const checker = new Checker(checks, context);
  let runtime: RuntimeInfo | null = null;
  const output = (stopped: boolean): EvaluateOutput => ({
    type: "evaluate",
    option: wrapper.option,
    evaluation: { columns: table.columns, checks: checkNames(checks), rows: [...rows] },
    rowCount: table.rows.length,
    runtime,
    stopped,
  });

  for (const [at, values] of table.rows.entries()) {
    context.events.onProgress({ label: message`Row ${at + 1} of ${table.rows.length}` });
    try {
      const asked = await ask(cell, values, above, context);
      if (asked.stopped) break;
      runtime = asked.runtime;
      rows.push(await checker.checked(table.columns, values, answerOf(asked), null));
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

async function ask(
  cell: EvaluateCell,
  values: readonly string[],
  above: OutputsAbove,
  { inference, events, signal }: Context,
): Promise<InferenceOutput> {
  throwIfAborted(signal);
  const { request } = inferenceRequest(
    needed(above.model, cell.id),
    needed(above.wrapper, cell.id).wrapper,
    cell.runtime ?? "automatic",
    requestFor(cell, values),
    { seed: cell.seed },
  );
  return inference.predict(request, { ...events, onTextDelta: () => undefined }, signal);
}

function answerOf(output: InferenceOutput): Answered {
  const { promptTokens, generatedTokens, totalMs, timeToFirstTokenMs, tokensPerSecond } = output.metrics;
  const completion = output.option === "transformers" ? output.response[0] : undefined;
  return {
    text: output.option === "pyfunc" ? output.response : (completion?.choices[0]?.message.content ?? ""),
    promptTokens: completion?.usage.prompt_tokens ?? promptTokens,
    completionTokens: completion?.usage.completion_tokens ?? generatedTokens,
    timeMs: totalMs,
    timeToFirstTokenMs,
    tokensPerSecond,
  };
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
