import { expect, test } from "vitest";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { KeptModel } from "#bundle/download/kept-models.ts";
import type { NotebookStorage } from "#notebook/notebook-storage.ts";
import { EMBEDDED_ENTRY, StoredBundles } from "./bundle-registry.ts";

const bundle = (name: string): ModelBundle => ({
  id: "bundle-1",
  name,
  origin: { kind: "folder", folderName: name },
  isDemo: false,
  description: "",
  files: [],
});

test("a finished download is offered and opened where a zip of the same files is open", async () => {
  const kept: KeptModel[] = [];
  const bundles = new StoredBundles({
    reader: { openZip: () => Promise.reject(new Error("Nothing is read.")) },
    storage: {
      list: () => Promise.resolve([]),
      save: () => Promise.resolve(),
      load: () => Promise.resolve(undefined),
    } as unknown as NotebookStorage,
    openEmbedded: () => Promise.reject(new Error("Nothing asks.")),
    downloads: {
      list: () => Promise.resolve({ kept, unfinished: [] }),
      open: () => Promise.resolve(bundle("downloaded")),
      remove: () => Promise.resolve(),
    },
  });
  const { signal } = new AbortController();
  await bundles.add(bundle("of a zip"));
  const seen = async () => [await bundles.list(), (await bundles.get("bundle-1", signal)).name];
  const offered = (name: string) => [EMBEDDED_ENTRY, { id: "bundle-1", name, isDemo: false }];
  expect(await seen()).toEqual([offered("of a zip"), "of a zip"]);
  kept.push({ id: "d", bundleId: "bundle-1", name: "downloaded" } as KeptModel);
  expect(await seen()).toEqual([offered("downloaded"), "downloaded"]);
});
