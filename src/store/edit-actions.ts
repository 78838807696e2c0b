/** Edits of the open document, one cell at a time. */
import { english } from "#base/message.ts";
import { createCell } from "#cells/cell.ts";
import { wrapperOf } from "#cells/code/code-cell.ts";
import type { CellState } from "#kernel/cell-state.ts";
import { gives } from "#notebook/dependencies.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import { addCell, duplicateCells, splitCell, updateCell } from "#notebook/edits.ts";
import { dropCells, moveCells } from "#notebook/move-cells.ts";
import { withTheirHidden } from "#notebook/sections.ts";
import { createFromTemplate, proseInLanguage, templateOf } from "#notebook/templates.ts";
import { type InputForm, inputFormOf } from "#wrapper/input-form.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import type { App } from "./app.ts";
import type { AppState } from "./app-state.ts";
import type { EditActions } from "./edit-slice.ts";

export function createEditActions({ document, ports, store }: App): EditActions {
  const { newId } = ports;
  return {
    resetToTemplate() {
      const template = templateOf(document.notebook.id);
      if (template === null) return;
      document.edit(createFromTemplate(template, newId, ports.say));
      store.setState({ selected: null, anchor: null });
    },

    translateTemplate(before) {
      const { notebook } = store.getState();
      if (notebook) document.edit(proseInLanguage(notebook, ports.say, [before, english]));
    },

    addCell(type, { after }) {
      const id = newId();
      const { input, ...above } = forCellAt(document.notebook, after, store.getState().cellStates);
      const own = type === "inference" && input !== undefined ? { input } : {};
      document.edit(addCell(document.notebook, createCell({ type, ...above, ...own }, id), after));
      store.setState({ selected: id, anchor: null });
      return id;
    },

    updateCell: (cell) => document.edit(updateCell(document.notebook, cell), cell.id),
    replaceNotebook: (next) => document.edit(next),
    moveCell: (id, direction) => document.edit(moveCells(document.notebook, [id], direction)),
    dropCell: (id, at) => document.edit(dropCells(document.notebook, [id], at)),

    duplicateCell(id) {
      const { notebook } = document;
      document.edit(duplicateCells(notebook, withTheirHidden(notebook, [id]), newId));
    },

    splitCell(id, offset) {
      const half = newId();
      document.edit(splitCell(document.notebook, id, offset, half));
      if (!document.notebook.cells.some((cell) => cell.id === half)) return;
      const { editing } = store.getState();
      store.setState({ selected: half, anchor: null, editing: editing === id ? half : editing });
    },

    undo: () => document.step("back"),
    redo: () => document.step("forward"),

    select(id) {
      if (id !== store.getState().selected) store.setState({ selected: id, anchor: null });
    },
    setEditing: (id) => store.setState({ editing: id }),
  };
}

interface ForNewCell {
  readonly option: WrapperOption;
  readonly inputs?: InputForm;
  /** An inference cell's input: the model's own example. */
  readonly input?: string;
}

/** The option of the wrapper above that place, so that a new cell matches it; otherwise that of the document. */
function forCellAt(
  { id, cells }: Notebook,
  after: CellId | null,
  states: AppState["cellStates"],
): ForNewCell {
  const above = cells.slice(0, cells.findIndex((cell) => cell.id === after) + 1);
  const given = above.findLast((cell) => gives(cell, "wrapper"));
  if (given?.type === "code") {
    const found = forCellBelowCode(states.get(given.id));
    if (found !== null) return found;
  }
  const wrapper =
    above.findLast((cell) => cell.type === "wrapper") ?? cells.find((cell) => cell.type === "wrapper");
  if (wrapper?.type !== "wrapper") return { option: id === "option2-pyfunc" ? "pyfunc" : "transformers" };
  const { form } = wrapper.wrapper;
  return { option: form.option, inputs: inputFormOf(form) };
}

/** A code cell that has logged a model, or defined its class. */
function forCellBelowCode(state: CellState | undefined): ForNewCell | null {
  const output = state && "output" in state ? state.output : null;
  const wrapper = output?.type === "code" ? wrapperOf(output)?.wrapper : undefined;
  if (wrapper === undefined) return null;
  const example = (wrapper.option === "pyfunc" ? wrapper.coded : wrapper.logged)?.inputExample;
  return {
    option: wrapper.option,
    inputs: inputFormOf(wrapper),
    ...(example?.kind === "value" && { input: example.data }),
  };
}
