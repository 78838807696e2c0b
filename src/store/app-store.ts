/** The application's state, made from its ports. Knows no React and no DOM. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { AppError, isAbort } from "#base/errors.ts";
import { embeddedBundleId } from "#bundle/open-embedded.ts";
import { Kernel } from "#kernel/kernel.ts";
import type { ArtifactPort, BundleRegistry, InferencePort, NotebookStorage } from "#kernel/ports.ts";
import type { Cell, CellId, Notebook } from "#notebook/cell.ts";
import { createCell } from "#notebook/create-cell.ts";
import { addCell, deleteCell, duplicateCell, moveCell, moveCellTo, updateCell } from "#notebook/edits.ts";
import { createFromTemplate, TEMPLATE_IDS, type TemplateId } from "#notebook/templates.ts";
import { editCode, editForm } from "#wrapper/edit-wrapper.ts";
import type { AppState, AppStoreState, Notice } from "./app-state.ts";
import { DocumentStorage } from "./document-storage.ts";
import { EMPTY_HISTORY, type History, record, stepBack, stepForward } from "./history.ts";

export interface AppPorts {
  readonly inference: InferencePort;
  readonly artifacts: ArtifactPort;
  readonly bundles: BundleRegistry;
  readonly storage: NotebookStorage;
  readonly newId?: () => string;
  readonly nowMs?: () => number;
}

export type AppStore = StoreApi<AppStoreState>;

/** Saving waits this long for the next edit. */
const SAVE_DELAY_MS = 300;
/** Edits of one cell that follow each other this fast are one step of undo. */
const TYPING_PAUSE_MS = 800;
/** Key under which the template of the last visit is kept. */
const LAST_TEMPLATE = "last-template";

const INITIAL: AppState = {
  notebook: null,
  template: "option1-transformers",
  selected: null,
  cellStates: {},
  save: { status: "saved" },
  notices: [],
  bundles: [],
  canUndo: false,
  canRedo: false,
};

