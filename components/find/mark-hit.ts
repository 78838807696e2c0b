import { editorIn } from "#components/code/open-editors.ts";
import { cellElement } from "#components/notebook/focus-cell.ts";
import type { Hit } from "#notebook/find.ts";

/** Focuses the field or editor with the text, and selects the hit in it. @returns whether there was one. */
export function markHit({ cellId, start, end }: Hit, text: string): boolean {
  const cell = cellElement(cellId);
  const fields =
    cell?.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>("textarea, input[type=text]") ?? [];
  const field = [...fields].find(({ value, offsetParent }) => value === text && offsetParent !== null);
  const editor = cell && editorIn(cell);
  if (editor) {
    editor.select(start, end);
    return true;
  }
  field?.focus();
  field?.setSelectionRange(start, end);
  return field !== undefined;
}
