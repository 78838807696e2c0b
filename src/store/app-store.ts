/** Makes the application's state from its ports. Uses neither React nor the DOM. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { withSameStates } from "#kernel/cell-state.ts";
import { Kernel } from "#kernel/kernel.ts";
import { TEMPLATE_IDS, TEMPLATE_TITLES } from "#notebook/templates.ts";
import type { App } from "./app.ts";
import { type AllPorts, type AppPorts, withDefaults } from "./app-ports.ts";
import type { AppActions, AppState, AppStoreState } from "./app-state.ts";
import { createBundleActions } from "./bundle-actions.ts";
import { EMBEDDED_ENTRY } from "./bundle-registry.ts";
import { createChatActions } from "./chat-actions.ts";
import { createDocumentActions } from "./document-actions.ts";
import { createDocumentSafetyActions } from "./document-safety-actions.ts";
import { NO_DOCUMENT_PROBLEM } from "./document-safety-slice.ts";
import { createDownloadActions } from "./download-actions.ts";
import { createEditActions } from "./edit-actions.ts";
import { createEndpointActions } from "./endpoint-actions.ts";
import type { EvaluateActions } from "./evaluate-slice.ts";
import type { TraceActions } from "./trace-slice.ts";
import { createFormActions } from "./form-actions.ts";
import { createLocalEndpointActions, NO_LOCAL_ENDPOINT } from "./local-endpoint-actions.ts";
import { createMlflowActions } from "./mlflow-actions.ts";
import { createModelConsentActions } from "./model-consent-actions.ts";
import { createModelActions } from "./model-actions.ts";
import { createNoticeActions } from "./notice-actions.ts";
import { OpenDocument } from "./open-document.ts";
import { createPageActions } from "./page-actions.ts";
import { withNewAnswers } from "./run-history.ts";
import { createRunActions } from "./run-actions.ts";
import { Saving } from "./saving.ts";
import { createSelectionActions } from "./selection-actions.ts";
import { accessTo, createServerAccessActions } from "./server-access-actions.ts";
import { createServiceActions, NO_SERVICE } from "./service-worker-actions.ts";
import { createSpeedActions } from "./speed-actions.ts";
import type { UploadActions } from "./upload-slice.ts";
import { createWrapperActions } from "./wrapper-actions.ts";

export type AppStore = StoreApi<AppStoreState>;

const INITIAL: AppState = {
  notebook: null,
  documents: TEMPLATE_IDS.map((id) => ({ id, title: TEMPLATE_TITLES[id] })),
  selected: null,
  anchor: null,
  editing: null,
  clipboard: [],
  cellStates: new Map(),
  inferenceRuns: new Map(),
  save: { status: "saved" },
  notices: [],
  runTogether: null,
  bundles: [EMBEDDED_ENTRY],
  downloads: [],
  kept: [],
  credentials: {},
  uploads: [],
  zipsInWork: 0,
  modelConsents: new Map(),
  service: NO_SERVICE,
  ...NO_LOCAL_ENDPOINT,
  ...NO_DOCUMENT_PROBLEM,
  canUndo: false,
  canRedo: false,
};

export function createAppStore(ports: AppPorts): AppStore {
  return createStore<AppStoreState>()((setState, getState, { subscribe }) => {
    const app = new OneApp(withDefaults(ports), { getState, setState });
    subscribe((state) => app.document.bringSelectedIntoSight(state));
    return { ...INITIAL, ...actionsOf(app) };
  });
}

function actionsOf(app: App): AppActions {
  return {
    ...createBundleActions(app),
    ...createChatActions(app),
    ...createDocumentActions(app),
    ...createDocumentSafetyActions(app),
    ...createDownloadActions(app),
    ...createEditActions(app),
    ...createEndpointActions(app),
    ...laterEvaluateActions(app),
    ...laterTraceActions(app),
    ...createFormActions(app),
    ...createLocalEndpointActions(app),
    ...createMlflowActions(app),
    ...createModelActions(app),
    ...createModelConsentActions(app),
    ...createNoticeActions(app),
    ...createPageActions(app),
    ...createRunActions(app),
    ...createSelectionActions(app),
    ...createServerAccessActions(app),
    ...createServiceActions(app),
    ...createSpeedActions(app),
    ...laterUploadActions(app),
    ...createWrapperActions(app),
  };
}

class OneApp implements App {
  readonly ports: AllPorts;
  readonly store: App["store"];
  readonly document: OpenDocument;
  readonly saving: Saving;
  readonly kernel: Kernel;

  constructor(ports: AllPorts, store: App["store"]) {
    this.ports = ports;
    this.store = store;
    this.document = new OpenDocument(this);
    this.saving = new Saving(this);
    this.kernel = kernelOf(this);
  }
}

function kernelOf({ ports, store, document, saving }: Omit<App, "kernel">): Kernel {
  const agreedServers = new Map<string, Set<string>>();
  return new Kernel({
    inference: ports.inference,
    reader: ports.reader,
    registry: ports.registry,
    accessTo: (url) => accessTo(store.getState(), url),
    bundles: ports.bundles,
    onOwnSource: async (sha256) => (await import("./own-sources.ts")).keepOwnSource(ports.settings, sha256),
    python: {
      port: ports.python,
      consents: async () =>
        (await import("./own-sources.ts")).knownConsents(ports.settings, store.getState().modelConsents),
      // Loaded with the first Python, to keep it out of the shell.
      host: async () => {
        const { pythonHost } = await import("./python-host.ts");
        return pythonHost({
          notebook: () => document.notebook,
          bundles: ports.bundles,
          inference: ports.inference,
          python: ports.python,
          registry: ports.registry,
          agreedServers,
          access: async (url) => {
            await store.getState().loadCredentials(url);
            return accessTo(store.getState(), url);
          },
        });
      },
    },
    notebook: () => document.notebook,
    notebookLink: async () => {
      const { shareLink } = await import("#ipynb/share-link.ts");
      // One that is too long for a link has none.
      return ports.pageUrl === null ? null : shareLink(document.notebook, ports.pageUrl()).catch(() => null);
    },
    onChange: (states) => {
      const before = store.getState().cellStates;
      const cellStates = withSameStates(before, states);
      // The next visit must find the cell: an unedited template has not been saved yet.
      if (document.running.follow(document.notebook.id, cellStates)) saving.soon();
      // Few keys change a state: then nothing that shows one need look.
      if (cellStates === before) return;
      store.setState(({ inferenceRuns }) => ({
        cellStates,
        inferenceRuns: withNewAnswers(inferenceRuns, cellStates),
      }));
    },
    // Saved at once: after a reload, nobody wants to wait minutes for the answer again.
    onFinished: () => void saving.atOnce(),
    nowMs: ports.nowMs,
    newUuid: ports.newId,
  });
}

function laterEvaluateActions(app: App): EvaluateActions {
  const load = async () => (await import("./evaluate-actions.ts")).createEvaluateActions(app);
  return { logEvaluation: async (id) => (await load()).logEvaluation(id) };
}

function laterTraceActions(app: App): TraceActions {
  const load = async () => (await import("./trace-actions.ts")).createTraceActions(app);
  return {
    sendTrace: async (...given) => (await load()).sendTrace(...given),
    sendInferenceTrace: async (...given) => (await load()).sendInferenceTrace(...given),
  };
}

/** Loaded after the page, which can be read and edited without it. */
function laterUploadActions(app: App): UploadActions {
  const load = async () => (await import("./upload-actions.ts")).createUploadActions(app);
  return {
    refreshUploads: async () => (await load()).refreshUploads(),
    cleanUpUpload: async (upload) => (await load()).cleanUpUpload(upload),
  };
}
