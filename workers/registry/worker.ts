/**
 * The registry worker: the one place that talks to a tracking server that the person names. The page's own policy lets it
 * reach no host but its own; a worker has a policy of its own, so that only what is sent here can leave.
 */
import { uuid4 } from "#base/uuid4.ts";
import { lookAt } from "#registry/look-at.ts";
import { openVersion } from "#registry/open-version.ts";
import { cleanUp, publish } from "#registry/publish.ts";
import { UnfinishedUploads } from "#registry/unfinished-uploads.ts";
import { createIdbStorage } from "#store/idb-storage.ts";
import { isTabOpen } from "#store/tabs.ts";
import { serve } from "../rpc/serve.ts";
import type { RegistryCalls } from "./registry-calls.ts";
import { uploadByXhr } from "./upload-by-xhr.ts";
import { sleep } from "./sleep.ts";

let uploads: UnfinishedUploads | undefined;
const uploadsOf = (tab: string): UnfinishedUploads =>
  (uploads ??= new UnfinishedUploads({ storage: createIdbStorage("uploads"), tab, isTabOpen }));

const now = (): Date => new Date();
const platform = { fetch: fetch.bind(self), upload: uploadByXhr, sleep, origin: self.location.origin };

serve<RegistryCalls>(self, {
  publish: ({ request, tab }, { emit, signal }) =>
    publish(request, {
      platform,
      onProgress: emit,
      signal,
      now,
      newUuid: uuid4,
      unfinished: uploadsOf(tab),
    }),
  cleanUp: ({ server, key, tab }, { signal }) =>
    cleanUp(server, key, { platform, signal, now, unfinished: uploadsOf(tab) }),
  lookAt: ({ server }, { signal }) => lookAt(server, platform, signal),
  openVersion: ({ server, version }, { emit, signal }) =>
    openVersion(server, version, { platform, onProgress: emit, signal }),
});
