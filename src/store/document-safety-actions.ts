/** Keeps a person's work within reach: documents that cannot be shown, and documents open in two tabs. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { repairNotebook } from "#notebook/repair-notebook.ts";
import type { App } from "./app.ts";
import { problemJson, showProblem } from "./document-problem.ts";
import type { DocumentSafetyActions } from "./document-safety-slice.ts";
import { ownDocumentId, titleOf } from "./document-storage.ts";
import { openStored } from "./open-stored.ts";

export function createDocumentSafetyActions(app: App): DocumentSafetyActions {
  followOtherTabs(app);
  const told = (action: (app: App) => Promise<void>) => async () => {
    try {
      await action(app);
    } catch (thrown) {
      app.store.getState().notify({ tone: "error", text: AppError.from(thrown, "storage").wording });
    }
  };
  const { document, saving, store } = app;

  return {
    documentShown: () => document.mark.clear(),

    documentFailed(thrown) {
      const { notebook } = store.getState();
      if (notebook === null) return;
      const { id } = notebook;
      document.failed = notebook;
      document.mark.set(id);
      const error = AppError.from(thrown).toJson();
      void saving.atOnce().then(() => showProblem(app, { kind: "did-not-show", id, error }));
    },

    async openAnyway() {
      const { problem } = store.getState();
      if (problem !== null) await openStored(app, problem.id);
    },

    async lookForChanges() {
      const { notebook } = store.getState();
      if (notebook === null) return;
      const isChangedElsewhere = await document.storage.isChangedElsewhere(notebook.id).catch(() => false);
      if (isChangedElsewhere) store.setState({ isChangedElsewhere });
    },

    repairDocument: told(repairDocument),
    takeOtherVersion: told(takeOtherVersion),
    saveAsCopy: told(saveAsCopy),
  };
}

function followOtherTabs({ ports, document, store }: App): void {
  ports.tabs.onSaved(({ id, revision }) => {
    if (store.getState().notebook?.id !== id) void store.getState().refreshDocuments();
    else if (document.storage.isOutdatedBy(id, revision)) store.setState({ isChangedElsewhere: true });
  });
}

async function repairDocument(app: App): Promise<void> {
  const { document, ports, saving, store } = app;
  const { problem } = store.getState();
  if (problem === null) return;
  const { id, kind } = problem;
  const json = await problemJson(app, id);
  // Tells this tab which revision it continues from.
  await document.storage.load(id).catch(() => null);
  await ports.storage.save(`${id} (before repair)`, { notebook: json });
  const title = titleOf(json, ports.say(problem.title));
  const plain = kind === "did-not-show";
  const notebook = repairNotebook(json, { id, title, plain, newId: ports.newId });
  document.replace({ notebook, runs: new Map() });
  await saving.atOnce();
  await store.getState().refreshDocuments();
}

async function takeOtherVersion(app: App): Promise<void> {
  const { document, ports, saving, store } = app;
  await document.stopAll();
  const { notebook, runs } = document.stored;
  if (store.getState().save.status !== "saved") {
    const title = ports.say(message`${notebook.title} (edits of another tab)`);
    const aside = { ...notebook, id: ownDocumentId(ports.newId()), title };
    await document.storage.save({ notebook: aside, runs });
    store.getState().notify({ tone: "info", text: message`Your unsaved changes are kept as “${title}”.` });
  }
  saving.drop();
  await openStored(app, notebook.id);
  await store.getState().refreshDocuments();
}

async function saveAsCopy({ document, ports, saving, store }: App): Promise<void> {
  await document.stopAll();
  saving.drop();
  const { notebook, runs } = document.stored;
  const title = ports.say(message`${notebook.title} (copy)`);
  document.replace({ notebook: { ...notebook, id: ownDocumentId(ports.newId()), title }, runs });
  await saving.atOnce();
  await store.getState().refreshDocuments();
}
