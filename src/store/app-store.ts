/** The application's state, made from its ports. Knows no React and no DOM. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { AppError, throwIfAborted } from "#base/errors.ts";
import { english, joined, message, type Wording } from "#base/message.ts";
import { uuid4 } from "#base/uuid4.ts";
import type { ServicePort } from "#service/service-port.ts";
import { embeddedBundleId } from "#bundle/open-embedded.ts";
import { Kernel } from "#kernel/kernel.ts";
import type { DownloadPort } from "#kernel/download-port.ts";
import type { EndpointPort } from "#kernel/endpoint-port.ts";
import type { ArtifactPort, BundleRegistry, InferencePort, NotebookStorage } from "#kernel/ports.ts";
import type { RegistryPort } from "#kernel/registry-port.ts";
import type { Cell, CellId, Notebook } from "#notebook/cell.ts";
import { createCell } from "#notebook/create-cell.ts";
import { addCell, duplicateCells, splitCell, updateCell } from "#notebook/edits.ts";
import { changedCell } from "#notebook/changed-cell.ts";
import { dropCells, moveCells } from "#notebook/move-cells.ts";
import { withCellInSight, withTheirHidden } from "#notebook/sections.ts";
import {
  createFromTemplate,
  TEMPLATE_IDS,
  TEMPLATE_TITLES,
  type TemplateId,
  templateOf,
} from "#notebook/templates.ts";
import { editForm } from "#wrapper/edit-form.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import { EMBEDDED_ENTRY } from "./bundle-registry.ts";
import type { AppState, AppStoreState, Notice } from "./app-state.ts";
import { createBundleActions } from "./bundle-actions.ts";
import { createChatActions } from "./chat-actions.ts";
import { createDocumentActions } from "./document-actions.ts";
import { DocumentStorage, type StoredDocument } from "./document-storage.ts";
import { createDownloadActions } from "./download-actions.ts";
import { createEndpointActions } from "./endpoint-actions.ts";
import { createMlflowActions, plainOrMlflow } from "./mlflow-actions.ts";
import { createSelectionActions } from "./selection-actions.ts";
import { accessTo, createServerAccessActions } from "./server-access-actions.ts";
import { createLocalEndpointActions, NO_LOCAL_ENDPOINT } from "./local-endpoint-actions.ts";
import { createServiceActions, NO_SERVICE } from "./service-actions.ts";
import { EMPTY_HISTORY, type History, record, stepBack, stepForward } from "./history.ts";

export interface AppPorts {
  readonly inference: InferencePort;
  readonly artifacts: ArtifactPort;
  readonly registry: RegistryPort;
  readonly bundles: BundleRegistry;
  readonly downloads: DownloadPort;
  readonly endpoints: EndpointPort;
  readonly storage: NotebookStorage;
  /** What a person asked to be remembered. */
  readonly settings: NotebookStorage;
  /** Null where there is no service worker. */
  readonly service?: ServicePort | null;
  /** Puts what a new notebook holds into the language that the page has then; English where it is left out. */
  readonly say?: (wording: Wording) => string;
  readonly newId?: () => string;
  readonly nowMs?: () => number;
}

export type AppStore = StoreApi<AppStoreState>;

const OPENING = message`Opening the model`;
/** Saving waits this long for the next edit. */
const SAVE_DELAY_MS = 300;
/** Edits of one cell that follow each other this fast are one step of undo. */
const TYPING_PAUSE_MS = 800;
/** Key under which the id of the last visit's document is kept; at first there were the templates alone. */
const LAST_DOCUMENT = "last-template";
const FIRST_DOCUMENT: TemplateId = "option1-transformers";

const INITIAL: AppState = {
  notebook: null,
  documents: TEMPLATE_IDS.map((id) => ({ id, title: TEMPLATE_TITLES[id] })),
  selected: null,
  anchor: null,
  editing: null,
  clipboard: [],
  cellStates: {},
  save: { status: "saved" },
  notices: [],
  bundles: [EMBEDDED_ENTRY],
  downloads: [],
  kept: [],
  credentials: {},
  service: NO_SERVICE,
  ...NO_LOCAL_ENDPOINT,
  canUndo: false,
  canRedo: false,
};

