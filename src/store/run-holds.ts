/** Reasons that keep runs from starting, such as a field whose text would not be used. */
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
   * Whether a run may start. If not, the person is told why.
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
