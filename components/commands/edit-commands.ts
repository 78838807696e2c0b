import { editCell } from "#components/notebook/edit-cell.ts";
import { caretOffset, focusCell } from "#components/notebook/focus-cell.ts";
import { deleteSelectedWithNotice } from "#components/notebook/delete-cell.ts";
import type { CellType } from "#cells/cell.ts";
import { CELL_KINDS } from "#cells/kinds.ts";
import { isTextual } from "#notebook/edits.ts";
import { selectedCells } from "#store/selection-actions.ts";
import type { Command, CommandContext } from "./command.ts";

export function editCommands(context: CommandContext): readonly Command[] {
  return [...writingCommands(context), ...clipboardCommands(context), ...shapingCommands(context)];
}

const group = "edit";

/** What the commands need to know about the selected cell, and do to it. */
function selectionOf({ store }: CommandContext) {
  const now = store.getState;
  const cells = () => now().notebook?.cells ?? [];
  const focusSelected = () => focusCell(now().selected);
  return {
    now,
    cells,
    place: () => cells().findIndex((cell) => cell.id === now().selected),
    selected: () => now().selected !== null,
    focusSelected,
    andFocus: (action: () => void) => () => {
      action();
      focusSelected();
    },
  };
}

/** Editing a cell, undo, and new cells. */
function writingCommands(context: CommandContext): readonly Command[] {
  const { texts, say } = context;
  const names = texts.commands.edit;
  const { now, cells, place, selected, focusSelected, andFocus } = selectionOf(context);

  function add(type: CellType, where: "above" | "below"): void {
    const after = where === "below" ? now().selected : (cells()[place() - 1]?.id ?? null);
    now().addCell(type, { after });
    focusSelected();
  }

  return [
    {
      group,
      name: names.enter,
      keys: ["Enter"],
      scope: "cell",
      can: selected,
      run: () => {
        const cell = cells()[place()];
        if (cell) editCell(now(), cell);
      },
    },
    {
      group,
      name: names.undo,
      keys: ["z", "$mod+z"],
      scope: "cell",
      can: () => now().canUndo,
      run: andFocus(() => now().undo()),
    },
    {
      group,
      name: names.redo,
      keys: ["Shift+z", "$mod+Shift+z"],
      scope: "cell",
      can: () => now().canRedo,
      run: andFocus(() => now().redo()),
    },
    { group, name: names.addAbove, keys: ["a"], scope: "cell", run: () => add("markdown", "above") },
    { group, name: names.addBelow, keys: ["b"], scope: "cell", run: () => add("markdown", "below") },
    ...CELL_KINDS.filter(({ type }) => type !== "markdown").map(({ type, title }): Command => ({
      group,
      name: names.addType(say(title)),
      run: () => add(type, "below"),
    })),
  ];
}

function clipboardCommands(context: CommandContext): readonly Command[] {
  const { store, texts, say } = context;
  const names = texts.commands.edit;
  const { now, selected, andFocus } = selectionOf(context);
  return [
    {
      group,
      name: names.cut,
      keys: ["x"],
      scope: "cell",
      can: selected,
      run: andFocus(() => now().cutCells()),
    },
    {
      group,
      name: names.copy,
      keys: ["c"],
      scope: "cell",
      can: selected,
      run: andFocus(() => now().copyCells()),
    },
    {
      group,
      name: names.pasteBelow,
      keys: ["v"],
      scope: "cell",
      can: () => now().clipboard.length > 0,
      run: andFocus(() => now().pasteCells("below")),
    },
    {
      group,
      name: names.pasteAbove,
      keys: ["Shift+v"],
      scope: "cell",
      can: () => now().clipboard.length > 0,
      run: andFocus(() => now().pasteCells("above")),
    },
    {
      group,
      name: names.delete,
      keys: ["d d"],
      scope: "cell",
      can: selected,
      run: () => deleteSelectedWithNotice(store, texts, say),
    },
  ];
}

/** The order, content and type of cells. */
function shapingCommands(context: CommandContext): readonly Command[] {
  const { texts } = context;
  const names = texts.commands.edit;
  const { now, cells, place, selected, focusSelected, andFocus } = selectionOf(context);

  function changeType(type: "markdown" | "code"): void {
    if (!now().changeSelectedType(type)) now().notify({ tone: "info", text: texts.commands.onlyText });
    focusSelected();
  }

  return [
    {
      group,
      name: names.moveUp,
      keys: ["$mod+Shift+ArrowUp", "Alt+ArrowUp"],
      scope: "cell",
      can: () => place() > 0,
      run: andFocus(() => now().moveSelected("up")),
    },
    {
      group,
      name: names.moveDown,
      keys: ["$mod+Shift+ArrowDown", "Alt+ArrowDown"],
      scope: "cell",
      can: () => place() < cells().length - 1,
      run: andFocus(() => now().moveSelected("down")),
    },
    {
      group,
      name: names.merge,
      keys: ["Shift+m"],
      scope: "cell",
      can: selected,
      run: andFocus(() => {
        if (!now().mergeSelected()) now().notify({ tone: "info", text: texts.commands.onlyMerge });
      }),
    },
    {
      group,
      name: names.split,
      keys: ["$mod+Shift+Minus", "$mod+Shift+_"],
      scope: "editor",
      can: () => caretOffset() !== null && selectedCells(now()).every(isTextual),
      run: () => {
        const { selected: id, splitCell } = now();
        const offset = caretOffset();
        if (id === null || offset === null) return;
        splitCell(id, offset);
        if (now().editing === null) focusSelected();
      },
    },
    { group, name: names.toCode, keys: ["y"], scope: "cell", can: selected, run: () => changeType("code") },
    {
      group,
      name: names.toText,
      keys: ["m"],
      scope: "cell",
      can: selected,
      run: () => changeType("markdown"),
    },
  ];
}
