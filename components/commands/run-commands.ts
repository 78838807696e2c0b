import { focusCell } from "#components/notebook/focus-cell.ts";
import type { Cell } from "#cells/cell.ts";
import { isBusy } from "#kernel/cell-state.ts";
import type { CellId } from "#notebook/cell.ts";
import { isRunnable, runsWithOthers } from "#notebook/dependencies.ts";
import { selectedCells } from "#store/selection-actions.ts";
import type { Command, CommandContext } from "./command.ts";

export function runCommands({ store, texts }: CommandContext): readonly Command[] {
  const names = texts.commands.run;
  const group = "run";
  const cells = () => store.getState().notebook?.cells ?? [];
  const place = () => cells().findIndex((cell) => cell.id === store.getState().selected);
  const busy = () => [...store.getState().cellStates.values()].some(isBusy);
  const selected = () => store.getState().selected !== null;

  /**
   * Text is shown as it reads.
   * @returns whether they run; where a refused field holds one, that has the focus and none runs.
   */
  function run(chosen: readonly Cell[]): boolean {
    const { editing, setEditing, runCell, mayRun } = store.getState();
    const runnable = chosen.filter(isRunnable);
    if (!runnable.every(({ id }) => mayRun(id))) return false;
    if (chosen.some((cell) => cell.id === editing)) setEditing(null);
    for (const { id } of runnable) void runCell(id);
    return true;
  }

  /** An empty text, to be written in. */
  function addText(after: CellId | null): void {
    const { addCell, setEditing } = store.getState();
    setEditing(addCell("markdown", { after }));
  }

  /** What "Run all" would run of them. */
  function runOthers(chosen: readonly Cell[]): void {
    run(chosen.filter(runsWithOthers));
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
        if (!run(chosen)) return;
        // A field keeps the focus: one changes a number and runs again. A text that is shown has no field any more.
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
        if (!run(selectedCells(store.getState()))) return;
        const before = store.getState().selected;
        store.getState().selectNext(1);
        const { selected } = store.getState();
        if (selected === before) addText(cells().at(-1)?.id ?? null);
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
        if (run(selectedCells(store.getState()))) addText(store.getState().selected);
      },
    },
    { group, name: names.all, can: () => !busy(), run: () => void store.getState().runAll() },
    {
      group,
      name: names.stale,
      can: () => [...store.getState().cellStates.values()].some(({ status }) => status === "stale"),
      run: () => void store.getState().runStale(),
    },
    { group, name: names.above, can: () => place() > 0, run: () => runOthers(cells().slice(0, place())) },
    { group, name: names.below, can: selected, run: () => runOthers(cells().slice(place())) },
    {
      group,
      name: names.interrupt,
      keys: ["i i"],
      scope: "cell",
      can: busy,
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
