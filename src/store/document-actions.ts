/** Several documents: lists, opens, creates, renames and deletes them, and reads and writes them as files and links. */
import { AppError } from "#base/errors.ts";
import { english, within } from "#base/message.ts";
import type { Cell } from "#cells/cell.ts";
import type { Notebook } from "#notebook/cell.ts";
import {
  createFromTemplate,
  TEMPLATE_IDS,
  TEMPLATE_TITLES,
  type TemplateId,
  templateOf,
} from "#notebook/templates.ts";
import type { DocumentProblem } from "./document-safety-slice.ts";
import { ownDocumentId, type StoredDocument } from "./document-storage.ts";
import type { DocumentActions, ListedDocument, OpenedDocument } from "./document-slice.ts";
import type { App } from "./app.ts";
import { openStored } from "./open-stored.ts";
import { problemFile, fileNameOf } from "./document-problem.ts";
import { hubOriginOf } from "./model-actions.ts";

export function createDocumentActions(app: App): DocumentActions {
  const { document, ports, saving, store } = app;
  const { newId, say } = ports;
  return {
    refreshDocuments: () => refreshDocuments(app),
    openIpynb: (text, name, models) => openIpynb(app, text, name, models),

    async openDocument(id) {
      if (id === store.getState().notebook?.id) return;
      await document.leave();
      await openStored(app, id);
      // At once, so that a reload returns to it. What was started in it meanwhile continues.
      await saving.flush();
      await refreshDocuments(app);
    },

    async newDocument(from, title) {
      const id = ownDocumentId(newId());
      const content = from === "empty" ? { cells: [] } : createFromTemplate(from, newId, say);
      await addDocument(app, { ...content, id, title });
    },

    renameDocument(title) {
      document.edit({ ...document.notebook, title });
      void refreshDocuments(app);
    },

    async duplicateDocument(title) {
      const { notebook, runs } = document.stored;
      await addDocument(app, { ...notebook, id: ownDocumentId(newId()), title }, runs);
    },

    deleteDocument() {
      const { problem } = store.getState();
      return problem === null ? deleteSeen(app) : deleteUnseen(app, problem);
    },

    toIpynb: (demoUrl) => toIpynb(app, demoUrl),

    async openIpynbFrom(address, pageUrl) {
      const { fetchIpynb } = await import("#ipynb/fetch-ipynb.ts");
      const { text, name } = await fetchIpynb(address, { pageUrl });
      return openIpynb(app, text, name);
    },

    async toLink(pageUrl) {
      const { shareLink } = await import("#ipynb/share-link.ts");
      return shareLink(document.notebook, pageUrl);
    },

    readLink: (fragment) => ports.reader.readShareFragment(fragment, ownDocumentId(newId())),
    openShared: (notebook) => addDocument(app, notebook),
  };
}

async function refreshDocuments(app: App): Promise<void> {
  const { document, store } = app;
  // Without storage there are only the templates and the open document.
  const own = await document.storage.own().catch(() => []);
  const { id, title } = document.notebook;
  const known = own.filter((entry) => entry.id !== id);
  const templates = await Promise.all(TEMPLATE_IDS.map((template) => listedTemplate(app, template)));
  const inSight = templateOf(id) === null ? [{ id, title }] : [];
  const others = [...known, ...inSight].toSorted((a, b) => a.title.localeCompare(b.title));
  store.setState({ documents: [...templates, ...others] });
}

/** A template's title is translated until a person renames it. */
async function listedTemplate({ document, ports }: App, id: TemplateId): Promise<ListedDocument> {
  const own = TEMPLATE_TITLES[id];
  const { notebook, storage } = document;
  const title = id === notebook.id ? notebook.title : await storage.title(id, "").catch(() => "");
  return { id, title: ["", english(own), ports.say(own)].includes(title) ? own : title };
}

/** Shows a document that is not stored yet, and stores it. */
async function addDocument(
  app: App,
  notebook: Notebook,
  runs: StoredDocument["runs"] = new Map(),
): Promise<void> {
  const { document, saving } = app;
  await document.leave();
  showAndSave(app, { notebook: { ...notebook, title: freeTitle(app, notebook.title) }, runs });
  await saving.flush();
  await refreshDocuments(app);
}

