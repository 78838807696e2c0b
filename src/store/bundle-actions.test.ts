import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { createHash } from "node:crypto";
import JSZip from "jszip";
import { beforeEach, expect, it, vi } from "vitest";
import { FileServer } from "#bundle/download/testing/file-server.ts";
import { writeIpynb } from "#ipynb/write-ipynb.ts";
import { FakeBrowser } from "#kernel/testing/fake-downloads.ts";
import { fakeInference, promptOutput } from "#kernel/testing/fake-platform.ts";
import type { BundleToZip } from "#mlflow/artifact-port.ts";
import { createFromTemplate } from "#notebook/templates.ts";
import { createAppStore } from "./app-store.ts";
import { createDirectReader } from "#reader/direct-reader.ts";
import { fakePorts } from "./testing/fake-ports.ts";
import { StoredBundles } from "./bundle-registry.ts";
import { createIdbStorage } from "./idb-storage.ts";

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
});

it("a bundle file's model is kept, and its notebook opens with it beside the others; nothing runs", async () => {
  const tab = openTab();
  await tab.store.getState().start();
  const before = tab.store.getState().documents.length;
  expect(await tab.store.getState().openBundleFile(await bundleFile("their-id"), null)).toBe(true);
  await vi.waitFor(() => expect(tab.store.getState().documents).toHaveLength(before + 1));
  const state = tab.store.getState();
  expect(state.notebook?.title).toBe("Theirs");
  expect(state.kept).toMatchObject([{ name: "Their model", hasNotebook: true }]);
  expect(state.notebook?.cells.filter(({ type }) => type === "model")).toMatchObject([
    { bundleId: state.kept[0]!.bundleId },
  ]);
  expect(Object.values(state.cellStates).map(({ status }) => status)).not.toContain("running");
  expect(tab.inference.requests).toEqual([]);
});

it("a bundle file that is opened again keeps its model once", async () => {
  const tab = openTab();
  await tab.store.getState().start();
  await tab.store.getState().openBundleFile(await bundleFile("their-id"), null);
  await vi.waitFor(() => expect(tab.store.getState().kept).toHaveLength(1));
  await vi.waitFor(() => expect(tab.store.getState().notebook?.title).toMatch(/^Theirs/));
  await tab.store.getState().openBundleFile(await bundleFile("their-id"), null);
  const { notebook, kept, downloads } = tab.store.getState();
  expect([notebook?.title, kept.length, downloads]).toEqual([
    expect.stringMatching(/^Theirs \(\d\)$/),
    1,
    [],
  ]);
});

it("a bundle file without a notebook gives its model to the cell", async () => {
  const tab = openTab();
  await tab.store.getState().start();
  const cell = tab.store.getState().notebook!.cells.find(({ type }) => type === "model")!;
  await tab.store.getState().openBundleFile(await bundleFile(null), cell.id);
  await vi.waitFor(() => {
    const { kept, notebook } = tab.store.getState();
    expect(notebook?.cells.find(({ id }) => id === cell.id)).toMatchObject({ bundleId: kept[0]?.bundleId });
  });
});

it("another zip is no bundle file", async () => {
  const zip = new JSZip();
  zip.file("config.json", "{}");
  const file = new File([await zip.generateAsync({ type: "arraybuffer" })], "a.zip");
  expect(await openTab().store.getState().openBundleFile(file, null)).toBe(false);
});

it("a notebook is saved with its model and its wrappers' Python, a model alone without", async () => {
  const tab = openTab();
  await tab.store.getState().start();
  await tab.store.getState().openBundleFile(await bundleFile(null), null);
  await vi.waitFor(() => expect(tab.store.getState().kept).toHaveLength(1));
  const { bundleId } = tab.store.getState().kept[0]!;
  const signal = new AbortController().signal;
  const save = (withNotebook: boolean) =>
    tab.store
      .getState()
      .saveBundle({ bundleId, withNotebook, demoUrl: "https://page/" }, () => undefined, signal);
  expect((await save(true)).fileName).toBe("Option 1 Transformers pipeline.phi3bundle.zip");
  expect((await save(false)).fileName).toBe("Their model.phi3bundle.zip");
  const [whole, alone] = tab.zipped;
  expect(whole?.wrappers.map((code) => code.includes("import mlflow"))).toEqual([true]);
  expect(JSON.parse(whole?.notebook ?? "null")).toMatchObject({ nbformat: 4 });
  expect([alone?.notebook, alone?.wrappers, alone?.bundle.name]).toEqual([null, [], "Their model"]);
});

function openTab() {
  const browser = new FakeBrowser(new FileServer());
  const downloads = browser.openTab();
  const inference = fakeInference(async () => promptOutput("never"));
  const zipped: BundleToZip[] = [];
  const store = createAppStore(
    fakePorts({
      inference,
      artifacts: {
        zip: async () => new Blob(),
        zipSite: async () => new Blob(),
        zipBundle: async (what) => {
          zipped.push(what);
          return new Blob();
        },
      },
      bundles: new StoredBundles({
        reader: createDirectReader(),
        storage: createIdbStorage("bundles"),
        openEmbedded: async () => {
          throw new Error("There is none.");
        },
        downloads,
      }),
      downloads,
    }),
  );
  return { store, inference, zipped };
}

/** @param bundleId how the notebook names the model; null for a bundle without a notebook. */
async function bundleFile(bundleId: string | null): Promise<File> {
  const template = createFromTemplate("option1-transformers", () => crypto.randomUUID());
  const cells = template.cells.map((cell) =>
    cell.type === "model" ? { ...cell, bundleId: bundleId ?? "" } : cell,
  );
  const notebook = writeIpynb({ id: "theirs", title: "Theirs", cells }, new Map(), {
    demoUrl: "https://page/",
    folderOf: () => null,
  });
  const zip = new JSZip();
  const list = {
    name: "Their model",
    bundleId: bundleId ?? "",
    files: [{ path: "config.json", size: 2, sha256: sha256("{}"), url: "model/config.json" }],
    ...(bundleId !== null && {
      notebook: { path: "notebook.ipynb", size: Buffer.byteLength(notebook), sha256: sha256(notebook) },
    }),
  };
  zip.file("bundle.json", JSON.stringify(list));
  zip.file("model/config.json", "{}");
  if (bundleId !== null) zip.file("notebook.ipynb", notebook);
  return new File([await zip.generateAsync({ type: "arraybuffer" })], "theirs.phi3bundle.zip");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
