/** The application's state, made from its ports. Knows no React and no DOM. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { AppError, throwIfAborted } from "#base/errors.ts";
import { english, joined, type Message, message, type Wording } from "#base/message.ts";
import { uuid4 } from "#base/uuid4.ts";
import type { ServicePort } from "#service/service-port.ts";
import type { HubOrigin } from "#bundle/download/plan.ts";
import { embeddedBundleId } from "#bundle/embedded-bundle.ts";
import { Kernel } from "#kernel/kernel.ts";
import type { DownloadPort } from "#bundle/download/download-port.ts";
import type { EndpointPort } from "#deploy/endpoint-port.ts";
import type { ArtifactPort, BundleRegistry, InferencePort, NotebookStorage } from "#kernel/ports.ts";
import type { RegistryPort } from "#registry/registry-port.ts";
import type { ReaderPort } from "#reader/reader-port.ts";
import type { Cell } from "#cells/cell.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import { createCell } from "#cells/cell.ts";
import { chooseModel } from "#notebook/choose-model.ts";
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
import { discardEdits, editForm } from "#wrapper/edit-form.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import { EMBEDDED_ENTRY } from "./bundle-registry.ts";
import type { AppState, AppStoreState, Notice } from "./app-state.ts";
import { createBundleActions } from "./bundle-actions.ts";
import { createChatActions } from "./chat-actions.ts";
import { createDocumentActions } from "./document-actions.ts";
import { createDocumentSafetyActions, NO_DOCUMENT_PROBLEM } from "./document-safety-actions.ts";
import { DocumentStorage, type LoadedDocument, type StoredDocument } from "./document-storage.ts";
import { createDownloadActions } from "./download-actions.ts";
import { createSpeedActions } from "./speed-actions.ts";
import { createEndpointActions } from "./endpoint-actions.ts";
import { createFormActions } from "./form-actions.ts";
import { createMlflowActions, plainOrMlflow } from "./mlflow-actions.ts";
import { createSelectionActions } from "./selection-actions.ts";
import { accessTo, createServerAccessActions } from "./server-access-actions.ts";
import { createLocalEndpointActions, NO_LOCAL_ENDPOINT } from "./local-endpoint-actions.ts";
import { RunningMark } from "./running-mark.ts";
import { RunHolds } from "./run-holds.ts";
import { createServiceActions, NO_SERVICE } from "./service-actions.ts";
import { Saving } from "./saving.ts";
import { ShowMark } from "./show-mark.ts";
import { noOtherTabs, type Tabs } from "./tabs.ts";
import type { UploadActions } from "./upload-actions.ts";
import { UndoSteps } from "./undo-steps.ts";
import type { SyncStorage } from "./unsaved-edits.ts";

export interface AppPorts {
  readonly inference: InferencePort;
  readonly artifacts: ArtifactPort;
  readonly reader: ReaderPort;
  readonly registry: RegistryPort;
  readonly bundles: BundleRegistry;
  readonly downloads: DownloadPort;
  readonly endpoints: EndpointPort;
  readonly storage: NotebookStorage;
  /** Keeps edits that there is no time to save when the page is left; without it they are lost. */
  readonly unsaved?: SyncStorage | null;
  /** Left out: this tab is alone. */
  readonly tabs?: Tabs;
  /** Uploads to servers that are not finished; the registry keeps them there. */
  readonly uploads: NotebookStorage;
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
/** A run that is asked to stop is given this long to hand over what it has. */
const STOP_WAIT_MS = 2000;
const FIRST_DOCUMENT: TemplateId = "option1-transformers";

const INITIAL: AppState = {
  notebook: null,
  documents: TEMPLATE_IDS.map((id) => ({ id, title: TEMPLATE_TITLES[id] })),
  selected: null,
  anchor: null,
  editing: null,
  clipboard: [],
  cellStates: new Map(),
  save: { status: "saved" },
  notices: [],
  bundles: [EMBEDDED_ENTRY],
  downloads: [],
  kept: [],
  credentials: {},
  uploads: [],
  zipsInWork: 0,
  service: NO_SERVICE,
  ...NO_LOCAL_ENDPOINT,
  ...NO_DOCUMENT_PROBLEM,
  canUndo: false,
  canRedo: false,
};

