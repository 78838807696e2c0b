/** Code that logs a model, as a form, and back. */
import type { Message } from "#base/message.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import { backToCode } from "#ipynb/forms/back-to-code.ts";

/** Functions, not methods. Each edit is undoable, and runs nothing. */
export interface FormActions {
  /** Puts a form in place of the cell's code, and of the cells that it takes its model from. @returns what a person should know of it. */
  readonly editAsForm: (id: CellId) => Promise<readonly Message[]>;
  /** The same for all cells that can be forms. */
  readonly editAllAsForms: () => Promise<readonly Message[]>;
  /** Puts the code back in place of the form that the cell belongs to. */
  readonly backToCode: (id: CellId) => void;
}

interface FormActionsOptions {
  readonly notebook: () => Notebook;
  readonly edit: (next: Notebook) => void;
  readonly newId: () => CellId;
}

export function createFormActions({ notebook, edit, newId }: FormActionsOptions): FormActions {
  // Reads Python: loaded when it is needed.
  const load = () => import("#ipynb/forms/form-offer.ts");
  return {
    async editAsForm(id) {
      const { withForm } = await load();
      const done = withForm(notebook(), id, newId);
      if (done) edit(done.notebook);
      return done?.notes ?? [];
    },

    async editAllAsForms() {
      const { withAllForms } = await load();
      const done = withAllForms(notebook(), newId);
      edit(done.notebook);
      return done.notes;
    },

    backToCode: (id) => edit(backToCode(notebook(), id)),
  };
}
