/** A finished run as stored in an .ipynb or in this browser. Loaded when one is read. */
import {
  boolean,
  exactOptional,
  fallback,
  looseObject,
  nullable,
  number,
  object,
  safeParse,
  string,
  tuple,
} from "valibot";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { list } from "#base/schemas.ts";
import { behaviourOfType } from "#cells/behaviour-of.ts";
import type { JupyterJson } from "#cells/cell-base.ts";
import type { CellRun } from "#kernel/cell-run.ts";

/** The parts of a run that go into a file: no outputs of kinds that files do not hold. */
export function keptRun({ output, fingerprint, elapsedMs, stopped }: CellRun): JupyterJson | null {
  return behaviourOfType(output.type)?.isFiled ? { output, fingerprint, elapsedMs, stopped } : null;
}

const runSchema = object({
  output: looseObject({ type: string() }),
  fingerprint: object({
    own: string(),
    model: nullable(string()),
    wrapper: nullable(string()),
    names: exactOptional(list(tuple([string(), string()]))),
  }),
  elapsedMs: number(),
  stopped: fallback(boolean(), false),
  endedAtMs: exactOptional(number()),
});

/**
 * @param keeper a file holds runs of some kinds of cells, this browser those of all.
 * @throws AppError "invalid-document"
 */
export function parseRun(value: unknown, keeper: "file" | "browser"): CellRun {
  const run = safeParse(runSchema, value);
  const behaviour = run.success ? behaviourOfType(run.output.output.type) : undefined;
  if (!run.success || !behaviour?.kept || (keeper === "file" && !behaviour.isFiled)) throw damaged();
  const output = safeParse(behaviour.kept, run.output.output);
  if (!output.success) throw damaged();
  return { ...run.output, output: output.output };
}

function damaged(): AppError {
  return new AppError(
    "invalid-document",
    message`A kept output of this notebook is damaged; run its cell again.`,
  );
}
