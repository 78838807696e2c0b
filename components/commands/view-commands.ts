import { toggleEditorSetting } from "#components/code/editor-settings.ts";
import { focusCell } from "#components/notebook/focus-cell.ts";
import { toggleReadingView } from "#components/notebook/reading-view.ts";
import { setTheme, THEMES } from "#components/theme.ts";
import { openDialog } from "#components/ui/open-dialog.ts";
import type { CellId } from "#notebook/cell.ts";
import { sectionAt } from "#notebook/sections.ts";
import { selectedCells } from "#store/selection-actions.ts";
import type { Command, CommandContext } from "./command.ts";

export function viewCommands(context: CommandContext): readonly Command[] {
  return [
    ...selectionCommands(context),
    ...lookCommands(context),
    ...foldingCommands(context),
    ...dialogCommands(context),
  ];
}

const group = "view";

function selectionCommands({ store, texts }: CommandContext): readonly Command[] {
  const names = texts.commands.view;
  const now = store.getState;
  const focusSelected = () => focusCell(now().selected);

  function go(step: 1 | -1): void {
    now().selectNext(step);
    focusSelected();
  }

  function extend(step: 1 | -1): void {
    now().extendSelection(step);
    focusSelected();
  }

  return [
    { group, name: names.previous, keys: ["ArrowUp", "k"], scope: "cell", run: () => go(-1) },
    { group, name: names.next, keys: ["ArrowDown", "j"], scope: "cell", run: () => go(1) },
    { group, name: names.extendUp, keys: ["Shift+ArrowUp", "Shift+k"], scope: "cell", run: () => extend(-1) },
    {
      group,
      name: names.extendDown,
      keys: ["Shift+ArrowDown", "Shift+j"],
      scope: "cell",
      run: () => extend(1),
    },
    {
      group,
      name: names.selectAll,
      keys: ["$mod+a"],
      scope: "cell",
      run: () => {
        now().selectAll();
        focusSelected();
      },
    },
  ];
}

function lookCommands({ texts }: CommandContext): readonly Command[] {
  const names = texts.commands.view;
  return [
    {
      group,
      name: names.lineNumbers,
      keys: ["l", "Shift+l"],
      scope: "cell",
      run: () => toggleEditorSetting("lineNumbers"),
    },
    { group, name: texts.header.reading, run: toggleReadingView },
    { group, name: names.plainEditor, run: () => toggleEditorSetting("plain") },
    ...THEMES.map((theme): Command => ({
      group,
      name: names.theme(texts.header.themes[theme]),
      run: () => setTheme(theme),
    })),
  ];
}

/** Collapsed cells and folded sections. */
function foldingCommands({ store, texts }: CommandContext): readonly Command[] {
  const names = texts.commands.view;
  const now = store.getState;
  const focusSelected = () => focusCell(now().selected);
  const selectedIds = () => selectedCells(now()).map(({ id }) => id);
  const allIds = () => (now().notebook?.cells ?? []).map(({ id }) => id);

  function collapse(ids: readonly CellId[], collapsed: boolean): void {
    now().setCollapsed(ids, collapsed);
    focusSelected();
  }

  /** The section that the selected cell starts or is in. */
  function selectedSection() {
    const { notebook, selected } = now();
    return notebook !== null && selected !== null ? sectionAt(notebook, selected) : null;
  }

  const fold = (folded: boolean): Command => ({
    group,
    name: folded ? names.foldSection : names.unfoldSection,
    keys: [folded ? "Shift+ArrowLeft" : "Shift+ArrowRight"],
    scope: "cell",
    can: () => selectedSection()?.folded === !folded,
    run: () => {
      now().foldSection(now().selected ?? "", folded);
      focusSelected();
    },
  });

  return [
    {
      group,
      name: names.collapse,
      keys: ["ArrowLeft"],
      scope: "cell",
      can: () => now().selected !== null,
      run: () => collapse(selectedIds(), true),
    },
    {
      group,
      name: names.expand,
      keys: ["ArrowRight"],
      scope: "cell",
      can: () => now().selected !== null,
      run: () => collapse(selectedIds(), false),
    },
    fold(true),
    fold(false),
    { group, name: texts.outline.collapseAll, run: () => collapse(allIds(), true) },
    { group, name: texts.outline.expandAll, run: () => collapse(allIds(), false) },
  ];
}

function dialogCommands({ texts }: CommandContext): readonly Command[] {
  const names = texts.commands.view;
  return [
    {
      group,
      name: names.shortcuts,
      // A keyboard may have the question mark with or without Shift.
      keys: ["h", "?", "Shift+?"],
      scope: "cell",
      run: () => openDialog("shortcuts"),
    },
    {
      group,
      name: names.outline,
      keys: ["$mod+Shift+k"],
      scope: "cell",
      run: () => openDialog("outline"),
    },
    {
      group,
      name: texts.find.title,
      keys: ["$mod+f"],
      keysOnCell: ["f"],
      scope: "page",
      run: () => openDialog("find"),
    },
    { group, name: names.status, run: () => openDialog("status") },
    { group, name: names.endpoint, run: () => openDialog("endpoint") },
    {
      group,
      name: names.palette,
      keys: ["$mod+Shift+p", "F1"],
      scope: "page",
      run: () => openDialog("palette"),
    },
  ];
}
