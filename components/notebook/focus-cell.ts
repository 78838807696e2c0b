import type { CellId } from "#notebook/cell.ts";

/** Gives a cell itself the focus ("command mode"), once React has drawn it, and scrolls to it. */
export function focusCell(id: CellId | null, block: "nearest" | "start" = "nearest"): void {
  if (id === null) return;
  requestAnimationFrame(() => {
    const cell = cellElement(id);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block });
  });
}

/** Gives the cell's first field or editor the focus. */
export function focusPrimary(id: CellId): void {
  requestAnimationFrame(() => {
    const cell = cellElement(id);
    // The buttons in the cell's head come before them.
    const primary =
      cell?.querySelector<HTMLElement>("[data-primary]") ??
      cell?.querySelector<HTMLElement>(".cell-body :is(textarea, input, select, button)");
    primary?.focus();
  });
}

/** Characters before the caret of the text that is being edited; null while none is. */
export function caretOffset(): number | null {
  const { activeElement } = document;
  // Monaco keeps its caret to itself; the editor writes it down.
  const host = activeElement?.closest<HTMLElement>("[data-caret]");
  if (host) return Number(host.dataset["caret"]);
  return activeElement instanceof HTMLTextAreaElement ? activeElement.selectionStart : null;
}

/** As it is drawn. */
export function cellElement(id: CellId): HTMLElement | null {
  return document.querySelector(`[data-cell-id="${CSS.escape(id)}"]`);
}