export function createAppStore(ports: AppPorts): AppStore {
  const { say = english, newId = uuid4, nowMs = () => Date.now() } = ports;
  const documents = new DocumentStorage(ports.storage, newId());
  let history: History<Notebook> = EMPTY_HISTORY;
  let lastTyping: { id: CellId; atMs: number } | null = null;
  let saveTimer: ReturnType<typeof setTimeout> | null = null;
  let saving: Promise<void> = Promise.resolve();
  let noticeCount = 0;

  return createStore<AppStoreState>()((set, get, { subscribe }) => {
    const kernel = new Kernel({
      inference: ports.inference,
      registry: ports.registry,
      accessTo: (url) => accessTo(get(), url),
      bundles: ports.bundles,
      notebook: () => current(),
      onChange: (cellStates) => {
        set({ cellStates });
        scheduleSave();
      },
      nowMs,
      newUuid: newId,
    });

    function current(): Notebook {
      return get().notebook ?? { id: FIRST_DOCUMENT, title: "", cells: [] };
    }

    function show(notebook: Notebook, selection: Partial<Pick<AppState, "selected" | "anchor">> = {}): void {
      set({
        notebook,
        ...selection,
        canUndo: history.past.length > 0,
        canRedo: history.future.length > 0,
      });
      kernel.documentChanged();
    }

    function edit(next: Notebook, typingIn: CellId | null = null): void {
      const before = current();
      if (next === before) return;
      const continues =
        typingIn !== null && lastTyping?.id === typingIn && nowMs() - lastTyping.atMs < TYPING_PAUSE_MS;
      if (!continues) history = record(history, before);
      lastTyping = typingIn === null ? null : { id: typingIn, atMs: nowMs() };
      show(next);
    }

    /** Goes to where a step of undo or redo leads, and to the cell that it changes. */
    function goTo(step: ReturnType<typeof stepBack<Notebook>>): void {
      if (!step) return;
      history = step.history;
      lastTyping = null;
      show(step.value, { selected: changedCell(current(), step.value, get().selected), anchor: null });
    }

    // What is selected is in sight, whatever selected it: going to a hit, to a problem, adding a cell. It is no step of undo.
    subscribe(({ notebook, selected }) => {
      if (notebook === null || selected === null) return;
      const next = withCellInSight(notebook, selected);
      if (next !== notebook) show(next);
    });

    function wrapperCell(id: CellId): Extract<Cell, { type: "wrapper" }> | null {
      const cell = current().cells.find((c) => c.id === id);
      return cell?.type === "wrapper" ? cell : null;
    }

    async function saveNow(overwrite = false): Promise<void> {
      const { notebook } = get();
      if (!notebook) return;
      // While it fails the page says so throughout: a message that comes and goes at each edit is no message.
      if (get().save.status !== "failed") set({ save: { status: "saving" } });
      try {
        await documents.save({ notebook, runs: kernel.finishedRuns() }, { overwrite });
        await ports.storage.save(LAST_DOCUMENT, notebook.id);
        set({ save: { status: "saved" } });
      } catch (thrown) {
        const error = AppError.from(thrown, "storage");
        const alreadyTold = get().save.status === "failed";
        set({ save: { status: "failed", error: error.toJson() } });
        if (error.code === "name-taken" && !alreadyTold) {
          const overwriteIt = { label: message`Keep this one`, run: () => void saveNow(true) };
          get().notify({ tone: "error", text: error.wording, action: overwriteIt });
        }
      }
    }

    function scheduleSave(): void {
      if (get().notebook === null) return;
      // Until it is written, it is not said to be.
      if (get().save.status === "saved") set({ save: { status: "saving" } });
      if (saveTimer !== null) clearTimeout(saveTimer);
      saveTimer = setTimeout(() => {
        saveTimer = null;
        saving = saving.then(() => saveNow());
      }, SAVE_DELAY_MS);
    }

    async function flush(): Promise<void> {
      if (saveTimer === null) return saving;
      clearTimeout(saveTimer);
      saveTimer = null;
      saving = saving.then(() => saveNow());
      return saving;
    }

    /** Puts a document in place of the one in sight; its history begins. */
    function replaceDocument(document: StoredDocument): void {
      history = EMPTY_HISTORY;
      lastTyping = null;
      set({
        notebook: document.notebook,
        selected: null,
        anchor: null,
        editing: null,
        canUndo: false,
        canRedo: false,
      });
      kernel.restore(document.runs);
    }

    /** @returns whether it is open; a template always is. */
    async function open(id: string): Promise<boolean> {
      const template = templateOf(id);
      let stored: StoredDocument | null = null;
      try {
        stored = await documents.load(id);
      } catch (thrown) {
        const instead = template === null ? [] : [message`The template is shown instead.`];
        const aside = message`What was stored is kept aside.`;
        const text = joined([AppError.from(thrown, "storage").wording, ...instead, aside], " ");
        get().notify({ tone: "error", text });
      }
      const document =
        stored ??
        (template === null ? null : { notebook: createFromTemplate(template, newId, say), runs: {} });
      if (document) replaceDocument(document);
      return document !== null;
    }

    async function refreshBundles(): Promise<void> {
      set({ bundles: await ports.bundles.list() });
    }

    const { startService, ...serviceActions } = createServiceActions({
      port: ports.service ?? null,
      set,
      flush,
    });

    return {
      ...INITIAL,
      ...serviceActions,
      ...createLocalEndpointActions({
        port: ports.service ?? null,
        inference: ports.inference,
        get,
        set,
        nowMs,
      }),

      async start() {
        startService();
        const last = await ports.storage.load(LAST_DOCUMENT).catch(() => undefined);
        if (typeof last !== "string" || !(await open(last))) await open(FIRST_DOCUMENT);
        await get().refreshModels();
        await get().refreshDocuments();
      },

      ...createDocumentActions({
        documents,
        newId,
        say,
        now: () => ({ notebook: current(), runs: kernel.finishedRuns() }),
        entries: () => get().documents,
        setEntries: (entries) => set({ documents: entries }),
        folderOf: (bundleId) => get().bundles.find(({ id }) => id === bundleId)?.name ?? null,
        rename: (title) => edit({ ...current(), title }),
        leave: async () => {
          kernel.stop();
          await flush();
        },
        open,
        replaceDocument: (document) => {
          replaceDocument(document);
          scheduleSave();
        },
      }),

      ...createMlflowActions({
        bundles: ports.bundles,
        newId,
        say,
        add: (notebook) => get().openShared(notebook),
        added: current,
        refreshBundles,
        onNotKept: ({ wording }) => get().notify({ tone: "error", text: wording }),
        run: (cellId) => kernel.run(cellId),
      }),
      ...createChatActions({ bundles: ports.bundles, notebook: current, edit: (next) => edit(next) }),

      ...createDownloadActions({
        port: ports.downloads,
        settings: ports.settings,
        get,
        set,
        refreshBundles,
        onKept: async (model, cellId, wantsNotebook) => {
          const { bundleId, name } = model;
          get().notify({
            tone: "success",
            text:
              model.origin.kind === "file"
                ? message`${name} is checked, and kept in this browser.`
                : message`${name} is downloaded, checked, and kept in this browser.`,
          });
          if (wantsNotebook) {
            await get()
              .openNotebookOf(model)
              .catch((thrown: unknown) =>
                get().notify({ tone: "error", text: AppError.from(thrown).wording }),
              );
            return;
          }
          const cell = current().cells.find((c) => c.id === cellId);
          if (cell?.type !== "model") return;
          edit(updateCell(current(), { ...cell, bundleId }));
          await kernel.run(cell.id);
        },
      }),

      ...createEndpointActions({ endpoints: ports.endpoints, inference: ports.inference, get }),
      ...createBundleActions({
        artifacts: ports.artifacts,
        bundles: ports.bundles,
        downloads: ports.downloads,
        notebook: current,
        toIpynb: (demoUrl) => get().toIpynb(demoUrl),
        openIpynb: (text, name, models) => get().openIpynb(text, name, models),
        startImport: (plan, blobs, cellId) => get().startImport(plan, blobs, cellId),
        choose: (cellId, bundleId) => {
          const cell = current().cells.find((c) => c.id === cellId);
          if (cell?.type === "model") edit(updateCell(current(), { ...cell, bundleId }));
        },
        tell: ({ title, notes }, model) => {
          get().notify({
            tone: "success",
            text: message`“${title}” is open, with its model ${model}. Nothing in it was run.`,
          });
          for (const text of notes) get().notify({ tone: "info", text });
        },
      }),

      resetToTemplate() {
        const template = templateOf(current().id);
        if (template === null) return;
        edit(createFromTemplate(template, newId, say));
        set({ selected: null, anchor: null });
      },

      addCell(type, { after }) {
        const id = newId();
        const option = optionAt(current(), after);
        edit(addCell(current(), createCell({ type, option }, id), after));
        set({ selected: id, anchor: null });
        return id;
      },

      updateCell(cell) {
        edit(updateCell(current(), cell), cell.id);
      },

      replaceNotebook(next) {
        edit(next);
      },

      moveCell(id, direction) {
        edit(moveCells(current(), [id], direction));
      },

      dropCell(id, at) {
        edit(dropCells(current(), [id], at));
      },

      duplicateCell(id) {
        edit(duplicateCells(current(), withTheirHidden(current(), [id]), newId));
      },

      splitCell(id, offset) {
        const half = newId();
        edit(splitCell(current(), id, offset, half));
        if (!current().cells.some((cell) => cell.id === half)) return;
        const { editing } = get();
        set({ selected: half, anchor: null, editing: editing === id ? half : editing });
      },

      undo() {
        goTo(stepBack(history, current()));
      },

      redo() {
        goTo(stepForward(history, current()));
      },

      select(id) {
        if (id !== get().selected) set({ selected: id, anchor: null });
      },

      setEditing(id) {
        set({ editing: id });
      },

      ...createServerAccessActions({
        registry: ports.registry,
        settings: ports.settings,
        now: get,
        change: set,
      }),

      ...createSelectionActions({
        now: get,
        change: set,
        edit: (next) => edit(next),
        newId,
        stopCell: (id) => kernel.stopCell(id),
        runs: () => kernel.finishedRuns(),
        addRuns: (runs) => kernel.addRuns(runs),
      }),

      setWrapperForm(id, form) {
        const cell = wrapperCell(id);
        if (cell) edit(updateCell(current(), { ...cell, wrapper: editForm(cell.wrapper, form) }), id);
      },

      setWrapper(id, wrapper) {
        const cell = wrapperCell(id);
        if (cell) edit(updateCell(current(), { ...cell, wrapper }), id);
      },

      discardWrapperEdits(id) {
        const cell = wrapperCell(id);
        if (cell) edit(updateCell(current(), { ...cell, wrapper: { ...cell.wrapper, editedCode: null } }));
      },

      runCell: (id) => kernel.run(id),
      runAll: () => kernel.runAll(),
      runStale: () => kernel.runStale(),
      stop: () => {
        kernel.stop();
      },
      stopCell: (id) => {
        kernel.stopCell(id);
      },

      restart: () => {
        kernel.stop();
        ports.inference.dispose();
      },

      async openBundle(id, opening) {
        const opened = await kernel.beside(id, async (signal, onProgress) => {
          onProgress({ label: OPENING });
          const opened = await opening(signal, (loadedBytes, totalBytes) =>
            onProgress({ label: OPENING, loadedBytes, totalBytes }),
          ).catch((thrown: unknown) => {
            throw AppError.from(thrown, "invalid-bundle");
          });
          const bundle = await plainOrMlflow(opened, ports.bundles, signal);
          throwIfAborted(signal);
          let kept = true;
          await ports.bundles.add(bundle).catch((thrown: unknown) => {
            kept = false;
            get().notify({ tone: "error", text: AppError.from(thrown, "storage").wording });
          });
          await refreshBundles();
          const cell = current().cells.find((c) => c.id === id);
          if (cell?.type === "model") edit(updateCell(current(), { ...cell, bundleId: bundle.id }));
          if (kept)
            get().notify({
              tone: "success",
              text: message`${bundle.name} is open, and kept in this browser.`,
            });
        });
        if (opened) await kernel.run(id);
      },

      async allowFolder(bundleId) {
        const allowed = await ports.bundles.allow(bundleId);
        await refreshBundles();
        return allowed;
      },

      async forgetBundle(bundleId) {
        if (bundleId === embeddedBundleId) return;
        await ports.bundles.remove(bundleId);
        await get().refreshModels();
        for (const cell of current().cells) {
          if (cell.type === "model" && cell.bundleId === bundleId) {
            edit(updateCell(current(), { ...cell, bundleId: embeddedBundleId }));
          }
        }
      },

      zipArtifact: (artifact, onProgress, signal) => ports.artifacts.zip(artifact, onProgress, signal),

      notify(notice) {
        const added: Notice = { ...notice, id: ++noticeCount };
        set({ notices: [...get().notices, added] });
        return added.id;
      },

      dismissNotice(id) {
        set({ notices: get().notices.filter((notice) => notice.id !== id) });
      },

      flush,
    };
  });
}

/** The option of the wrapper above the place, so that a new cell fits to it; otherwise that of the document. */
function optionAt({ id, cells }: Notebook, after: CellId | null): WrapperOption {
  const above = cells.slice(0, cells.findIndex((cell) => cell.id === after) + 1);
  const wrapper =
    above.findLast((cell) => cell.type === "wrapper") ?? cells.find((cell) => cell.type === "wrapper");
  if (wrapper?.type === "wrapper") return wrapper.wrapper.form.option;
  return id === "option2-pyfunc" ? "pyfunc" : "transformers";
}
