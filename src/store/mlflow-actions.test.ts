import "fake-indexeddb/auto";
import { describe, expect, it, vi } from "vitest";
import { bundleOfFiles } from "#bundle/bundle-of-files.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { FileServer } from "#bundle/download/testing/file-server.ts";
import { FakeBrowser } from "#kernel/testing/fake-downloads.ts";
import { fakeBundles, fakeInference, promptOutput } from "#kernel/testing/fake-platform.ts";
import { buildArtifact } from "#mlflow/build-artifact.ts";
import { inspectBundle } from "#bundle/inspect.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { createAppStore } from "./app-store.ts";
import { StoredBundles } from "./bundle-registry.ts";
import { createIdbStorage } from "./idb-storage.ts";
import { createDirectReader } from "#reader/direct-reader.ts";
import { fakePorts } from "./testing/fake-ports.ts";

async function openTab() {
  const inference = fakeInference(async () => promptOutput("An answer"));
  const downloads = new FakeBrowser(new FileServer()).openTab();
  const store = createAppStore(
    fakePorts({
      inference,
      bundles: new StoredBundles({
        reader: createDirectReader(),
        storage: createIdbStorage("bundles"),
        openEmbedded: (signal) => fakeBundles().get("phi3-demo", signal),
        downloads,
      }),
      downloads,
    }),
  );
  await store.getState().start();
  const open = (opened: ModelBundle) =>
    store.getState().openMlflow(
      () => Promise.resolve(opened),
      new AbortController().signal,
      () => {},
    );
  return { store, inference, open };
}

/** What the page writes for the tiny bundle, as it would be opened from a zip. */
async function written(): Promise<ModelBundle> {
  const bundle = await fakeBundles().get("tiny", new AbortController().signal);
  const wrapper = { ...defaultWrapper("pyfunc"), name: "mine" };
  const { files } = await buildArtifact({
    wrapper,
    code: generateCode(wrapper),
    bundle,
    report: await inspectBundle(bundle),
    now: new Date(0),
    newUuid: () => "0".repeat(32),
  });
  const blobs = files.map(({ path, content }) => {
    if (content.kind === "url" || content.kind === "part") throw new Error("not of the tiny bundle");
    const part =
      content.kind === "text"
        ? content.text
        : content.kind === "bytes"
          ? new Uint8Array(content.bytes)
          : content.blob;
    return { path, blob: new Blob([part]) };
  });
  return bundleOfFiles(blobs, { kind: "zip", fileName: "mine.zip" });
}

describe("an MLflow model", () => {
  it("opens as a notebook of its own, whose cells run as they stand", async () => {
    const { store, inference, open } = await openTab();
    const before = store.getState().documents.length;
    expect(await open(await written())).toEqual({ title: "mine", runs: true });
    const { notebook, documents } = store.getState();
    expect(documents).toHaveLength(before + 1);
    expect(notebook?.cells.map(({ type }) => type)).toEqual([
      "markdown",
      "model",
      "markdown",
      "wrapper",
      "signature",
      "markdown",
      "inference",
      "markdown",
      "artifact",
    ]);
    await store.getState().runAll();
    await vi.waitFor(() =>
      expect([...store.getState().cellStates.values()].map(({ status }) => status)).toEqual(
        Array.from({ length: 5 }, () => "done"),
      ),
    );
    const [request] = inference.requests;
    expect(request).toMatchObject({
      option: "pyfunc",
      wrapper: { name: "mine", className: "Phi3Model", searchOptions: { max_length: 300, temperature: 0.2 } },
      input: { prompt: expect.stringContaining("Spain") as string },
    });
    expect(request?.bundle.files.map(({ path }) => path)).toContain("genai_config.json");
    expect(request?.bundle.mlflowFiles?.map(({ path }) => path)).toContain("MLmodel");
  });

  it("is the model of a cell that it was opened in", async () => {
    const { store } = await openTab();
    const id = store.getState().addCell("model", { after: null });
    const opened = await written();
    await store.getState().openBundle(id, () => Promise.resolve(opened));
    await vi.waitFor(() => expect(store.getState().cellStates.get(id)?.status).toBe("done"));
    const state = store.getState().cellStates.get(id);
    expect(state?.status === "done" && state.output).toMatchObject({
      report: { pyfunc: { runs: { ready: true } } },
    });
  });

  it("that is none changes nothing", async () => {
    const { store, open } = await openTab();
    const before = store.getState().notebook;
    const none = await bundleOfFiles([{ path: "a.txt", blob: new Blob(["a"]) }], {
      kind: "zip",
      fileName: "a.zip",
    });
    await expect(open(none)).rejects.toMatchObject({ code: "invalid-bundle" });
    expect(store.getState().notebook).toBe(before);
  });
});
