/** What keys do in the notebook. Single keys apply only while a cell itself has the focus. */
import { useEffect, useMemo, type KeyboardEvent } from "react";
import { createKeybindingsHandler, tinykeys } from "tinykeys";
import { useServices } from "#components/app-context.ts";
import { focusCell } from "#components/notebook/focus-cell.ts";
import type { CellId } from "#notebook/cell.ts";
import type { Command } from "./command.ts";
import { useCommands } from "./use-commands.ts";

interface CommandKeys {
  readonly onKeyDownCapture: (event: KeyboardEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** For the list of cells; the page's keys are heard by the window. */
export function useCommandKeys(): CommandKeys {
  const commands = useCommands();
  const { store } = useServices();
  const inEditors = useMemo(() => createKeybindingsHandler(bindings(commands, "editor")), [commands]);
  const onCells = useMemo(() => createKeybindingsHandler(bindings(commands, "cell")), [commands]);
  useEffect(() => tinykeys(window, bindings(commands, "page")), [commands]);
  return {
    // Before an editor makes its own use of the key.
    onKeyDownCapture: ({ target, nativeEvent }) => {
      if (cellOf(target) !== null && !nativeEvent.isComposing) inEditors(nativeEvent);
    },
    onKeyDown: (event) => {
      const { target, nativeEvent } = event;
      const id = cellOf(target);
      if (id === null || event.defaultPrevented) return;
      if (event.key === "Escape") {
        store.getState().setEditing(null);
        store.getState().collapseSelection();
        focusCell(id);
        return;
      }
      // A key that is held deletes nothing.
      if (event.repeat && event.key.length === 1 && !"jk".includes(event.key)) return;
      if (target instanceof HTMLElement && target.dataset["cellId"] === id) onCells(nativeEvent);
    },
  };
}

function bindings(commands: readonly Command[], scope: Command["scope"]) {
  const act = (command: Command) => {
    let done: globalThis.KeyboardEvent | null = null;
    return (event: globalThis.KeyboardEvent) => {
      // One key may match two names of it: by its place on the keyboard, and by its character.
      if (event === done || command.can?.() === false) return;
      done = event;
      event.preventDefault();
      event.stopPropagation();
      command.run();
    };
  };
  return Object.fromEntries(
    commands
      .filter((command) => command.scope === scope)
      .flatMap((command) => {
        const run = act(command);
        return (command.keys ?? []).map((keys) => [keys, run]);
      }),
  );
}

function cellOf(target: EventTarget): CellId | null {
  if (!(target instanceof Element)) return null;
  return target.closest<HTMLElement>("[data-cell-id]")?.dataset["cellId"] ?? null;
}