export function createAppStore(ports: AppPorts): AppStore {
  const { say = english, newId = uuid4, nowMs = () => Date.now() } = ports;
  const { tabs = noOtherTabs(newId()), unsaved = null } = ports;
  const mark = new ShowMark(unsaved, tabs);
  const running = new RunningMark(unsaved, tabs);
  const steps = new UndoSteps(nowMs);
  let noticeCount = 0;
  const holds = new RunHolds();

  return createStore<AppStoreState>()((set, get, { subscribe }) => {
    const artifacts = countingZips(ports.artifacts, (by) => set({ zipsInWork: get().zipsInWork + by }));

    const kernel = new Kernel({
      inference: ports.inference,
      reader: ports.reader,
      registry: ports.registry,
      accessTo: (url) => accessTo(get(), url),
      bundles: ports.bundles,
      notebook: () => current(),
      onChange: (cellStates) => {
        // The next visit has to find the cell: a template that was not edited is not saved yet.
        if (running.follow(current().id, cellStates)) saving.soon();
        set({ cellStates });
      },
      // At once: an answer that took minutes is not made again by who reloads the page.
      onFinished: () => void saving.atOnce(),
      nowMs,
      newUuid: newId,
    });

    const documents = new DocumentStorage({
      storage: ports.storage,
      tabs,
      unsaved,
      newId,
      titleAside: (title) => say(message`${title} (unsaved edits)`),
      onSetAside: ({ id, title }) =>
        get().notify({
          tone: "info",
          text: message`Edits that were not saved when a tab was left do not fit to this notebook any more. They are kept as “${title}”.`,
          action: { label: message`Open them`, run: () => void get().openDocument(id) },
          stays: true,
        }),
      onDamaged: () =>
        get().notify({
          tone: "error",
          text: message`Edits that were not saved when a tab was left are damaged, and cannot be shown. The notebook is shown as it was last saved.`,
        }),
    });

    const saving = new Saving({
      documents,
      storage: ports.storage,
      now: () => (get().notebook === null ? null : stored()),
      get: () => get().save,
      set: (save) => set({ save }),
      onConflict: () => set({ isChangedElsewhere: true }),
    });

    function stored(): StoredDocument {
      return { notebook: current(), runs: kernel.finishedRuns() };
    }

    function current(): Notebook {
      return get().notebook ?? { id: FIRST_DOCUMENT, title: "", cells: [] };
    }

    function show(notebook: Notebook, selection: Partial<Pick<AppState, "selected" | "anchor">> = {}): void {
      set({ notebook, ...selection, ...steps.can });
      kernel.documentChanged();
      saving.soon();
    }

    function edit(next: Notebook, typingIn: CellId | null = null): void {
      const before = current();
      if (next === before) return;
      steps.record(before, typingIn);
      show(next);
    }

    /** Takes a step of undo or redo, and goes to the cell that it changes. */
    function step(direction: "back" | "forward"): void {
      const next = steps.step(direction, current());
      if (next === null) return;
      show(next, { selected: changedCell(current(), next, get().selected), anchor: null });
    }

    /** Stops what runs, and waits until it has handed over what it has; a run that hears nothing is not waited for. */
    async function stopAll(): Promise<void> {
      kernel.stop();
      let timer: ReturnType<typeof setTimeout> | undefined;
      const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_WAIT_MS)));
      await Promise.race([kernel.settled(), patience]);
      clearTimeout(timer);
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

    /** Puts a document in place of the one in sight. */
    function replaceDocument(document: StoredDocument, interrupted: readonly CellId[] = []): void {
      steps.change(get().notebook, document.notebook);
      mark.set(document.notebook.id);
      set({
        ...NO_DOCUMENT_PROBLEM,
        notebook: document.notebook,
        selected: null,
        anchor: null,
        editing: null,
        ...steps.can,
      });
      kernel.restore(document.runs, interrupted);
    }

    /** @returns whether it is open, or it is in sight why it is not; for a template one of them always is. */
    async function open(id: string): Promise<boolean> {
      const template = templateOf(id);
      let loaded: LoadedDocument | null = null;
      try {
        loaded = await documents.load(id);
      } catch (thrown) {
        const error = AppError.from(thrown, "storage");
        if (error.code === "invalid-document") {
          await safety.showProblem({ kind: "unreadable", id, error: error.toJson() });
          await saving.rememberLast(id);
          return true;
        }
        const instead =
          template === null ? [] : [message`The template is shown instead; what is stored stays as it is.`];
        get().notify({ tone: "error", text: joined([error.wording, ...instead], " ") });
      }
      const document =
        loaded ??
        (template === null ? null : { notebook: createFromTemplate(template, newId, say), runs: new Map() });
      if (document === null) return false;
      replaceDocument(document, await running.interruptedIn(id));
      if (loaded?.isUnsaved) saving.soon();
      await saving.rememberLast(id);
      return true;
    }

    /** Where on the hub a kept model was downloaded from. */
    function hubOriginOf(bundleId: string): HubOrigin | null {
      const origin = get().kept.find((model) => model.bundleId === bundleId)?.origin;
      return origin?.kind === "hub" ? origin : null;
    }
    const hubOf = (bundleId: string) => hubOriginOf(bundleId) ?? undefined;

    const safety = createDocumentSafetyActions({
      documents,
      storage: ports.storage,
      tabs,
      mark,
      newId,
      say,
      get,
      set,
      notify: (notice) => get().notify(notice),
      now: stored,
      clear() {
        saving.drop();
        set({ notebook: null, selected: null, anchor: null, editing: null, canUndo: false, canRedo: false });
        kernel.restore(new Map());
      },
      stopAll,
      open,
      replaceDocument,
      saveAtOnce: () => saving.atOnce(),
      dropSaving: () => saving.drop(),
      refreshDocuments: () => get().refreshDocuments(),
    });

    /** Loaded after the page itself, which can be read and edited without. */
    async function uploads(): Promise<UploadActions> {
      const { createUploadActions } = await import("./upload-actions.ts");
      return createUploadActions({
        registry: ports.registry,
        storage: ports.uploads,
        tabs,
        accessTo: (url) => accessTo(get(), url),
        loadCredentials: (url) => get().loadCredentials(url),
        notify: (notice) => get().notify(notice),
        change: set,
      });
    }

    async function refreshBundles(): Promise<void> {
      set({ bundles: await ports.bundles.list() });
    }

    const { startService, ...serviceActions } = createServiceActions({
      port: ports.service ?? null,
      set,
      flush: () => saving.flush(),
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
        const last = await saving.lastDocument();
        if (await mark.endedThePage(last ?? FIRST_DOCUMENT))
          await safety.showProblem({ kind: "did-not-show", id: last ?? FIRST_DOCUMENT, error: null });
        else if (last === undefined || !(await open(last))) await open(FIRST_DOCUMENT);
        await get().refreshModels();
        await get().refreshDocuments();
        await get().refreshUploads();
      },

      ...createDocumentActions({
        reader: ports.reader,
        documents,
        newId,
        say,
        now: stored,
        inSight: () => get().notebook?.id ?? null,
        problem: () => get().problem,
        problemFile: safety.problemFile,
        entries: () => get().documents,
        setEntries: (entries) => set({ documents: entries }),
        folderOf: (bundleId) => get().bundles.find(({ id }) => id === bundleId)?.name ?? null,
        hubOriginOf,
        rename: (title) => edit({ ...current(), title }),
        leave: async () => {
          const { title } = current();
          const wasRunning = kernel.isBusy;
          await stopAll();
          await saving.flush();
          if (wasRunning) get().notify({ tone: "info", text: stoppedIn(title) });
        },
        open,
        replaceDocument: (document) => {
          replaceDocument(document);
          saving.soon();
        },
      }),

      ...safety.actions,

      ...createMlflowActions({
        reader: ports.reader,
        bundles: ports.bundles,
        newId,
        say,
        add: (notebook) => get().openShared(notebook),
        added: current,
        refreshBundles,
        onNotKept: ({ wording }) => get().notify({ tone: "error", text: wording }),
        run: (cellId) => kernel.run(cellId),
      }),
      ...createFormActions({ notebook: current, edit: (next) => edit(next), newId }),
      ...createChatActions({
        reader: ports.reader,
        bundles: ports.bundles,
        notebook: current,
        edit: (next) => edit(next),
      }),

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
          edit(chooseModel(current(), cell, bundleId, hubOf));
          await kernel.run(cell.id);
        },
      }),

      ...createSpeedActions(ports.inference),
      ...createEndpointActions({ endpoints: ports.endpoints, inference: ports.inference, get }),
      ...createBundleActions({
        reader: ports.reader,
        artifacts,
        bundles: ports.bundles,
        downloads: ports.downloads,
        notebook: current,
        toIpynb: (demoUrl) => get().toIpynb(demoUrl),
        openIpynb: (text, name, models) => get().openIpynb(text, name, models),
        startImport: (plan, blobs, cellId) => get().startImport(plan, blobs, cellId),
        choose: (cellId, bundleId) => {
          const cell = current().cells.find((c) => c.id === cellId);
          if (cell?.type === "model") edit(chooseModel(current(), cell, bundleId, hubOf));
        },
        tell: ({ title, notes }, model) => {
          get().notify({
            tone: "success",
            text: message`“${title}” is open, with its model ${model}. Nothing was run.`,
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

      chooseModel(cell, bundleId) {
        edit(chooseModel(current(), cell, bundleId, hubOf));
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

      undo: () => step("back"),

      redo: () => step("forward"),

      select(id) {
        if (id !== get().selected) set({ selected: id, anchor: null });
      },

      setEditing(id) {
        set({ editing: id });
      },

      refreshUploads: async () => (await uploads()).refreshUploads(),
      cleanUpUpload: async (upload) => (await uploads()).cleanUpUpload(upload),

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
        if (cell) edit(updateCell(current(), { ...cell, wrapper: discardEdits(cell.wrapper) }));
      },

      holdRuns: holds.hold,
      mayRun: (id) => holds.allow(current(), id),

      runCell: async (id) => {
        if (!holds.allow(current(), id)) return;
        await kernel.run(id);
        if (current().cells.find((cell) => cell.id === id)?.type === "register") await get().refreshUploads();
      },
      runAll: async () => {
        if (holds.allow(current(), null)) await kernel.runAll();
      },
      runStale: async () => {
        if (holds.allow(current(), null)) await kernel.runStale();
      },
      stop: () => {
        kernel.stop();
      },
      stopCell: (id) => {
        kernel.stopCell(id);
      },

      restart: async () => {
        await stopAll();
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
          const bundle = await plainOrMlflow(opened, ports.reader, ports.bundles, signal);
          throwIfAborted(signal);
          let kept = true;
          await ports.bundles.add(bundle).catch((thrown: unknown) => {
            kept = false;
            get().notify({ tone: "error", text: AppError.from(thrown, "storage").wording });
          });
          await refreshBundles();
          const cell = current().cells.find((c) => c.id === id);
          if (cell?.type === "model") edit(chooseModel(current(), cell, bundle.id, hubOf));
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
            edit(chooseModel(current(), cell, embeddedBundleId, hubOf));
          }
        }
      },

      zipArtifact: (artifact, onProgress, signal) => artifacts.zip(artifact, onProgress, signal),

      notify(notice) {
        const added: Notice = { ...notice, id: ++noticeCount };
        set({ notices: [...get().notices, added] });
        return added.id;
      },

      dismissNotice(id) {
        set({ notices: get().notices.filter((notice) => notice.id !== id) });
      },

      flush: () => saving.flush(),

      leavePage: () => {
        saving.leave();
        // Left in good order; a page that hangs or crashes is not left so.
        if (get().problem === null) mark.clear();
      },
    };
  });
}

/** Tells when a zip begins to be written (1), and when it ends (-1). */
function countingZips(port: ArtifactPort, count: (by: 1 | -1) => void): ArtifactPort {
  const counted = async (zip: () => Promise<Blob>): Promise<Blob> => {
    count(1);
    try {
      return await zip();
    } finally {
      count(-1);
    }
  };
  return {
    zip: (...what) => counted(() => port.zip(...what)),
    zipBundle: (...what) => counted(() => port.zipBundle(...what)),
  };
}

function stoppedIn(title: string): Message {
  return message`What was running in “${title}” was stopped, since another notebook was opened. An answer up to there is kept.`;
}

/** The option of the wrapper above the place, so that a new cell fits to it; otherwise that of the document. */
function optionAt({ id, cells }: Notebook, after: CellId | null): WrapperOption {
  const above = cells.slice(0, cells.findIndex((cell) => cell.id === after) + 1);
  const wrapper =
    above.findLast((cell) => cell.type === "wrapper") ?? cells.find((cell) => cell.type === "wrapper");
  if (wrapper?.type === "wrapper") return wrapper.wrapper.form.option;
  return id === "option2-pyfunc" ? "pyfunc" : "transformers";
}
