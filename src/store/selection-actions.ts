/** Selecting several cells, and acting on all of them. */
import type { Cell } from "#cells/cell.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import { withCollapsed } from "#notebook/collapse.ts";
import type { CellRun } from "#kernel/cell-run.ts";
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
import type { App } from "./app.ts";
import type { AppState } from "./app-state.ts";
import type { SelectionActions } from "./selection-slice.ts";

type Selection = Pick<AppState, "notebook" | "selected" | "anchor">;

/** The selected cells, in the document's order. */
export function selectedCells({ notebook, selected, anchor }: Selection): readonly Cell[] {
  const cells = notebook?.cells ?? [];
  const at = cells.findIndex((cell) => cell.id === selected);
  const end = anchor === null ? at : cells.findIndex((cell) => cell.id === anchor);
  if (at < 0 || end < 0) return at < 0 ? [] : cells.slice(at, at + 1);
  return cells.slice(Math.min(at, end), Math.max(at, end) + 1);
}

let latest: { readonly of: Selection; readonly ids: ReadonlySet<CellId> } | null = null;

/** Made once for each selection: every cell of the notebook asks. */
export function selectedIds({ notebook, selected, anchor }: Selection): ReadonlySet<CellId> {
  const isKnown =
    latest?.of.notebook === notebook && latest.of.selected === selected && latest.of.anchor === anchor;
  if (latest === null || !isKnown) {
    const of = { notebook, selected, anchor };
    latest = { of, ids: new Set(selectedCells(of).map(({ id }) => id)) };
  }
  return latest.ids;
}

export function createSelectionActions(app: App): SelectionActions {
  const { document, store } = app;
  const edit = (next: (notebook: Notebook) => Notebook) => editNotebook(app, next);
  const clipboard = clipboardActions(app);
  return {
    ...selectingActions(app),
    ...clipboard,

    cutCells() {
      clipboard.copyCells();
      deleteThese(app, selectedIn(app));
    },
    deleteSelected: () => deleteThese(app, selectedIn(app)),
    deleteCell: (id) => deleteThese(app, [id]),
    moveSelected: (direction) => void edit((notebook) => moveCells(notebook, selectedIn(app), direction)),

    mergeSelected() {
      const { cells } = document.notebook;
      const selected = selectedCells(store.getState());
      const at = cells.findIndex((cell) => cell.id === selected[0]?.id);
      const merged = (selected.length === 1 ? cells.slice(at, at + 2) : selected).map(({ id }) => id);
      const done = edit((notebook) => mergeCells(notebook, merged));
      if (done) store.setState({ selected: merged[0] ?? null, anchor: null });
      return done;
    },

    setCollapsed: (ids, collapsed) => void edit((notebook) => withCollapsed(notebook, ids, collapsed)),

    foldSection(id, folded) {
      const { notebook, selected } = store.getState();
      const section = notebook && sectionAt(notebook, id);
      if (!section) return;
      const { headingId, ids } = section;
      if (folded && selected !== null && ids.includes(selected))
        store.setState({ selected: headingId, anchor: null });
      edit((before) => withFolded(before, headingId, folded));
    },

    changeSelectedType(type) {
      const selected = selectedCells(store.getState());
      if (!selected.some((cell) => isTextual(cell) && cell.type !== type)) return false;
      return edit((notebook) => changeType(notebook, selectedIn(app), type));
    },
  };
}

type Selecting = "selectNext" | "extendSelection" | "selectTo" | "selectAll" | "collapseSelection";

function selectingActions({ document, store }: App): Pick<SelectionActions, Selecting> {
  function selectTo(id: CellId): void {
    const { selected, anchor } = store.getState();
    store.setState({ selected: id, anchor: anchor ?? selected });
  }

  /** The next visible cell. */
  function nextCell(step: 1 | -1): Cell | undefined {
    const { notebook, selected } = store.getState();
    if (!notebook) return undefined;
    const hidden = hiddenCells(notebook);
    const at = notebook.cells.findIndex((cell) => cell.id === selected);
    const isInSight = (cell: Cell) => !hidden.has(cell.id);
    return step === 1
      ? notebook.cells.slice(at + 1).find(isInSight)
      : notebook.cells.slice(0, Math.max(0, at)).findLast(isInSight);
  }

  return {
    selectTo,
    selectNext: (step) =>
      store.setState(({ selected }) => ({ selected: nextCell(step)?.id ?? selected, anchor: null })),
    extendSelection(step) {
      const next = nextCell(step);
      if (next) selectTo(next.id);
    },
    selectAll() {
      const { cells } = document.notebook;
      store.setState({ anchor: cells[0]?.id ?? null, selected: cells.at(-1)?.id ?? null });
    },
    collapseSelection: () => store.setState({ anchor: null }),
  };
}

function clipboardActions(app: App): Pick<SelectionActions, "copyCells" | "pasteCells"> {
  const { document, kernel, ports, store } = app;
  /** The cells on the clipboard. */
  let copiedRuns: ReadonlyMap<CellId, CellRun> = new Map();
  return {
    copyCells() {
      const clipboard = withHidden(app, selectedIn(app));
      const copied = new Set(clipboard.map(({ id }) => id));
      copiedRuns = new Map([...kernel.finishedRuns()].filter(([id]) => copied.has(id)));
      store.setState({ clipboard });
    },

    pasteCells(where) {
      const { clipboard } = store.getState();
      const { cells } = document.notebook;
      const pasted = clipboard.map((cell) => copyOf(cell, ports.newId()));
      const selected = withHidden(app, selectedIn(app));
      const outputs = pasted.flatMap(({ id }, at) => {
        const run = copiedRuns.get(clipboard[at]?.id ?? "");
        return run ? [[id, run] as const] : [];
      });
      kernel.addRuns(new Map(outputs));
      const above = cells[cells.findIndex((cell) => cell.id === selected[0]?.id) - 1];
      const after = where === "above" ? above : selected.at(-1);
      if (!editNotebook(app, (notebook) => insertCells(notebook, pasted, after?.id ?? null))) return;
      const hidden = hiddenCells(document.notebook);
      const last = pasted.findLast(({ id }) => !hidden.has(id)) ?? pasted.at(-1);
      store.setState({ selected: last?.id ?? null, anchor: null });
    },
  };
}

function selectedIn({ store }: App): CellId[] {
  return selectedCells(store.getState()).map((cell) => cell.id);
}

/** @returns whether it changed anything. */
function editNotebook({ document, store }: App, next: (notebook: Notebook) => Notebook): boolean {
  const { notebook } = store.getState();
  if (!notebook) return false;
  const edited = next(notebook);
  document.edit(edited);
  return edited !== notebook;
}

/** These cells, and those hidden in their folded sections. */
function withHidden({ document }: App, ids: readonly CellId[]): readonly Cell[] {
  const all = new Set(withTheirHidden(document.notebook, ids));
  return document.notebook.cells.filter(({ id }) => all.has(id));
}

function deleteThese(app: App, ids: readonly CellId[]): readonly Cell[] {
  const { document, kernel, store } = app;
  const gone = withHidden(app, ids);
  const at = document.notebook.cells.findIndex((cell) => cell.id === gone[0]?.id);
  const goneIds = gone.map(({ id }) => id);
  kernel.stopCells(goneIds);
  editNotebook(app, (before) => withNothingLostFromSight(before, deleteCells(before, goneIds)));
  store.setState({ selected: cellInSightAt(document.notebook, at)?.id ?? null, anchor: null });
  return gone;
}
