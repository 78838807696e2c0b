import { editorAround } from "#components/code/open-editors.ts";
import type { CellId } from "#notebook/cell.ts";

/** Stands for the id of a cell where there is none: what takes the focus and the keys while the notebook is empty. */
export const EMPTY_PLACE = "";

/**
 * Gives a cell itself the focus ("command mode"), once React has drawn it, and scrolls to it. With null, what stands in place of
 * the cells of an empty notebook.
 */
export function focusCell(id: CellId | null, block: "nearest" | "start" = "nearest"): void {
  requestAnimationFrame(() => {
    const cell = cellElement(id ?? EMPTY_PLACE);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block });
  });
}

/** Gives the focus to what takes it when a person tabs into the notebook: the selected cell, or the first. */
export function focusNotebook(): void {
  document.querySelector<HTMLElement>("[data-cell-id][tabindex='0']")?.focus({ preventScroll: true });
}

/** Does so if what had the focus is gone from the page. */
export function focusNotebookIfLost(): void {
  if (document.activeElement === document.body) focusNotebook();
}

/** What a person writes in or chooses from; a role of its own has Monaco's text. */
const FIELDS = "textarea, input:not([type=file]), select, [contenteditable=true], [role=textbox]";
const CONTROLS = "button, summary, a[href], [tabindex='0']";

/** Gives the field that a cell is about the focus; in a cell without fields, its first control. What stands around its content is none. */
export function focusPrimary(id: CellId): void {
  requestAnimationFrame(() => {
    const content = cellElement(id)?.querySelector(".cell-body");
    for (const selector of ["[data-primary]", FIELDS, CONTROLS]) {
      const found = [...(content?.querySelectorAll<HTMLElement>(selector) ?? [])].find(takesFocus);
      if (found) return found.focus();
    }
  });
}

function takesFocus(element: HTMLElement): boolean {
  return element.checkVisibility() && element.tabIndex >= 0 && !element.matches(":disabled");
}

/** Characters before the caret of the text that is being edited; null while none is. */
export function caretOffset(): number | null {
  const { activeElement } = document;
  const editor = editorAround(activeElement);
  if (editor) return editor.caret();
  return activeElement instanceof HTMLTextAreaElement ? activeElement.selectionStart : null;
}

/** As it is drawn. */
export function cellElement(id: CellId): HTMLElement | null {
  return document.querySelector(`[data-cell-id="${CSS.escape(id)}"]`);
}
