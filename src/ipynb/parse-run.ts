/** A finished run inside a .ipynb: plain data, read as strictly as a stranger's file deserves. */
import { behaviourOfType } from "#cells/behaviour-of.ts";
import type { JupyterJson } from "#cells/cell-base.ts";
import { damagedOutput, number, record, text } from "#cells/kept-fields.ts";
import type { Fingerprint } from "#kernel/fingerprint.ts";
import type { CellRun } from "#kernel/kernel.ts";

/** What of a run goes into a file: what its kind can read again. */
export function keptRun({ output, fingerprint, elapsedMs, stopped }: CellRun): JupyterJson | null {
  const isRead = behaviourOfType(output.type)?.parseOutput !== undefined;
  return isRead ? { output, fingerprint, elapsedMs, stopped } : null;
}

/**
 * Of a file, which holds runs of kinds that can be read again.
 * @throws AppError "invalid-document"
 */
export function parseRun(value: unknown): CellRun {
  const output = record(record(value)["output"]);
  const parseOutput = behaviourOfType(text(output["type"]))?.parseOutput;
  if (!parseOutput) throw damagedOutput();
  return runWith(record(value), parseOutput(output));
}

/**
 * Of this browser's storage, which holds those of all kinds. What no file holds has the form in which this page made it.
 * @throws AppError "invalid-document"
 */
export function parseStoredRun(value: unknown): CellRun {
  const run = record(value);
  const output = record(run["output"]);
  const behaviour = behaviourOfType(text(output["type"]));
  if (!behaviour) throw damagedOutput();
  return runWith(run, behaviour.parseOutput?.(output) ?? (output as unknown as CellRun["output"]));
}

function runWith(run: JupyterJson, output: CellRun["output"]): CellRun {
  return {
    output,
    fingerprint: parseFingerprint(record(run["fingerprint"])),
    elapsedMs: number(run["elapsedMs"]),
    stopped: run["stopped"] === true,
  };
}

function parseFingerprint(fingerprint: JupyterJson): Fingerprint {
  const textOrNull = (value: unknown) => (value === null ? null : text(value));
  return {
    own: text(fingerprint["own"]),
    model: textOrNull(fingerprint["model"]),
    wrapper: textOrNull(fingerprint["wrapper"]),
  };
}
