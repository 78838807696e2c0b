import { flushSync } from "react-dom";
import { editorAround } from "#components/code/open-editors.ts";
import type { CellId } from "#notebook/cell.ts";

/** Stands for the id of a cell where there is none: what takes the focus and the keys while the notebook is empty. */
export const EMPTY_PLACE = "";

/**
 * Has React draw what has changed in the store, so that what is new can have the focus at once. A frame later, the next key
 * would have gone elsewhere, or the focus would be taken from where that key led.
 */
export function drawNow(): void {
  flushSync(() => undefined);
}

/**
 * Gives a cell itself the focus ("command mode"), and scrolls to it. With null, what stands in place of the cells of an empty
 * notebook.
 */
export function focusCell(id: CellId | null, block: "nearest" | "start" = "nearest"): void {
  drawNow();
  const cell = cellElement(id ?? EMPTY_PLACE);
  cell?.focus({ preventScroll: true });
  cell?.scrollIntoView({ block });
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
  drawNow();
  const cell = cellElement(id);
  const content = cell?.querySelector(".cell-body");
  if (!cell || !content) return;
  const primary = primaryIn(content);
  if (primary) primary.focus();
  else if (content.querySelector("[aria-busy=true]")) focusWhenLoaded(cell, content);
}

/** Once the cell's view has come, unless the person has gone elsewhere meanwhile. */
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
