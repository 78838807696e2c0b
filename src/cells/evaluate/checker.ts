/** Checks answers against what is expected: texts in the reader worker, Python in the notebook's session. */
import { boolean, nullable, object, string, union } from "valibot";
import { AppError, isAbort, throwIfAborted, wordingOf } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import { parseJson } from "#base/parse-json.ts";
import { readStored } from "#base/read-stored.ts";
import { type Check, checkNames, type TextCheck } from "#evaluate/check.ts";
import type { Answered, EvaluatedRow, Verdict } from "#evaluate/evaluation.ts";
import { filled } from "#evaluate/placeholders.ts";
import type { RunContext } from "../cell-behaviour.ts";
import { errorOf } from "../error-of-outputs.ts";
import { CHECK_IMPORTS, pythonCheck } from "./python-check.ts";

type Context = Pick<RunContext, "reader" | "python" | "events" | "onInput" | "signal">;

/** null: the row has no expected value. */
type Judge = (values: readonly string[], answer: string | null) => Promise<Verdict>;

export class Checker {
  readonly #judges: readonly Judge[];
  readonly #columns: readonly string[];
  readonly #context: Context;

  /** @throws AppError "invalid-input" for a check that is not valid Python. */
  constructor(checks: readonly Check[], columns: readonly string[], context: Context) {
    this.#columns = columns;
    this.#context = context;
    const names = checkNames(checks);
    this.#judges = checks.map((check, at) =>
      isOfText(check) ? this.#ofText(check) : this.#ofPython(check, names[at] ?? check.kind),
    );
  }

  /** A row without an answer passes no check. @throws AppError "aborted" */
  async checked(
    values: readonly string[],
    answer: Answered | null,
    error: Wording | null,
  ): Promise<EvaluatedRow> {
    const verdicts: Verdict[] = [];
    for (const judge of this.#judges) verdicts.push(await judge(values, answer?.text ?? null));
    return { values, answer, error, verdicts };
  }

  #ofText(check: TextCheck): Judge {
    // A check that once took too long is skipped: each row would take as long.
    let givenUp: Wording | null = null;
    return async (values, answer) => {
      const expected = filled(check.expected, this.#columns, values);
      if (expected === "") return null;
      if (answer === null) return false;
      if (givenUp !== null) return { problem: givenUp };
      try {
        return await this.#context.reader.checkAnswer({ ...check, expected }, answer, this.#context.signal);
      } catch (thrown) {
        if (isAbort(thrown)) throw thrown;
        const problem = wordingOf(thrown);
        if (AppError.from(thrown).code === "over-limit") givenUp = problem;
        return { problem };
      }
    };
  }

  #ofPython({ expected }: Check, name: string): Judge {
    if (expected.trim() === "") return () => Promise.resolve(null);
    const code = `${CHECK_IMPORTS}\n${pythonCheck(name, expected)}`;
    return async (values, answer) => {
      if (answer === null) return false;
      const row = this.#columns.map((column, at) => [column, values[at] ?? ""] as const);
      return this.#judgedByPython({ name, code, answer, row });
    };
  }

  async #judgedByPython(question: object): Promise<Verdict> {
    const { python, events, onInput, signal } = this.#context;
    const session = await python();
    const { json, outputs } = await session.ask(
      { name: "check", opened: null, argument: () => Promise.resolve(question) },
      { onProgress: (progress) => events.onProgress(progress), onTextDelta: () => undefined, onInput },
      signal,
    );
    throwIfAborted(signal);
    if (json === null) return { problem: errorOf(outputs) };
    const judged = readStored(judgedSchema, parseJson(json), "Python");
    return "problem" in judged ? judged : judged.verdict;
  }
}

/** From phi3_session/wrappers.py. */
const judgedSchema = union([object({ problem: string() }), object({ verdict: nullable(boolean()) })]);

function isOfText(check: Check): check is TextCheck {
  return check.kind !== "python";
}
