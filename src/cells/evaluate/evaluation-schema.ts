/** An evaluation as stored with its document. */
import {
  boolean,
  check,
  exactOptional,
  type GenericSchema,
  literal,
  nullable,
  number,
  object,
  picklist,
  pipe,
  string,
  union,
} from "valibot";
import { list, wordingSchema } from "#base/schemas.ts";
import type { Answered, EvaluatedRow, Evaluation, Verdict } from "#evaluate/evaluation.ts";
import { loggedRunSchema } from "../register/publication-schema.ts";
import { runtimeSchema } from "../inference/answer-schema.ts";
import type { EvaluateOutput } from "./evaluate-cell.ts";

const answeredSchema: GenericSchema<unknown, Answered> = object({
  text: string(),
  promptTokens: number(),
  completionTokens: number(),
  timeMs: number(),
  timeToFirstTokenMs: number(),
  tokensPerSecond: nullable(number()),
});

const verdictSchema: GenericSchema<unknown, Verdict> = nullable(
  union([boolean(), object({ problem: wordingSchema })]),
);

const rowSchema: GenericSchema<unknown, EvaluatedRow> = object({
  values: list(string()),
  answer: nullable(answeredSchema),
  error: nullable(wordingSchema),
  verdicts: list(verdictSchema),
});

const evaluationSchema: GenericSchema<unknown, Evaluation> = pipe(
  object({ columns: list(string()), checks: list(string()), rows: list(rowSchema) }),
  check(({ columns, checks, rows }) =>
    rows.every((row) => row.values.length === columns.length && row.verdicts.length === checks.length),
  ),
);

export const evaluateOutputSchema: GenericSchema<unknown, EvaluateOutput> = object({
  type: literal("evaluate"),
  option: picklist(["transformers", "pyfunc"]),
  evaluation: evaluationSchema,
  rowCount: number(),
  runtime: nullable(runtimeSchema),
  stopped: boolean(),
  printed: exactOptional(string()),
  logged: exactOptional(loggedRunSchema),
});
