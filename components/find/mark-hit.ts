import { cellElement } from "#components/notebook/focus-cell.ts";
import type { Hit } from "#notebook/find.ts";

/** Asks an editor that keeps its selection to itself to select characters; it listens on its host. */
export const SELECT_TEXT = "select-text";
export type SelectText = CustomEvent<Pick<Hit, "start" | "end">>;

/** Gives the field or editor that holds the text the focus, and selects the hit in it. @returns whether there was one. */
export function markHit({ cellId, start, end }: Hit, text: string): boolean {
  const cell = cellElement(cellId);
  const fields =
    cell?.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>("textarea, input[type=text]") ?? [];
  const field = [...fields].find(({ value, offsetParent }) => value === text && offsetParent !== null);
  const host = cell?.querySelector(".monaco-host");
  if (host?.querySelector(".monaco-editor")) {
    return !host.dispatchEvent(new CustomEvent(SELECT_TEXT, { detail: { start, end }, cancelable: true }));
  }
  field?.focus();
  field?.setSelectionRange(start, end);
  return field !== undefined;
}
