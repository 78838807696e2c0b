/** Several cells selected at once, and what is done to all of them. */
import type { Cell } from "#cells/cell.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import { withCollapsed } from "#notebook/collapse.ts";
import type { CellRun } from "#kernel/kernel.ts";
import { changeType, copyOf, deleteCells, insertCells, isTextual, mergeCells } from "#notebook/edits.ts";
import { moveCells } from "#notebook/move-cells.ts";
import {
  cellInSightAt,
  hiddenCells,
  sectionAt,
  withFolded,
  withNothingLostFromSight,
  withTheirHidden,
} from "#notebook/sections.ts";
import type { AppState } from "./app-state.ts";

type Selection = Pick<AppState, "notebook" | "selected" | "anchor">;

/**
 * Functions, not methods. All edits are undoable, each in one step. What a folded section hides is copied, cut, deleted and moved with
 * its heading.
 */
export interface SelectionActions {
  /** Selects the next cell in that direction that no folded section hides. */
  readonly selectNext: (step: 1 | -1) => void;
  /** Takes the next cell in that direction into the selection, or the last one out of it. */
  readonly extendSelection: (step: 1 | -1) => void;
  /** Selects everything from the selected cell to this one. */
  readonly selectTo: (id: CellId) => void;
  readonly selectAll: () => void;
  /** Leaves one cell selected. */
  readonly collapseSelection: () => void;
  readonly copyCells: () => void;
  readonly cutCells: () => void;
  /** With the outputs that the cells had when they were copied. */
  readonly pasteCells: (where: "above" | "below") => void;
  /** @returns what is gone. */
  readonly deleteSelected: () => readonly Cell[];
  readonly deleteCell: (id: CellId) => readonly Cell[];
  readonly moveSelected: (direction: "up" | "down") => void;
  /** One cell alone is merged with the one below. @returns whether that could be done. */
  readonly mergeSelected: () => boolean;
  /** Collapses cells, or opens them. */
  readonly setCollapsed: (ids: readonly CellId[], collapsed: boolean) => void;
  /** Folds the section that the cell begins or stands in, or opens it; a selection in it goes to its heading. */
  readonly foldSection: (id: CellId, folded: boolean) => void;
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
  /** Outputs of the cells in the document. */
  readonly runs: () => ReadonlyMap<CellId, CellRun>;
  readonly addRuns: (runs: ReadonlyMap<CellId, CellRun>) => void;
}

export function createSelectionActions(options: SelectionActionsOptions): SelectionActions {
  const { now, change, edit, newId, stopCell, runs, addRuns } = options;
  /** Of the cells on the clipboard. */
  let copiedRuns: ReadonlyMap<CellId, CellRun> = new Map();
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

  /** The next cell in sight. */
  function nextCell(step: 1 | -1): Cell | undefined {
    const { notebook, selected } = now();
    if (!notebook) return undefined;
    const hidden = hiddenCells(notebook);
    const at = notebook.cells.findIndex((cell) => cell.id === selected);
    const isInSight = (cell: Cell) => !hidden.has(cell.id);
    return step === 1
      ? notebook.cells.slice(at + 1).find(isInSight)
      : notebook.cells.slice(0, Math.max(0, at)).findLast(isInSight);
  }

  /** These cells, and what is hidden behind them. */
  function withHidden(ids: readonly CellId[]): readonly Cell[] {
    const { notebook } = now();
    const all = notebook ? withTheirHidden(notebook, ids) : [];
    return cells().filter(({ id }) => all.includes(id));
  }

  function deleteThese(ids: readonly CellId[]): readonly Cell[] {
    const gone = withHidden(ids);
    const at = cells().findIndex((cell) => cell.id === gone[0]?.id);
    for (const { id } of gone) stopCell(id);
    const goneIds = gone.map(({ id }) => id);
    editNotebook((before) => withNothingLostFromSight(before, deleteCells(before, goneIds)));
    const { notebook } = now();
    change({ selected: (notebook && cellInSightAt(notebook, at)?.id) ?? null, anchor: null });
    return gone;
  }

  const deleteSelected = () => deleteThese(selectedIds());

  function copyCells(): void {
    const clipboard = withHidden(selectedIds());
    const copied = new Set(clipboard.map(({ id }) => id));
    copiedRuns = new Map([...runs()].filter(([id]) => copied.has(id)));
    change({ clipboard });
  }

  return {
    selectTo,
    copyCells,
    deleteSelected,
    deleteCell: (id) => deleteThese([id]),

    selectNext(step) {
      change({ selected: nextCell(step)?.id ?? now().selected, anchor: null });
    },

    extendSelection(step) {
      const next = nextCell(step);
      if (next) selectTo(next.id);
    },

    selectAll: () => change({ anchor: cells()[0]?.id ?? null, selected: cells().at(-1)?.id ?? null }),
    collapseSelection: () => change({ anchor: null }),

    cutCells() {
      copyCells();
      deleteSelected();
    },

    pasteCells(where) {
      const { clipboard } = now();
      const pasted = clipboard.map((cell) => copyOf(cell, newId()));
      const selected = withHidden(selectedIds());
      const outputs = pasted.flatMap(({ id }, at) => {
        const run = copiedRuns.get(clipboard[at]?.id ?? "");
        return run ? [[id, run] as const] : [];
      });
      addRuns(new Map(outputs));
      const above = cells()[cells().findIndex((cell) => cell.id === selected[0]?.id) - 1];
      const after = where === "above" ? above : selected.at(-1);
      if (!editNotebook((notebook) => insertCells(notebook, pasted, after?.id ?? null))) return;
      const { notebook } = now();
      const hidden: ReadonlySet<CellId> = notebook ? hiddenCells(notebook) : new Set();
      const last = pasted.findLast(({ id }) => !hidden.has(id)) ?? pasted.at(-1);
      change({ selected: last?.id ?? null, anchor: null });
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

    foldSection(id, folded) {
      const { notebook, selected } = now();
      const section = notebook && sectionAt(notebook, id);
      if (!section) return;
      const { headingId, ids } = section;
      if (folded && selected !== null && ids.includes(selected))
        change({ selected: headingId, anchor: null });
      editNotebook((before) => withFolded(before, headingId, folded));
    },

    changeSelectedType(type) {
      if (!selectedCells(now()).some((cell) => isTextual(cell) && cell.type !== type)) return false;
      return editNotebook((notebook) => changeType(notebook, selectedIds(), type));
    },
  };
}
