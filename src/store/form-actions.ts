/** Turns code that logs a model into a form, and back. */
import { backToCode } from "#ipynb/forms/back-to-code.ts";
import type { App } from "./app.ts";
import type { FormActions } from "./form-slice.ts";

export function createFormActions({ document, ports }: App): FormActions {
  // Reads Python, so it is loaded when it is needed.
  const load = () => import("#ipynb/forms/form-offer.ts");
  return {
    async editAsForm(id) {
      const { withForm } = await load();
      const done = withForm(document.notebook, id, ports.newId);
      if (done) document.edit(done.notebook);
      return done?.notes ?? [];
    },

    async editAllAsForms() {
      const { withAllForms } = await load();
      const done = withAllForms(document.notebook, ports.newId);
      document.edit(done.notebook);
      return done.notes;
    },

    backToCode: (id) => document.edit(backToCode(document.notebook, id)),
  };
}