function showAndSave({ document, saving }: App, stored: StoredDocument): void {
  document.replace(stored);
  saving.soon();
}

/** The title, or a similar one that no other notebook has. */
export function freeTitle({ ports, store }: App, title: string): string {
  const { documents, notebook } = store.getState();
  const taken = new Set(documents.map((entry) => ports.say(entry.title)));
  // The list may not have its new name yet.
  if (notebook) taken.add(notebook.title);
  let free = title;
  for (let count = 2; taken.has(free); count += 1) free = `${title} (${count})`;
  return free;
}

type Deleted = Awaited<ReturnType<DocumentActions["deleteDocument"]>>;

async function deleteSeen(app: App): Promise<Deleted> {
  const { document, saving } = app;
  await document.leave();
  const deleted = document.stored;
  const { id, title } = deleted.notebook;
  await document.storage.remove(id);
  await openAnother(app, id);
  const undo = async () => {
    await document.leave();
    showAndSave(app, deleted);
    await saving.flush();
    await refreshDocuments(app);
  };
  return { title, undo };
}

/** Restored without parsing: exactly what was stored. */
async function deleteUnseen(app: App, { id, title }: DocumentProblem): Promise<Deleted> {
  const { document, ports } = app;
  const json = await document.storage.raw(id);
  await document.storage.remove(id);
  await openAnother(app, id);
  const undo = async () => {
    await document.leave();
    await document.storage.putRaw(id, json);
    await openStored(app, id);
    await refreshDocuments(app);
  };
  return { title: ports.say(title), undo };
}

async function openAnother(app: App, than: string): Promise<void> {
  const next = app.store.getState().documents.find((entry) => entry.id !== than)?.id;
  if (next !== undefined) await openStored(app, next);
  await refreshDocuments(app);
}

async function openIpynb(
  app: App,
  text: string,
  name: string,
  models?: { readonly from: string | null; readonly to: string },
): Promise<OpenedDocument> {
  const { document, ports } = app;
  const { notebook, runs, notes, hasForms } = await named(name, () =>
    ports.reader.readIpynb(text, name.replace(/\.ipynb$/i, "")),
  );
  const cells = models === undefined ? notebook.cells : notebook.cells.map((cell) => withModel(cell, models));
  await addDocument(app, { ...notebook, cells, id: ownDocumentId(ports.newId()) }, runs);
  return { title: document.notebook.title, notes, hasForms };
}

async function toIpynb(app: App, demoUrl: string): Promise<{ fileName: string; text: string }> {
  const { writeIpynb } = await import("#ipynb/write-ipynb.ts");
  const { document, store } = app;
  const textOf = ({ notebook, runs }: StoredDocument) =>
    writeIpynb(notebook, runs, {
      demoUrl,
      folderOf: (bundleId) => store.getState().bundles.find(({ id }) => id === bundleId)?.name ?? null,
      hubOriginOf: (bundleId) => hubOriginOf(app, bundleId),
    });
  const { stored } = document;
  const fileName = `${fileNameOf(stored.notebook.title)}.ipynb`;
  return (await problemFile(app, textOf)) ?? { fileName, text: textOf(stored) };
}

/** With several files, the message must name the one that could not be read. */
async function named<Read>(name: string, read: () => Promise<Read>): Promise<Read> {
  try {
    return await read();
  } catch (thrown) {
    const { code, wording, details } = AppError.from(thrown, "invalid-document");
    throw new AppError(code, name === "" ? wording : within(name, wording), { details, cause: thrown });
  }
}

/** A cell of a notebook that came with a model: without a name, every model cell is meant. */
function withModel(cell: Cell, { from, to }: { readonly from: string | null; readonly to: string }): Cell {
  if (cell.type !== "model" || (from !== null && cell.bundleId !== from)) return cell;
  const { named: _named, ...own } = cell;
  return { ...own, bundleId: to };
}
