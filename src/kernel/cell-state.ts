import { shallow } from "zustand/vanilla/shallow";
import type { AppErrorJson } from "#base/errors.ts";
import { english, type Wording } from "#base/message.ts";
import type { Progress } from "#base/progress.ts";
import type { CellOutput } from "#cells/cell.ts";
import type { CellId } from "#notebook/cell.ts";
import type { InputRequest } from "#python/python-session.ts";

/** What an inference has generated so far. */
export interface StreamedAnswer {
  readonly text: string;
  readonly tokenCount: number;
}

/** A cell's run state. Every state but `idle` can keep the output of an earlier run, so that it stays visible. */
export type CellState =
  | { readonly status: "idle" }
  | { readonly status: "stale"; readonly because: Wording; readonly output: CellOutput | null }
  /** Its run ended because the tab was reloaded, closed or crashed. */
  | { readonly status: "interrupted"; readonly output: CellOutput | null }
  | { readonly status: "queued"; readonly output: CellOutput | null }
  | {
      readonly status: "running";
      readonly startedAtMs: number;
      readonly progress: Progress | null;
      /** For an inference cell. */
      readonly partial: StreamedAnswer | null;
      /** The question that it waits for a person to answer. */
      readonly input: InputRequest | null;
      /** The output so far. Until there is some, the output of an earlier run stays visible. */
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
      /** Text generated before it failed. */
      readonly partial: string | null;
    };

/** Whether it is running or waiting to run. */
export function isBusy(state: CellState): boolean {
  return state.status === "running" || state.status === "queued";
}

/** Whether it would run Python of an opened model, and the person has not agreed. */
export function waitsForConsent(state: CellState | undefined): boolean {
  return state?.status === "failed" && state.error.code === "needs-consent";
}

/** `now` with the objects of `before` wherever a state is the same, and `before` itself if all are. */
export function withSameStates(
  before: ReadonlyMap<CellId, CellState>,
  now: ReadonlyMap<CellId, CellState>,
): ReadonlyMap<CellId, CellState> {
  const next = new Map(
    [...now].map(([id, state]): [CellId, CellState] => {
      const known = before.get(id);
      return [id, known && isSame(known, state) ? known : state];
    }),
  );
  return shallow(before, next) ? before : next;
}

function isSame(a: CellState, b: CellState): boolean {
  // Each emit words the reason anew.
  if (a.status === "stale" && b.status === "stale")
    return a.output === b.output && english(a.because) === english(b.because);
  return shallow(a, b);
}
