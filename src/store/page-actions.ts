/** Opening and leaving the page. */
import { FIRST_DOCUMENT } from "#notebook/templates.ts";
import type { App } from "./app.ts";
import { showProblem } from "./document-problem.ts";
import { openStored } from "./open-stored.ts";
import type { PageActions } from "./page-slice.ts";

export function createPageActions(app: App): PageActions {
  const { document, ports, saving, store } = app;
  return {
    async start() {
      ports.service?.start((service) => store.setState({ service }));
      const last = await saving.lastDocument();
      const id = last ?? FIRST_DOCUMENT;
      if (await document.mark.endedThePage(id))
        await showProblem(app, { kind: "did-not-show", id, error: null });
      else if (last === undefined || !(await openStored(app, last))) await openStored(app, FIRST_DOCUMENT);
      await store.getState().refreshModels();
      await store.getState().refreshDocuments();
      await store.getState().refreshUploads();
    },

    flush: () => saving.flush(),

    keepEdits: () => saving.keep(),

    leavePage() {
      saving.keep();
      document.keepSteps();
      // The page was left normally; a page that hangs or crashes does not get here.
      if (store.getState().problem === null) document.mark.clear();
    },
  };
}
