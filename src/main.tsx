/** The composition root: the one place that knows the app, the interface and the workers. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "#components/app.tsx";
import { currentSay, loadLanguage } from "#components/language.ts";
import { applyTheme } from "#components/theme.ts";
import { Part } from "#components/ui/part.tsx";
import { createAppStore } from "#store/app-store.ts";
import { StoredBundles } from "#store/bundle-registry.ts";
import { createIdbStorage } from "#store/idb-storage.ts";
import { lossOnLeaving } from "#store/leaving.ts";
import { createTabs } from "#store/tabs.ts";
import { uuid4 } from "#base/uuid4.ts";
import { createDownloadClient } from "#workers/download/client.ts";
import { createEndpointClient } from "#workers/endpoint/client.ts";
import { createArtifactClient } from "#workers/artifact/client.ts";
import { createServiceClient } from "#workers/service-worker/client.ts";
import { createInferenceClient } from "#workers/inference/client.ts";
import { createReaderClient } from "#workers/reader/client.ts";
import { createRegistryClient } from "#workers/registry/client.ts";
import { chooseThreads } from "#workers/inference/ort-web/threads.ts";

/** vite.config.ts reads them from the packages. */
declare const LIBRARY_VERSIONS: Readonly<Record<string, string>>;

applyTheme();

const embeddedUrl = new URL("models/phi3-demo/", document.baseURI);

const downloads = createDownloadClient();
const reader = createReaderClient();
const tabs = createTabs(uuid4());

const inference = createInferenceClient();

const store = createAppStore({
  inference,
  // Loaded with the first Python that runs.
  python: {
    async start(...how) {
      const { createPythonClient } = await import("#workers/python/client.ts");
      const connectEngine = (port: MessagePort, signal: AbortSignal) => inference.answerPython(port, signal);
      return createPythonClient({ connectEngine }).start(...how);
    },
    wheels: async (names, signal) =>
      (await import("#workers/python/read-wheels.ts")).readWheels(names, signal),
  },
  artifacts: createArtifactClient(),
  reader,
  registry: createRegistryClient(tabs.id),
  uploads: createIdbStorage("uploads"),
  bundles: new StoredBundles({
    reader,
    storage: createIdbStorage("bundles"),
    openEmbedded: async (signal) => {
      const { openEmbedded } = await import("#bundle/open-embedded.ts");
      return openEmbedded(embeddedUrl, { signal });
    },
    downloads,
  }),
  downloads,
  endpoints: createEndpointClient(),
  storage: createIdbStorage("notebooks"),
  unsaved: storageIfAny(() => localStorage),
  session: storageIfAny(() => sessionStorage),
  tabs,
  settings: createIdbStorage("settings"),
  pageUrl: () => location.href,
  say: (wording) => currentSay()(wording),
  service: createServiceClient({
    container: serviceWorkers(),
    scriptUrl: import.meta.env.PROD ? new URL("service-worker.js", document.baseURI).href : null,
    whenIdle: (then) => {
      if ("requestIdleCallback" in globalThis) requestIdleCallback(then, { timeout: 10_000 });
      else setTimeout(then, 3000);
    },
    reload: () => location.reload(),
    saveData: (navigator as { connection?: { saveData?: boolean } }).connection?.saveData ?? false,
  }),
});

/** Asking alone throws where storage is off. */
function storageIfAny(ask: () => Storage): Storage | null {
  try {
    return ask();
  } catch {
    return null;
  }
}

/** Asking alone throws in a sandboxed frame. */
function serviceWorkers(): ServiceWorkerContainer | null {
  try {
    return navigator.serviceWorker ?? null;
  } catch {
    return null;
  }
}

const { hardwareConcurrency } = navigator;
const hasSharedMemory = "SharedArrayBuffer" in globalThis;
const threadFacts = {
  crossOriginIsolated,
  ...chooseThreads({ crossOriginIsolated, hasSharedMemory, hardwareConcurrency }),
  // Where pages are not isolated, no browser has it; what an isolated one has is not known.
  threadsIfIsolated: chooseThreads({
    crossOriginIsolated: true,
    hasSharedMemory: hasSharedMemory || !crossOriginIsolated,
    hardwareConcurrency,
  }).threads,
};

/**
 * Not awaited at the top: what a language brings may import from this file's chunk, which would wait for it, and it for that.
 */
async function open(): Promise<void> {
  await loadLanguage();
  const root = document.querySelector("#root");
  if (root === null) throw new Error("index.html has no #root.");
  createRoot(root).render(
    <StrictMode>
      <Part>
        <App
          services={{ store, reader, threadFacts, embeddedUrl: embeddedUrl.href, versions: LIBRARY_VERSIONS }}
        />
      </Part>
    </StrictMode>,
  );

  void store.getState().start();
  saveWhenLeft();
}

function saveWhenLeft(): void {
  // The last moment that browsers promise: a tab may be thrown away once it is hidden.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void store.getState().flush();
    else {
      void store.getState().lookForChanges();
      void store.getState().refreshUploads();
    }
  });
  // The browser asks in its own words, and only a person who has done something on the page.
  addEventListener("beforeunload", (event) => {
    const isKept = store.getState().keepEdits();
    if (!isKept || lossOnLeaving(store.getState()) !== null) event.preventDefault();
  });
  addEventListener("pagehide", () => store.getState().leavePage());
}

void open();