export function createAppStore(ports: AppPorts): AppStore {
  const { newId = () => crypto.randomUUID(), nowMs = () => Date.now() } = ports;
  const documents = new DocumentStorage(ports.storage, newId());
  let history: History<Notebook> = EMPTY_HISTORY;
  let lastTyping: { id: CellId; atMs: number } | null = null;
  let saveTimer: ReturnType<typeof setTimeout> | null = null;
  let saving: Promise<void> = Promise.resolve();
  let noticeCount = 0;

  return createStore<AppStoreState>()((set, get) => {
    const kernel = new Kernel({
      inference: ports.inference,
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
      return get().notebook ?? { id: get().template, title: "", cells: [] };
    }

    function show(notebook: Notebook): void {
      set({ notebook, canUndo: history.past.length > 0, canRedo: history.future.length > 0 });
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

    function wrapperCell(id: CellId): Extract<Cell, { type: "wrapper" }> | null {
      const cell = current().cells.find((c) => c.id === id);
      return cell?.type === "wrapper" ? cell : null;
    }

    async function saveNow(overwrite = false): Promise<void> {
      const { notebook, template } = get();
      if (!notebook) return;
      set({ save: { status: "saving" } });
      try {
        await documents.save({ notebook, runs: kernel.finishedRuns() }, { overwrite });
        await ports.storage.save(LAST_TEMPLATE, template);
        set({ save: { status: "saved" } });
      } catch (thrown) {
        const error = AppError.from(thrown, "storage");
        const alreadyTold = get().save.status === "failed";
        set({ save: { status: "failed", error: error.toJson() } });
        if (error.code === "name-taken" && !alreadyTold) {
          const overwriteIt = { label: "Keep this one", run: () => void saveNow(true) };
          get().notify({ tone: "error", text: error.message, action: overwriteIt });
        }
      }
    }

    function scheduleSave(): void {
      if (get().notebook === null) return;
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

    async function open(template: TemplateId): Promise<void> {
      let stored: Awaited<ReturnType<DocumentStorage["load"]>> = null;
      try {
        stored = await documents.load(template);
      } catch (thrown) {
        const { message } = AppError.from(thrown, "storage");
        get().notify({
          tone: "error",
          text: `${message} The template is shown instead; what was stored is kept aside.`,
        });
      }
      history = EMPTY_HISTORY;
      lastTyping = null;
      set({
        notebook: stored?.notebook ?? createFromTemplate(template, newId),
        template,
        selected: null,
        canUndo: false,
        canRedo: false,
      });
      kernel.restore(stored?.runs ?? {});
    }

    async function refreshBundles(): Promise<void> {
      set({ bundles: await ports.bundles.list() });
    }

    return {
      ...INITIAL,

      async start() {
        const last = await ports.storage.load(LAST_TEMPLATE).catch(() => undefined);
        await open(TEMPLATE_IDS.find((id) => id === last) ?? INITIAL.template);
        await refreshBundles();
      },

      async switchTemplate(template) {
        if (template === get().template) return;
        kernel.stop();
        await flush();
        await open(template);
      },

      resetToTemplate() {
        edit(createFromTemplate(get().template, newId));
        set({ selected: null });
      },

      addCell(type, { after }) {
        const id = newId();
        const option = get().template === "option2-pyfunc" ? "pyfunc" : "transformers";
        edit(addCell(current(), createCell({ type, option }, id), after));
        set({ selected: id });
        return id;
      },

      updateCell(cell) {
        edit(updateCell(current(), cell), cell.id);
      },

      moveCell(id, direction) {
        edit(moveCell(current(), id, direction));
      },

      moveCellTo(id, index) {
        edit(moveCellTo(current(), id, index));
      },

      duplicateCell(id) {
        edit(duplicateCell(current(), id, newId()));
      },

      deleteCell(id) {
        kernel.stopCell(id);
        const at = current().cells.findIndex((cell) => cell.id === id);
        edit(deleteCell(current(), id));
        const { cells } = current();
        set({ selected: cells[Math.min(at, cells.length - 1)]?.id ?? null });
      },

      undo() {
        const step = stepBack(history, current());
        if (!step) return;
        history = step.history;
        lastTyping = null;
        show(step.value);
      },

      redo() {
        const step = stepForward(history, current());
        if (!step) return;
        history = step.history;
        lastTyping = null;
        show(step.value);
      },

      select(id) {
        set({ selected: id });
      },

      setWrapperForm(id, form) {
        const cell = wrapperCell(id);
        if (cell) edit(updateCell(current(), { ...cell, wrapper: editForm(cell.wrapper, form) }), id);
      },

      setWrapperCode(id, code) {
        const cell = wrapperCell(id);
        if (cell) edit(updateCell(current(), { ...cell, wrapper: editCode(cell.wrapper, code) }), id);
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

      async openBundle(id, opening) {
        try {
          const bundle = await opening(new AbortController().signal);
          let kept = true;
          await ports.bundles.add(bundle).catch((thrown: unknown) => {
            kept = false;
            get().notify({ tone: "error", text: AppError.from(thrown, "storage").message });
          });
          await refreshBundles();
          const cell = current().cells.find((c) => c.id === id);
          if (cell?.type === "model") edit(updateCell(current(), { ...cell, bundleId: bundle.id }));
          if (kept)
            get().notify({ tone: "success", text: `${bundle.name} is open, and kept in this browser.` });
          await kernel.run(id);
        } catch (thrown) {
          if (!isAbort(thrown)) kernel.fail(id, AppError.from(thrown, "invalid-bundle"));
        }
      },

      async forgetBundle(bundleId) {
        if (bundleId === embeddedBundleId) return;
        await ports.bundles.remove(bundleId);
        await refreshBundles();
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
      },

      dismissNotice(id) {
        set({ notices: get().notices.filter((notice) => notice.id !== id) });
      },

      flush,
    };
  });
}
