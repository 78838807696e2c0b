/** What keeps runs from beginning: a field that shows what would not be run. */
import type { CellId, Notebook } from "#notebook/cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";
import type { RunHold } from "./run-hold-slice.ts";

export class RunHolds {
  readonly #holds = new Set<RunHold>();

  readonly hold = (hold: RunHold): (() => void) => {
    this.#holds.add(hold);
    return () => void this.#holds.delete(hold);
  };

  /**
   * Whether a run may begin; where it may not, the person is told.
   * @param id of the cell to be run, with those that it needs; null for all.
   */
  allow(notebook: Notebook, id: CellId | null): boolean {
    const upstream = id === null ? null : Object.values(upstreamOf(notebook, id));
    const hold = [...this.#holds].find(
      ({ cellId }) => upstream === null || cellId === id || upstream.includes(cellId),
    );
    hold?.explain();
    return hold === undefined;
  }
}
