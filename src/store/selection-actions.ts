/** Several cells selected at once, and what is done to all of them. */
import type { Cell, CellId, Notebook } from "#notebook/cell.ts";
import { withCollapsed } from "#notebook/collapse.ts";
import { changeType, deleteCells, insertCells, isTextual, mergeCells, moveCells } from "#notebook/edits.ts";
import type { AppState } from "./app-state.ts";

type Selection = Pick<AppState, "notebook" | "selected" | "anchor">;

/** Functions, not methods. All edits are undoable, each in one step. */
export interface SelectionActions {
  /** Takes the next cell in that direction into the selection, or the last one out of it. */
  readonly extendSelection: (step: 1 | -1) => void;
  /** Selects everything from the selected cell to this one. */
  readonly selectTo: (id: CellId) => void;
  readonly selectAll: () => void;
  /** Leaves one cell selected. */
  readonly collapseSelection: () => void;
  readonly copyCells: () => void;
  readonly cutCells: () => void;
  readonly pasteCells: (where: "above" | "below") => void;
  readonly deleteSelected: () => readonly Cell[];
  readonly moveSelected: (direction: "up" | "down") => void;
  /** One cell alone is merged with the one below. @returns whether that could be done. */
  readonly mergeSelected: () => boolean;
  /** Collapses cells, or opens them. */
  readonly setCollapsed: (ids: readonly CellId[], collapsed: boolean) => void;
  /** @returns whether there was a cell of the other type. */
  readonly changeSelectedType: (type: "markdown" | "code") => boolean;
}

/** The selected cells, in the document's order. */
export function selectedCells({ notebook, selected, anchor }: Selection): readonly Cell[] {
  const cells = notebook?.cells ?? [];
  const at = cells.findIndex((cell) => cell.id === selected);
  const end = anchor === null ? at : cells.findIndex((cell) => cell.id === anchor);
  if (at < 0 || end < 0) return at < 0 ? [] : cells.slice(at, at + 1);
  return cells.slice(Math.min(at, end), Math.max(at, end) + 1);
}

interface SelectionActionsOptions {
  readonly now: () => AppState;
  readonly change: (part: Partial<Pick<AppState, "selected" | "anchor" | "clipboard">>) => void;
  readonly edit: (next: Notebook) => void;
  readonly newId: () => CellId;
  readonly stopCell: (id: CellId) => void;
}

export function createSelectionActions(options: SelectionActionsOptions): SelectionActions {
  const { now, change, edit, newId, stopCell } = options;
  const cells = () => now().notebook?.cells ?? [];
  const selectedIds = () => selectedCells(now()).map((cell) => cell.id);

  function editNotebook(next: (notebook: Notebook) => Notebook): boolean {
    const { notebook } = now();
    if (!notebook) return false;
    const edited = next(notebook);
    edit(edited);
    return edited !== notebook;
  }

  function selectTo(id: CellId): void {
    const { selected, anchor } = now();
    change({ selected: id, anchor: anchor ?? selected });
  }

  function deleteSelected(): readonly Cell[] {
    const gone = selectedCells(now());
    const at = cells().findIndex((cell) => cell.id === gone[0]?.id);
    for (const { id } of gone) stopCell(id);
    editNotebook((notebook) =>
      deleteCells(
        notebook,
        gone.map(({ id }) => id),
      ),
    );
    const left = cells();
    change({ selected: left[Math.min(at, left.length - 1)]?.id ?? null, anchor: null });
    return gone;
  }

  const copyCells = () => change({ clipboard: selectedCells(now()) });

  return {
    selectTo,
    copyCells,
    deleteSelected,

    extendSelection(step) {
      const at = cells().findIndex((cell) => cell.id === now().selected);
      const next = cells()[at + step];
      if (next) selectTo(next.id);
    },

    selectAll: () => change({ anchor: cells()[0]?.id ?? null, selected: cells().at(-1)?.id ?? null }),
    collapseSelection: () => change({ anchor: null }),

    cutCells() {
      copyCells();
      deleteSelected();
    },

    pasteCells(where) {
      const pasted = now().clipboard.map((cell) => ({ ...cell, id: newId() }));
      const selected = selectedCells(now());
      const above = cells()[cells().findIndex((cell) => cell.id === selected[0]?.id) - 1];
      const after = where === "above" ? above : selected.at(-1);
      if (!editNotebook((notebook) => insertCells(notebook, pasted, after?.id ?? null))) return;
      change({ selected: pasted.at(-1)?.id ?? null, anchor: null });
    },

    moveSelected(direction) {
      editNotebook((notebook) => moveCells(notebook, selectedIds(), direction));
    },

    mergeSelected() {
      const selected = selectedCells(now());
      const at = cells().findIndex((cell) => cell.id === selected[0]?.id);
      const merged = selected.length === 1 ? cells().slice(at, at + 2) : selected;
      const done = editNotebook((notebook) =>
        mergeCells(
          notebook,
          merged.map(({ id }) => id),
        ),
      );
      if (done) change({ selected: merged[0]?.id ?? null, anchor: null });
      return done;
    },

    setCollapsed(ids, collapsed) {
      editNotebook((notebook) => withCollapsed(notebook, ids, collapsed));
    },

    changeSelectedType(type) {
      if (!selectedCells(now()).some((cell) => isTextual(cell) && cell.type !== type)) return false;
      return editNotebook((notebook) => changeType(notebook, selectedIds(), type));
    },
  };
}
