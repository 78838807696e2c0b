/** Wakes what shows a cell when that cell changes: a thousand cells that each look at every change cost more than a key may. */
import type { CellId } from "#notebook/cell.ts";
import type { AppState } from "#store/app-state.ts";
import type { AppStore } from "#store/app-store.ts";

type Seen = Pick<AppState, "notebook" | "cellStates" | "selected" | "anchor" | "editing">;

/**
 * The cells of which something is different: content, run state, or whether they are selected or edited.
 * @returns null: any may be, since cells came, went, moved, or are selected together.
 */
export function changedCells(before: Seen, now: Seen): ReadonlySet<CellId> | null {
  const changed = new Set<CellId>();
  if (now.notebook !== before.notebook) {
    const [old, cells] = [before.notebook?.cells ?? [], now.notebook?.cells ?? []];
    if (old.length !== cells.length) return null;
    for (const [at, cell] of cells.entries()) {
      if (cell === old[at]) continue;
      if (cell.id !== old[at]?.id) return null;
      changed.add(cell.id);
    }
  }
  if (now.cellStates !== before.cellStates) {
    for (const id of [...before.cellStates.keys(), ...now.cellStates.keys()])
      if (before.cellStates.get(id) !== now.cellStates.get(id)) changed.add(id);
  }
  if (now.selected !== before.selected || now.anchor !== before.anchor) {
    // The first cell takes the focus where none is selected.
    const isOneEach = [before, now].every(({ selected, anchor }) => selected !== null && anchor === null);
    if (!isOneEach) return null;
  }
  for (const key of ["selected", "editing"] as const) {
    if (now[key] === before[key]) continue;
    for (const id of [before[key], now[key]]) if (id !== null) changed.add(id);
  }
  return changed;
}

class CellChanges {
  readonly #wakers = new Map<CellId, Set<() => void>>();

  constructor(store: AppStore) {
    store.subscribe((now, before) => {
      for (const id of changedCells(before, now) ?? [...this.#wakers.keys()]) this.#wake(id);
    });
  }

  watch(id: CellId, wake: () => void): () => void {
    const wakers = this.#wakers.get(id) ?? new Set();
    this.#wakers.set(id, wakers);
    wakers.add(wake);
    return () => {
      wakers.delete(wake);
      if (wakers.size === 0 && this.#wakers.get(id) === wakers) this.#wakers.delete(id);
    };
  }

  #wake(id: CellId): void {
    for (const wake of this.#wakers.get(id) ?? []) wake();
  }
}

const changes = new WeakMap<AppStore, CellChanges>();

/** @returns a function that ends it. */
export function watchCell(store: AppStore, id: CellId, wake: () => void): () => void {
  const known = changes.get(store) ?? new CellChanges(store);
  changes.set(store, known);
  return known.watch(id, wake);
}
