/** The outcome of "Run all" and "Run stale". */
import type { CellId } from "#notebook/cell.ts";
import type { CellOutput } from "#cells/cell.ts";
import { type CellState, isBusy, waitsForConsent } from "#kernel/cell-state.ts";
import type { AppStoreState } from "./app-state.ts";

export interface RunOutcome {
  readonly ran: readonly CellId[];
  readonly failed: readonly CellId[];
  /** How many started and were stopped. */
  readonly stopped: number;
  /** How many did not run: Stop emptied the queue, code above them failed, or they wait for the person's consent. */
  readonly notRun: number;
}

type States = ReadonlyMap<CellId, CellState>;

interface Store {
  readonly getState: () => AppStoreState;
  readonly subscribe: (listener: (now: AppStoreState, before: AppStoreState) => void) => () => void;
}

/**
 * Reports the outcome of each "Run all" and "Run stale" when it ends.
 * @returns a function that ends this.
 */
export function onRunOutcome(store: Store, tell: (outcome: RunOutcome) => void): () => void {
  // Each cell's output at the start: only a new one shows that the cell ran to its end.
  const outputs = new Map<CellId, CellOutput | null>();
  return store.subscribe((now, before) => {
    if (now.runTogether !== before.runTogether) {
      if (before.runTogether) tell(outcomeOf(before.runTogether, outputs, now.cellStates));
      outputs.clear();
    }
    for (const id of now.runTogether ?? []) {
      const state = now.cellStates.get(id);
      if (state?.status === "running" && !outputs.has(id)) outputs.set(id, state.output);
    }
  });
}

function outcomeOf(
  ids: readonly CellId[],
  before: ReadonlyMap<CellId, CellOutput | null>,
  states: States,
): RunOutcome {
  const began = ids.filter((id) => before.has(id));
  const ended = began.filter((id) => states.get(id)?.status === "failed");
  const failed = ended.filter((id) => !waitsForConsent(states.get(id)));
  const ran = began.filter((id) => {
    const state = states.get(id);
    if (state?.status === "done" && state.stopped) return false;
    // An edit during the run made it stale on arrival.
    const hasOutput = state?.status === "done" || state?.status === "stale";
    return hasOutput && state.output !== before.get(id);
  });
  const waiting = ended.length - failed.length;
  const stopped = began.length - ended.length - ran.length;
  return { ran, failed, stopped, notRun: ids.length - began.length + waiting };
}

/** The position, from 1, of the running cell among them. */
export function placeOfRunning(ids: readonly CellId[], states: States): number {
  const ended = ids.filter((id) => {
    const state = states.get(id);
    return state === undefined || !isBusy(state);
  });
  return Math.min(ended.length + 1, ids.length);
}
