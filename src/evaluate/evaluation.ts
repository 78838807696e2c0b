/** The results of an evaluation, row by row. */
import type { Wording } from "#base/message.ts";

/** null: the row has no expected value. */
export type Verdict = boolean | null | { readonly problem: Wording };

export interface Answered {
  readonly text: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** From the request to the whole answer, with the model loaded. */
  readonly timeMs: number;
  readonly timeToFirstTokenMs: number;
  /** null below two tokens. */
  readonly tokensPerSecond: number | null;
}

export interface EvaluatedRow {
  /** The row's texts in the table. */
  readonly values: readonly string[];
  readonly answer: Answered | null;
  /** Why there is no answer. */
  readonly error: Wording | null;
  /** One for each check. */
  readonly verdicts: readonly Verdict[];
}

export interface Evaluation {
  readonly columns: readonly string[];
  /** The names of the checks, in their order. */
  readonly checks: readonly string[];
  /** Those that were asked. */
  readonly rows: readonly EvaluatedRow[];
}

/** Whether the answer passed. A check that could not be made counts as not passed. null: there is nothing to check. */
export function passed(verdict: Verdict | undefined): boolean | null {
  return verdict === undefined || verdict === null ? null : verdict === true;
}

/** Whether the row has an answer that passed all its checks. */
export function passedAll({ answer, verdicts }: EvaluatedRow): boolean {
  return answer !== null && verdicts.every((verdict) => passed(verdict) !== false);
}
