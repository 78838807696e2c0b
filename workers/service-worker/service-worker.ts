/**
 * The service worker: the page without a network, the headers that isolate it, and its local endpoint.
 * It is one file without imports, which all browsers accept; tools/service-worker.ts builds it and fills in the two names below.
 */
import type { BuiltFile } from "./built-file.ts";
import { relayRequest, type RelayTabs } from "./endpoint-relay.ts";
import { FileCache } from "./file-cache.ts";
import { withHeaders } from "./isolation.ts";
import { routeOf } from "./route.ts";
import { type FromService, readToService } from "./service-messages.ts";

declare const BUILT_FILES: readonly BuiltFile[];

const scope = self as unknown as ServiceWorkerGlobalScope;
const base = new URL("./", scope.location.href).href;

const files = new FileCache({
  files: BUILT_FILES,
  base,
  // Pages under other paths of the same host share its caches.
  open: () => caches.open(`phi3-mlflow-notebook ${base}`),
  fetch: (request) => fetch(request),
});

/** The page's tabs, including those not controlled by this version. */
const tabs: RelayTabs = {
  async list() {
    const all = await scope.clients.matchAll({ includeUncontrolled: true, type: "window" });
    return all.filter(({ url }) => url.startsWith(base));
  },
  isOpen: async (id) => (await scope.clients.get(id)) !== undefined,
};

scope.addEventListener("install", (event) => {
  // It waits until the person agrees, or no tab shows the previous version: nothing changes under an open notebook.
  event.waitUntil(files.install());
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(files.prune().then(() => scope.clients.claim()));
});

scope.addEventListener("message", (event) => {
  switch (readToService(event.data)?.kind) {
    case "fill":
      event.waitUntil(files.fill(() => void report()));
      break;
    case "stop-filling":
      files.stopFilling();
      break;
    case "report":
      event.waitUntil(report());
      break;
    case "take-over":
      event.waitUntil(scope.skipWaiting());
      break;
    case undefined:
      break;
  }
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const route = routeOf(request, base);
  switch (route.kind) {
    case "page":
      event.respondWith(answer("index.html", request));
      break;
    case "file":
      // Anything else, such as another model beside the page, is left to the browser.
      if (files.has(route.path) || route.path.startsWith("assets/")) {
        event.respondWith(answer(route.path, request));
      }
      break;
    case "endpoint":
      event.respondWith(relayRequest(request, route.name, tabs));
      break;
    case "other":
      break;
  }
});

/** If the cache fails, the network answers, and the other way round. */
async function answer(path: string, request: Request): Promise<Response> {
  const cached = await files.get(path).catch(() => null);
  return withHeaders(cached?.ok ? cached : await fetch(request), path, new URL(request.url).search);
}

async function report(): Promise<void> {
  const message: FromService = { kind: "offline", files: await files.state() };
  for (const tab of await tabs.list()) tab.postMessage(message, []);
}
