/** The composition root: the one place that knows the app, the interface and the workers. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { openEmbedded } from "#bundle/open-embedded.ts";
import { App } from "#components/app.tsx";
import { applyTheme } from "#components/theme.ts";
import { createAppStore } from "#store/app-store.ts";
import { createBundleRegistry } from "#store/bundle-registry.ts";
import { createIdbStorage } from "#store/idb-storage.ts";
import { createDownloadClient } from "#workers/download/client.ts";
import { createEndpointClient } from "#workers/endpoint/client.ts";
import { createArtifactClient } from "#workers/artifact/client.ts";
import { createInferenceClient } from "#workers/inference/client.ts";
import { createRegistryClient } from "#workers/registry/client.ts";
import { chooseThreads } from "#workers/inference/ort-web/threads.ts";

applyTheme();

const embeddedUrl = new URL("models/phi3-demo/", document.baseURI);

const downloads = createDownloadClient();

const store = createAppStore({
  inference: createInferenceClient(),
  artifacts: createArtifactClient(),
  registry: createRegistryClient(),
  bundles: createBundleRegistry({
    storage: createIdbStorage("bundles"),
    openEmbedded: (signal) => openEmbedded(embeddedUrl, { signal }),
    downloads,
  }),
  downloads,
  endpoints: createEndpointClient(),
  storage: createIdbStorage("notebooks"),
  settings: createIdbStorage("settings"),
});

const threadFacts = {
  crossOriginIsolated,
  ...chooseThreads({ crossOriginIsolated, hardwareConcurrency: navigator.hardwareConcurrency }),
};

const root = document.querySelector("#root");
if (root === null) throw new Error("index.html has no #root.");
createRoot(root).render(
  <StrictMode>
    <App services={{ store, threadFacts, embeddedUrl: embeddedUrl.href }} />
  </StrictMode>,
);

void store.getState().start();

// The last moment that browsers promise: a tab may be thrown away once it is hidden.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") void store.getState().flush();
});
addEventListener("pagehide", () => void store.getState().flush());
