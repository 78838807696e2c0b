import type { CellId } from "#notebook/cell.ts";
import { updateCell } from "#notebook/edits.ts";
import { discardEdits, editForm } from "#wrapper/edit-form.ts";
import type { WrapperSource } from "#wrapper/wrapper.ts";
import type { App } from "./app.ts";
import type { WrapperActions } from "./wrapper-slice.ts";

export function createWrapperActions({ document }: App): WrapperActions {
  function change(
    id: CellId,
    next: (wrapper: WrapperSource) => WrapperSource,
    typingIn: CellId | null = null,
  ): void {
    const { notebook } = document;
    const cell = notebook.cells.find((each) => each.id === id);
    if (cell?.type !== "wrapper") return;
    document.edit(updateCell(notebook, { ...cell, wrapper: next(cell.wrapper) }), typingIn);
  }
  return {
    setWrapperForm: (id, form) => change(id, (wrapper) => editForm(wrapper, form), id),
    setWrapper: (id, wrapper) => change(id, () => wrapper, id),
    discardWrapperEdits: (id) => change(id, discardEdits),
  };
}
