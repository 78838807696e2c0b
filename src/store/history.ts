/** Undo and redo over immutable values. */
export interface History<T> {
  readonly past: readonly T[];
  readonly future: readonly T[];
}

/** Number of steps kept; a notebook is small, and steps share its cells. */
const MOST_STEPS = 200;

export const EMPTY_HISTORY: History<never> = { past: [], future: [] };

export function record<T>(history: History<T>, before: T): History<T> {
  return { past: [...history.past, before].slice(-MOST_STEPS), future: [] };
}

/** @returns null where there is nothing to undo. */
export function stepBack<T>(history: History<T>, now: T): { history: History<T>; value: T } | null {
  const value = history.past.at(-1);
  if (value === undefined) return null;
  return { history: { past: history.past.slice(0, -1), future: [now, ...history.future] }, value };
}

/** @returns null where there is nothing to redo. */
export function stepForward<T>(history: History<T>, now: T): { history: History<T>; value: T } | null {
  const value = history.future[0];
  if (value === undefined) return null;
  return { history: { past: [...history.past, now], future: history.future.slice(1) }, value };
}
