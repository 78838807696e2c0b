/**
 * The registry worker: the only code that talks to a tracking server. The page's own policy allows no other host; a worker has its own
 * policy, so only what is sent here can leave.
 */
import { uuid4 } from "#base/uuid4.ts";
import { askServer } from "#registry/ask-server.ts";
import { logRun } from "#registry/log-run.ts";
import { logTrace } from "#registry/log-trace.ts";
import { lookAt } from "#registry/look-at.ts";
import { downloadModel, openVersion } from "#registry/open-version.ts";
import { cleanUp, publish } from "#registry/publish.ts";
import type { RegistryPort } from "#registry/registry-port.ts";
import { UnfinishedUploads } from "#registry/unfinished-uploads.ts";
import { uploadModel } from "#registry/upload-model.ts";
import { createIdbStorage } from "#store/idb-storage.ts";
import { isTabOpen } from "#store/tabs.ts";
import { serve } from "../rpc/serve.ts";
import { uploadByXhr } from "./upload-by-xhr.ts";
import { sleep } from "./sleep.ts";

/** The page names its worker after its tab. */
const tab = self.name;
const unfinished = new UnfinishedUploads({ storage: createIdbStorage("uploads"), tab, isTabOpen });

const now = (): Date => new Date();
const platform = { fetch: fetch.bind(self), upload: uploadByXhr, sleep, origin: self.location.origin };

serve<RegistryPort>(self, {
  publish: (request, onProgress, signal) =>
    publish(request, { platform, onProgress, signal, now, newUuid: uuid4, unfinished }),
  logRun: (request, onProgress, signal) => logRun(request, { platform, onProgress, signal, now }),
  logTrace: (request, onProgress, signal) =>
    logTrace(request, { platform, onProgress, signal, newUuid: uuid4 }),
  ask: (server, question, signal) => askServer(server, question, platform, signal),
  cleanUp: (server, key, signal) => cleanUp(server, key, { platform, signal, now, unfinished }),
  lookAt: (server, signal) => lookAt(server, platform, signal),
  openVersion: (server, version, onProgress, signal) =>
    openVersion(server, version, { platform, onProgress, signal }),
  uploadModel: (server, upload, onProgress, signal) =>
    uploadModel(server, upload, { platform, onProgress, signal }),
  downloadModel: (server, location, onProgress, signal) =>
    downloadModel(server, location, { platform, onProgress, signal }),
});
