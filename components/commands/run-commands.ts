import { focusCell } from "#components/notebook/focus-cell.ts";
import type { Cell } from "#cells/cell.ts";
import { isBusy } from "#kernel/cell-state.ts";
import type { CellId } from "#notebook/cell.ts";
import { isRunnable, runsWithOthers } from "#notebook/dependencies.ts";
import type { AppStore } from "#store/app-store.ts";
import { selectedCells } from "#store/selection-actions.ts";
import type { Command, CommandContext } from "./command.ts";

export function runCommands(context: CommandContext): readonly Command[] {
  return [...selectionCommands(context), ...notebookCommands(context), ...sessionCommands(context)];
}

const group = "run";

/**
 * Renders text cells.
 * @returns whether they run; if a refused field stops one, that field gets the focus and none runs.
 */
function runCells(store: AppStore, chosen: readonly Cell[]): boolean {
  const { editing, setEditing, runCell, mayRun } = store.getState();
  const runnable = chosen.filter(isRunnable);
  if (!runnable.every(({ id }) => mayRun(id))) return false;
  if (chosen.some((cell) => cell.id === editing)) setEditing(null);
  for (const { id } of runnable) void runCell(id);
  return true;
}

function selectionCommands({ store, texts }: CommandContext): readonly Command[] {
  const names = texts.commands.run;
  const selected = () => store.getState().selected !== null;

  /** An empty text cell, open for editing. */
  function addText(after: CellId | null): void {
    const { addCell, setEditing } = store.getState();
    setEditing(addCell("markdown", { after }));
  }

  return [
    {
      group,
      name: names.cell,
      keys: ["$mod+Enter", "Control+Enter"],
      scope: "editor",
      can: selected,
      run: () => {
        const chosen = selectedCells(store.getState());
        if (!runCells(store, chosen)) return;
        // A field keeps the focus, because people change a number and run again. A rendered text has no field any more.
        if (!chosen.some(isRunnable)) focusCell(store.getState().selected);
      },
    },
    {
      group,
      name: names.cellAndNext,
      keys: ["Shift+Enter"],
      scope: "editor",
      can: selected,
      run: () => {
        if (!runCells(store, selectedCells(store.getState()))) return;
        const before = store.getState().selected;
        store.getState().selectNext(1);
        const { selected } = store.getState();
        if (selected === before) addText(store.getState().notebook?.cells.at(-1)?.id ?? null);
        else focusCell(selected);
      },
    },
    {
      group,
      name: names.cellAndInsert,
      keys: ["Alt+Enter"],
      scope: "editor",
      can: selected,
      run: () => {
        if (runCells(store, selectedCells(store.getState()))) addText(store.getState().selected);
      },
    },
  ];
}

function notebookCommands({ store, texts }: CommandContext): readonly Command[] {
  const names = texts.commands.run;
  const cells = () => store.getState().notebook?.cells ?? [];
  const place = () => cells().findIndex((cell) => cell.id === store.getState().selected);

  /** The cells that "Run all" would run. */
  function runOthers(chosen: readonly Cell[]): void {
    runCells(store, chosen.filter(runsWithOthers));
  }

  return [
    { group, name: names.all, can: () => !isAnyBusy(store), run: () => void store.getState().runAll() },
    {
      group,
      name: names.stale,
      can: () => [...store.getState().cellStates.values()].some(({ status }) => status === "stale"),
      run: () => void store.getState().runStale(),
    },
    { group, name: names.above, can: () => place() > 0, run: () => runOthers(cells().slice(0, place())) },
    { group, name: names.below, can: () => place() >= 0, run: () => runOthers(cells().slice(place())) },
  ];
}

/** Running cells, and the Python session. */
function sessionCommands({ store, texts }: CommandContext): readonly Command[] {
  const names = texts.commands.run;
  return [
    {
      group,
      name: names.interrupt,
      keys: ["i i"],
      scope: "cell",
      can: () => isAnyBusy(store),
      run: () => store.getState().stop(),
    },
    {
      group,
      name: names.restart,
      keys: ["0 0"],
      scope: "cell",
      run: () => {
        const { restart, notify } = store.getState();
        void restart().then(() => notify({ tone: "info", text: texts.commands.restarted }));
      },
    },
    {
      group,
      name: names.restartAndRunAll,
      run: () => void store.getState().restartAndRunAll(),
    },
  ];
}

function isAnyBusy(store: AppStore): boolean {
  return [...store.getState().cellStates.values()].some(isBusy);
}
