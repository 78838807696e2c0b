/** What keys do in the notebook. Single keys apply only while a cell itself has the focus. */
import { useRef, type KeyboardEvent } from "react";
import { useServices } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { CellId } from "#notebook/cell.ts";
import { isRunnable } from "#notebook/dependencies.ts";
import { deleteCellWithNotice } from "./delete-cell.ts";
import { focusCell, focusPrimary } from "./focus-cell.ts";

/** Two presses of D within this time delete a cell. */
const DOUBLE_PRESS_MS = 700;

interface NotebookKeys {
  readonly onKeyDownCapture: (event: KeyboardEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

interface NotebookKeysOptions {
  readonly onEdit: (id: CellId | null) => void;
  readonly onShortcuts: () => void;
}

export function useNotebookKeys({ onEdit, onShortcuts }: NotebookKeysOptions): NotebookKeys {
  const { store } = useServices();
  const texts = useTexts();
  const lastD = useRef<{ id: CellId; atMs: number } | null>(null);

  function go(from: CellId, step: 1 | -1): void {
    const cells = store.getState().notebook?.cells ?? [];
    const at = cells.findIndex((cell) => cell.id === from);
    focusCell(cells[at + step]?.id ?? from);
  }

  function edit(id: CellId): void {
    const cell = store.getState().notebook?.cells.find((c) => c.id === id);
    if (cell?.type === "markdown") onEdit(id);
    else focusPrimary(id);
  }

  function add(id: CellId, where: "above" | "below"): void {
    const { notebook, addCell } = store.getState();
    const at = notebook?.cells.findIndex((cell) => cell.id === id) ?? -1;
    onEdit(addCell("markdown", { after: where === "below" ? id : (notebook?.cells[at - 1]?.id ?? null) }));
  }

  /** Runs that must win over an editor's own use of the key, and the way out of it. */
  function onKeyDownCapture(event: KeyboardEvent): void {
    const id = cellOf(event.target);
    if (id === null || event.nativeEvent.isComposing) return;
    const cell = store.getState().notebook?.cells.find((c) => c.id === id);
    const runs = event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey);
    if (runs && cell) {
      event.preventDefault();
      event.stopPropagation();
      if (cell.type === "markdown") onEdit(null);
      else if (isRunnable(cell)) void store.getState().runCell(id);
      if (event.shiftKey) go(id, 1);
      else if (!isRunnable(cell)) focusCell(id);
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    const id = cellOf(event.target);
    if (id === null || event.defaultPrevented) return;
    const isCell = event.target instanceof HTMLElement && event.target.dataset["cellId"] === id;
    if (event.key === "Escape") {
      onEdit(null);
      focusCell(id);
      return;
    }
    if (!isCell) return;
    if (command(event, id)) event.preventDefault();
  }

  /** @returns whether the key means something. */
  function command(event: KeyboardEvent, id: CellId): boolean {
    const { moveCell, undo, redo } = store.getState();
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const modified = event.ctrlKey || event.metaKey;
    if (key === "z" && !event.altKey) {
      if (event.shiftKey) redo();
      else undo();
      focusCell(store.getState().notebook?.cells.some((c) => c.id === id) ? id : firstCell());
      return true;
    }
    if (event.altKey && (key === "ArrowUp" || key === "ArrowDown")) {
      moveCell(id, key === "ArrowUp" ? "up" : "down");
      focusCell(id);
      return true;
    }
    if (modified || event.altKey) return false;
    switch (key) {
      case "ArrowUp":
      case "k":
        go(id, -1);
        return true;
      case "ArrowDown":
      case "j":
        go(id, 1);
        return true;
      case "Enter":
        edit(id);
        return true;
      case "a":
        add(id, "above");
        return true;
      case "b":
        add(id, "below");
        return true;
      case "d": {
        const nowMs = event.timeStamp;
        const last = lastD.current;
        lastD.current = { id, atMs: nowMs };
        if (last?.id === id && nowMs - last.atMs < DOUBLE_PRESS_MS) {
          lastD.current = null;
          deleteCellWithNotice(store, texts, id);
        }
        return true;
      }
      case "?":
        onShortcuts();
        return true;
      default:
        return false;
    }
  }

  function firstCell(): CellId | null {
    return store.getState().notebook?.cells[0]?.id ?? null;
  }

  return { onKeyDownCapture, onKeyDown };
}

function cellOf(target: EventTarget): CellId | null {
  if (!(target instanceof Element)) return null;
  return target.closest<HTMLElement>("[data-cell-id]")?.dataset["cellId"] ?? null;
}
