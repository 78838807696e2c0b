import { FakeBrowser } from "#kernel/testing/fake-downloads.ts";
import {
  fakeBundles,
  fakeInference,
  fakeRegistry,
  noPython,
  promptOutput,
} from "#kernel/testing/fake-platform.ts";
import { createDirectReader } from "#reader/direct-reader.ts";
import type { AppPorts } from "../app-ports.ts";
import { createIdbStorage } from "../idb-storage.ts";

/** A platform for the store: real storage (fake-indexeddb), everything else faked. A test supplies what it is about. */
export function fakePorts(changes: Partial<AppPorts> = {}): AppPorts {
  let count = 0;
  return {
    inference: fakeInference(async () => promptOutput("Hello!")),
    python: { ...noPython.port, wheels: () => Promise.resolve([]) },
    artifacts: {
      zip: async () => new Blob(),
      zipBundle: async () => new Blob(),
      zipSite: async () => new Blob(),
    },
    registry: fakeRegistry(),
    reader: createDirectReader(),
    endpoints: { ask: () => Promise.reject(new Error("not asked")) },
    bundles: fakeBundles(),
    downloads: new FakeBrowser({ fetch }).openTab(),
    storage: createIdbStorage("notebooks"),
    uploads: createIdbStorage("uploads"),
    settings: createIdbStorage("settings"),
    newId: () => `${crypto.randomUUID()}-${count++}`,
    ...changes,
  };
}
