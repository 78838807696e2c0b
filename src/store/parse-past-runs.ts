/** Loaded when a document with earlier answers is read: the kinds of cells are no part of the shell. */
import { number, object, safeParse } from "valibot";
import { list } from "#base/schemas.ts";
import { inferenceBehaviour } from "#cells/inference/inference-behaviour.ts";
import type { PastRun } from "./run-history.ts";

const schema = list(object({ place: number(), output: inferenceBehaviour.kept }));

/** @returns none where they cannot be read: they are no part of the document. */
export function parsePastRuns(kept: unknown): readonly PastRun[] {
  const runs = safeParse(schema, kept);
  return runs.success ? runs.output : [];
}
