import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { FileServer, serverUrl } from "#bundle/download/testing/file-server.ts";
import type { DownloadPort } from "#bundle/download/download-port.ts";
import { FakeBrowser } from "#kernel/testing/fake-downloads.ts";
import { fakeBundles } from "#kernel/testing/fake-platform.ts";
import { createAppStore } from "./app-store.ts";
import { createDirectReader } from "#reader/direct-reader.ts";
import { fakePorts } from "./testing/fake-ports.ts";
import { StoredBundles } from "./bundle-registry.ts";
import { createIdbStorage } from "./idb-storage.ts";

const source = { kind: "manifest", url: serverUrl } as const;
let server: FileServer;
let browser: FakeBrowser;
let release: () => void;

beforeEach(() => {
  server = new FileServer();
  const weights = Uint8Array.from({ length: 300_000 }, (_, at) => at % 251);
  server.files.set("weights", weights);
  const files = [{ path: "weights", size: 300_000 }];
  server.files.set("bundle.json", new TextEncoder().encode(JSON.stringify({ name: "Mine", files })));
  server.chunkBytes = 50_000;
  browser = new FakeBrowser(server);
  release = () => undefined;
});

describe("a download", () => {
  it("is kept, can be chosen by the cell that asked for it, and is said so", async () => {
    const tab = await openTab();
    await start(tab);
    await vi.waitFor(() => expect(tab.getState().downloads).toEqual([]));
    await vi.waitFor(() => expect(tab.getState().notices).toMatchObject([{ tone: "success" }]));
    const [model] = tab.getState().kept;
    expect(model).toMatchObject({ name: "Mine", sizeBytes: 300_000 });
    expect(tab.getState().bundles).toContainEqual({ id: model?.bundleId, name: "Mine", isDemo: false });
    expect(modelCell(tab)).toMatchObject({ bundleId: model?.bundleId });
  });

  it("that is paused goes on when it is resumed", async () => {
    const tab = await openTab();
    holdUp();
    const id = await start(tab);
    await running(tab);
    tab.getState().pauseDownload(id);
    release();
    await vi.waitFor(() =>
      expect(tab.getState().downloads).toMatchObject([{ id, state: { status: "paused" } }]),
    );
    server.spoil = () => undefined;
    tab.getState().resumeDownload(id, null);
    await vi.waitFor(() => expect(tab.getState().kept).toMatchObject([{ id }]));
  });

  it("that failed says why, and goes on when it is resumed", async () => {
    const tab = await openTab();
    server.spoil = ({ path }) => (path === "weights" ? new Response("", { status: 403 }) : undefined);
    const id = await start(tab);
    await vi.waitFor(() =>
      expect(tab.getState().downloads).toMatchObject([
        { id, state: { status: "failed", error: { code: "network" } } },
      ]),
    );
    server.spoil = () => undefined;
    tab.getState().resumeDownload(id, null);
    await vi.waitFor(() => expect(tab.getState().kept).toMatchObject([{ id }]));
  });

  it("that is cancelled leaves nothing", async () => {
    const tab = await openTab();
    holdUp();
    const id = await start(tab);
    await running(tab);
    setTimeout(release, 20);
    await tab.getState().cancelDownload(id);
    expect(tab.getState()).toMatchObject({ downloads: [], kept: [] });
  });

  it("is watched by another tab, which can pause it, and resume it itself", async () => {
    const [one, other] = [await openTab(), await openTab()];
    holdUp();
    const id = await start(one);
    await vi.waitFor(() =>
      expect(other.getState().downloads).toMatchObject([
        { id, name: "Mine", state: { status: "running", elsewhere: true } },
      ]),
    );
    other.getState().pauseDownload(id);
    release();
    for (const tab of [one, other]) {
      await vi.waitFor(() =>
        expect(tab.getState().downloads).toMatchObject([{ id, state: { status: "paused" } }]),
      );
    }
    server.spoil = () => undefined;
    other.getState().resumeDownload(id, null);
    for (const tab of [one, other])
      await vi.waitFor(() => expect(tab.getState().kept).toMatchObject([{ id }]));
  });
});

describe("an access token", () => {
  it("is kept for its hub only when it is asked for, and can be forgotten", async () => {
    const tab = await openTab();
    const [plan] = await tab
      .getState()
      .lookUpModel(source, null, () => undefined, new AbortController().signal);
    const hubUrl = "https://hub.example";
    const origin = { kind: "hub", hubUrl, repository: "me/mine", commit: "0", variant: "" } as const;
    const { keptToken, forgetToken, startDownload } = tab.getState();
    await startDownload({ ...plan!, id: "a", origin }, "", { token: "hf_a", keep: false });
    expect(await keptToken(hubUrl)).toBeNull();
    await startDownload({ ...plan!, id: "b", origin }, "", { token: "hf_b", keep: true });
    expect([await keptToken(hubUrl), await keptToken("https://other.example")]).toEqual(["hf_b", null]);
    await forgetToken(hubUrl);
    expect(await keptToken(hubUrl)).toBeNull();
  });
});

type Tab = Awaited<ReturnType<typeof openTab>>;

async function openTab() {
  const downloads: DownloadPort = browser.openTab();
  const tab = createAppStore(
    fakePorts({
      bundles: new StoredBundles({
        reader: createDirectReader(),
        storage: createIdbStorage("bundles"),
        openEmbedded: (signal) => fakeBundles().get("tiny", signal),
        downloads,
      }),
      downloads,
    }),
  );
  await tab.getState().start();
  return tab;
}

async function start(tab: Tab): Promise<string> {
  const [plan] = await tab
    .getState()
    .lookUpModel(source, null, () => undefined, new AbortController().signal);
  await tab.getState().startDownload(plan!, modelCell(tab)?.id ?? "", { token: null, keep: false });
  return plan!.id;
}

function modelCell(tab: Tab) {
  return tab.getState().notebook?.cells.find((cell) => cell.type === "model");
}

/** The server of the weights does not answer until `release` is called. */
function holdUp(): void {
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  server.spoil = async ({ path, signal }) => {
    if (path !== "weights") return undefined;
    await held;
    signal?.throwIfAborted();
    return undefined;
  };
}

async function running(tab: Tab): Promise<void> {
  await vi.waitFor(() => expect(tab.getState().downloads).toMatchObject([{ state: { status: "running" } }]));
}
