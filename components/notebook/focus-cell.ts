import { flushSync } from "react-dom";
import { editorAround } from "#components/code/open-editors.ts";
import type { CellId } from "#notebook/cell.ts";

/** In place of a cell id: the element that gets focus and keys while the notebook is empty. */
export const EMPTY_PLACE = "";

/**
 * Makes React draw pending changes of the store, so that new elements can be focused at once. A frame later, the next key would have gone
 * elsewhere, or the focus would leave where that key led.
 */
export function drawNow(): void {
  flushSync(() => undefined);
}

/** Focuses a cell itself ("command mode"), and scrolls to it. With null, focuses what replaces the cells of an empty notebook. */
export function focusCell(id: CellId | null, block: "nearest" | "start" = "nearest"): void {
  drawNow();
  const cell = cellElement(id ?? EMPTY_PLACE);
  cell?.focus({ preventScroll: true });
  cell?.scrollIntoView({ block });
}

/** Focuses the cell that an element with the focus is in, before the element goes. */
export function focusCellAround(element: Element): void {
  element.closest<HTMLElement>("[data-cell-id]")?.focus({ preventScroll: true });
}

/** Focuses what a person reaches by tabbing into the notebook: the selected cell, or the first. */
export function focusNotebook(): void {
  document.querySelector<HTMLElement>("[data-cell-id][tabindex='0']")?.focus({ preventScroll: true });
}

/** Does so if the focused element is gone from the page. */
export function focusNotebookIfLost(): void {
  if (document.activeElement === document.body) focusNotebook();
}

/** Elements that a person writes in or chooses from. Monaco's text has a role of its own. */
const FIELDS = "textarea, input:not([type=file]), select, [contenteditable=true], [role=textbox]";
const CONTROLS = "button, summary, a[href], [tabindex='0']";

/** Focuses the cell's main field, or its first control if it has no fields. Controls around its content do not count. */
export function focusPrimary(id: CellId): void {
  drawNow();
  const cell = cellElement(id);
  const content = cell?.querySelector(".cell-body");
  if (!cell || !content) return;
  const primary = primaryIn(content);
  if (primary) primary.focus();
  else if (content.querySelector("[aria-busy=true]")) focusWhenLoaded(cell, content);
}

/** Once the cell's view is loaded, unless the person has gone elsewhere meanwhile. */
function focusWhenLoaded(cell: HTMLElement, content: Element): void {
  const observer = new MutationObserver(() => {
    const isHere = document.activeElement === cell;
    const primary = isHere ? primaryIn(content) : undefined;
    if (isHere && primary === undefined) return;
    observer.disconnect();
    primary?.focus();
  });
  observer.observe(content, { childList: true, subtree: true });
}

function primaryIn(content: Element): HTMLElement | undefined {
  for (const selector of ["[data-primary]", FIELDS, CONTROLS]) {
    const found = [...content.querySelectorAll<HTMLElement>(selector)].find(takesFocus);
    if (found) return found;
  }
  return undefined;
}

function takesFocus(element: HTMLElement): boolean {
  return element.checkVisibility() && element.tabIndex >= 0 && !element.matches(":disabled");
}

/** Offset of the caret in the text that is being edited; null if none is. */
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
