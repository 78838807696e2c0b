import type { AppErrorJson } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import type { Progress } from "#base/progress.ts";
import type { CellOutput } from "#cells/cell.ts";
import type { InputRequest } from "#python/python-session.ts";

/**
 * A cell's run state. Every state but `idle` may keep the output of an earlier run, so that nothing is lost from sight.
 */
export type CellState =
  | { readonly status: "idle" }
  | { readonly status: "stale"; readonly because: Wording; readonly output: CellOutput | null }
  /** A reload, a crash or the closing of the tab ended its run. */
  | { readonly status: "interrupted"; readonly output: CellOutput | null }
  | { readonly status: "queued"; readonly output: CellOutput | null }
  | {
      readonly status: "running";
      readonly startedAtMs: number;
      readonly progress: Progress | null;
      /** Text generated so far, for an inference cell. */
      readonly partial: { readonly text: string; readonly tokenCount: number } | null;
      /** What it waits for a person to answer. */
      readonly input: InputRequest | null;
      /** What it has given by now; until then what an earlier run gave stays in sight. */
      readonly output: CellOutput | null;
    }
  | {
      readonly status: "done";
      readonly output: CellOutput;
      readonly elapsedMs: number;
      readonly stopped: boolean;
    }
  | {
      readonly status: "failed";
      readonly error: AppErrorJson;
      readonly output: CellOutput | null;
      /** Text that had been generated when it failed. */
      readonly partial: string | null;
    };

/** Whether it runs or is about to. */
export function isBusy(state: CellState): boolean {
  return state.status === "running" || state.status === "queued";
}

/** Whether it would run Python of an opened model, and the person has not agreed. */
export function waitsForConsent(state: CellState | undefined): boolean {
  return state?.status === "failed" && state.error.code === "needs-consent";
}
