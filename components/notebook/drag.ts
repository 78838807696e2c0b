/** Moving a cell by its handle. Keyboard and menu do the same; this is for a mouse. */
import type { DragEvent } from "react";
import type { CellId } from "#notebook/cell.ts";

const TYPE = "application/x-phi3-cell";

export function setDraggedCell(event: DragEvent, id: CellId): void {
  event.dataTransfer.setData(TYPE, id);
  event.dataTransfer.effectAllowed = "move";
  const cell = event.currentTarget.closest("[data-cell-id]");
  if (cell) event.dataTransfer.setDragImage(cell, 20, 20);
}

export function isCellDrag(event: DragEvent): boolean {
  return event.dataTransfer.types.includes(TYPE);
}

export function draggedCell(event: DragEvent): CellId | null {
  return event.dataTransfer.getData(TYPE) || null;
}
