/** The keys of the notebook. Single keys apply while a cell or one of its buttons has the focus, as in JupyterLab, but not in its fields. */
import { useEffect, useMemo, type KeyboardEvent } from "react";
import { createKeybindingsHandler, tinykeys } from "tinykeys";
import { useServices } from "#components/app-context.ts";
import { focusCell } from "#components/notebook/focus-cell.ts";
import { hasClosedTooltip } from "#components/ui/icon-button.tsx";
import type { CellId } from "#notebook/cell.ts";
import type { Command } from "./command.ts";
import { useCommands } from "./use-commands.ts";

interface CommandKeys {
  readonly onKeyDownCapture: (event: KeyboardEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** For the list of cells; the window listens for the page's keys. */
export function useCommandKeys(): CommandKeys {
  const commands = useCommands();
  const { store } = useServices();
  const inEditors = useMemo(() => createKeybindingsHandler(bindings(commands, "editor")), [commands]);
  const onCells = useMemo(() => createKeybindingsHandler(bindings(commands, "cell")), [commands]);
  useEffect(() => {
    const stops = (["page", "everywhere"] as const).map((scope) =>
      tinykeys(window, bindings(commands, scope)),
    );
    return () => stops.forEach((stop) => stop());
  }, [commands]);
  return {
    // Before an editor handles the key.
    onKeyDownCapture: ({ target, nativeEvent }) => {
      if (cellOf(target) === null || nativeEvent.isComposing) return;
      if (isLineBreak(nativeEvent) || isSending(nativeEvent)) return;
      inEditors(nativeEvent);
    },
    onKeyDown: (event) => {
      const { target, nativeEvent } = event;
      const id = cellOf(target);
      if (id === null || isUsed(nativeEvent)) return;
      if (event.key === "Escape") {
        store.getState().setEditing(null);
        store.getState().collapseSelection();
        focusCell(id);
        return;
      }
      // Holding a key down deletes nothing.
      if (event.repeat && event.key.length === 1 && !"jk".includes(event.key)) return;
      if (target instanceof HTMLElement && (target.dataset["cellId"] === id || isSpare(target, event.key)))
        onCells(nativeEvent);
    },
  };
}

/** Whether the element is a control that does nothing with that key. */
function isSpare(target: HTMLElement, key: string): boolean {
  return key !== "Enter" && key !== " " && target.matches("button, summary, a");
}

function bindings(commands: readonly Command[], scope: Command["scope"]) {
  const act = (command: Command) => {
    let done: globalThis.KeyboardEvent | null = null;
    return (event: globalThis.KeyboardEvent) => {
      // One key can match two of its names: by its place on the keyboard, and by its character.
      if (event === done || command.can?.() === false) return;
      if (scope === "page" && isInDialog(event.target)) return;
      done = event;
      event.preventDefault();
      event.stopPropagation();
      command.run();
    };
  };
  return Object.fromEntries(
    commands.flatMap((command) => {
      const run = act(command);
      return keysIn(command, scope).map((keys) => [keys, run]);
    }),
  );
}

function keysIn({ keys = [], keysOnCell = [], ...command }: Command, scope: Command["scope"]) {
  return [...(command.scope === scope ? keys : []), ...(scope === "cell" ? keysOnCell : [])];
}

/**
 * Whether the element with the focus has handled the key. An Escape that Monaco handles goes no further; in browsers without EditContext,
 * Monaco marks every Escape as handled.
 */
function isUsed(event: globalThis.KeyboardEvent): boolean {
  const isFromMonaco = event.target instanceof Element && event.target.closest(".monaco-editor") !== null;
  if (event.key === "Escape" && isFromMonaco) return false;
  return event.defaultPrevented && !hasClosedTooltip(event);
}

/** A dialog covers the page, and anything that would open there. */
function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[role=dialog], [role=alertdialog]") !== null;
}

/** Where Enter sends a message, Shift+Enter starts a new line. */
function isLineBreak({ target, key, shiftKey, ctrlKey, metaKey, altKey }: globalThis.KeyboardEvent): boolean {
  const withShiftAlone = shiftKey && !ctrlKey && !metaKey && !altKey;
  return (
    key === "Enter" && withShiftAlone && target instanceof Element && target.matches("[data-enter-sends]")
  );
}

/** While a message is being written, the keys that run a cell send the message. */
function isSending({ target, key, shiftKey, ctrlKey, metaKey, altKey }: globalThis.KeyboardEvent): boolean {
  const withControl = (ctrlKey || metaKey) && !shiftKey && !altKey;
  return (
    key === "Enter" && withControl && target instanceof Element && target.matches("[data-enter-sends=run]")
  );
}

function cellOf(target: EventTarget): CellId | null {
  if (!(target instanceof Element)) return null;
  return target.closest<HTMLElement>("[data-cell-id]")?.dataset["cellId"] ?? null;
}
