import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, it, vi } from "vitest";
import { fakeInference, fakeRegistry, promptOutput } from "#kernel/testing/fake-platform.ts";
import type { PartedStorage } from "#notebook/notebook-storage.ts";
import type { AppPorts } from "./app-ports.ts";
import { createAppStore } from "./app-store.ts";
import { createIdbStorage } from "./idb-storage.ts";
import { lossOnLeaving } from "./leaving.ts";
import type { Tabs } from "./tabs.ts";
import { fakePorts } from "./testing/fake-ports.ts";
import type { SyncStorage } from "./unsaved-edits.ts";

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
});

it("nothing would be lost while edits are saved, or are kept on the way out", async () => {
  const { getState } = createAppStore(fakePorts());
  await getState().start();
  getState().renameDocument("Edited");
  expect([getState().save.status, lossOnLeaving(getState())]).toEqual(["saving", null]);
  await getState().flush();
  expect(lossOnLeaving(getState())).toBeNull();
});

it("edits that find no room on the way out are not kept: they are lost until they are saved", async () => {
  const full: SyncStorage = {
    ...syncStorage(new Map()),
    setItem: () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    },
  };
  const { getState } = createAppStore(fakePorts({ unsaved: full }));
  await getState().start();
  getState().renameDocument("Edited");
  expect(getState().keepEdits()).toBe(false);
  await getState().flush();
  expect(getState().keepEdits()).toBe(true);
});

it("an upload would be lost until it is done", async () => {
  const registry = fakeRegistry();
  const publish = registry.publish.bind(registry);
  const wait = gate();
  const { getState } = createAppStore(
    fakePorts({
      registry: {
        ...registry,
        publish: async (...what) => {
          await wait.opened;
          return publish(...what);
        },
      },
    }),
  );
  await getState().start();
  const last = getState().notebook?.cells.at(-1)?.id ?? null;
  const id = getState().addCell("register", { after: last });
  const cell = getState().notebook?.cells.find((each) => each.id === id);
  if (cell?.type === "register") getState().updateCell({ ...cell, server: "http://localhost:5000" });
  const run = getState().runCell(id);
  await vi.waitFor(() => expect(lossOnLeaving(getState())).toBe("upload"));
  wait.open();
  await run;
  expect([getState().cellStates.get(id)?.status, lossOnLeaving(getState())]).toEqual(["done", null]);
});

it("a zip would be lost while it is written, and not after it failed", async () => {
  const wait = gate();
  const { getState } = createAppStore(
    fakePorts({
      artifacts: {
        zip: () => wait.opened.then(() => Promise.reject(new Error("No room."))),
        zipBundle: async () => new Blob(),
        zipSite: async () => new Blob(),
      },
    }),
  );
  await getState().start();
  const zipping = getState().zipArtifact(
    { name: "a", files: [], totalBytes: 0 },
    () => undefined,
    new AbortController().signal,
  );
  expect(lossOnLeaving(getState())).toBe("zip");
  wait.open();
  await expect(zipping).rejects.toThrow("No room.");
  expect(lossOnLeaving(getState())).toBeNull();
});

it("a notebook that cannot be saved would be lost", async () => {
  const storage: PartedStorage = {
    ...createIdbStorage("notebooks"),
    update: () => Promise.reject(new Error("The disk is full.")),
  };
  const { getState } = createAppStore(fakePorts({ storage }));
  await getState().start();
  getState().renameDocument("Edited");
  await getState().flush();
  expect(lossOnLeaving(getState())).toBe("unsaved");
});

it("a run that a reload ended is told at its cell, with the answer before it, until it is run again", async () => {
  const shared = new Map<string, string>();
  let answers = 0;
  const hanging = fakeInference(async () => {
    answers++;
    return answers === 1 ? promptOutput("The first answer") : new Promise(() => undefined);
  });
  const before = visit(shared, "tab 1", { inference: hanging });
  await before.getState().start();
  await before.getState().openDocument("option2-pyfunc");
  const id = before.getState().notebook?.cells.find(({ type }) => type === "inference")?.id ?? "";
  await before.getState().runCell(id);
  await before.getState().flush();
  void before.getState().runCell(id);
  await vi.waitFor(() => expect(answers).toBe(2));
  before.getState().leavePage();

  const after = visit(shared, "tab 2");
  await after.getState().start();
  expect(after.getState().cellStates.get(id)).toMatchObject({
    status: "interrupted",
    output: { output: { response: "The first answer" } },
  });
  await after.getState().runCell(id);
  expect(after.getState().cellStates.get(id)).toMatchObject({
    status: "done",
    output: { output: { response: "Hello!" } },
  });
  expect([...shared.keys()].filter((key) => key.startsWith("running"))).toEqual([]);
});

it("a run that a reload ended is told in a template that was never edited, too", async () => {
  const shared = new Map<string, string>();
  const hanging = fakeInference(() => new Promise(() => undefined));
  const before = visit(shared, "tab 1", { inference: hanging });
  await before.getState().start();
  await before.getState().openDocument("option2-pyfunc");
  const id = before.getState().notebook?.cells.find(({ type }) => type === "inference")?.id ?? "";
  void before.getState().runCell(id);
  await vi.waitFor(() => expect(hanging.requests).toHaveLength(1));
  before.getState().leavePage();
  const after = visit(shared, "tab 2");
  await after.getState().start();
  expect(after.getState().cellStates.get(id)).toEqual({ status: "interrupted", output: null });
});

it("a run that goes on in another tab is not told to be stopped", async () => {
  const shared = new Map<string, string>();
  const hanging = fakeInference(() => new Promise(() => undefined));
  const one = visit(shared, "tab 1", { inference: hanging });
  await one.getState().start();
  await one.getState().openDocument("option2-pyfunc");
  const id = one.getState().notebook?.cells.find(({ type }) => type === "inference")?.id ?? "";
  void one.getState().runCell(id);
  await vi.waitFor(() => expect(hanging.requests).toHaveLength(1));
  await one.getState().flush();
  one.getState().leavePage();
  const two = visit(shared, "tab 2", {}, ["tab 1"]);
  await two.getState().start();
  expect(two.getState().cellStates.get(id)).toBeUndefined();
});

it("a mark that is damaged does no harm", async () => {
  const shared = new Map([["running tab 1", '{"documentId": 5']]);
  const { getState } = visit(shared, "tab 2");
  await getState().start();
  expect([getState().cellStates.size, shared.has("running tab 1")]).toEqual([0, false]);
});

function visit(
  shared: Map<string, string>,
  id: string,
  changes: Partial<AppPorts> = {},
  open: readonly string[] = [],
) {
  const tabs: Tabs = {
    id,
    isOpen: async (tab) => open.includes(tab),
    announce: () => undefined,
    onSaved: () => undefined,
  };
  return createAppStore(fakePorts({ ...changes, tabs, unsaved: syncStorage(shared) }));
}

function syncStorage(map: Map<string, string>): SyncStorage {
  return {
    get length() {
      return map.size;
    },
    key: (place) => [...map.keys()][place] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  };
}

function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

it("a reload goes on with the steps of undo, in this tab and this notebook alone", async () => {
  const session = new Map<string, string>();
  const open = (of: Map<string, string>) => createAppStore(fakePorts({ storage, session: syncStorage(of) }));
  const storage = createIdbStorage("notebooks");
  const before = open(session);
  await before.getState().start();
  before.getState().renameDocument("One");
  before.getState().renameDocument("Two");
  before.getState().undo();
  await before.getState().flush();
  before.getState().leavePage();

  const otherTab = open(new Map());
  await otherTab.getState().start();
  expect(otherTab.getState().canUndo).toBe(false);

  const after = open(session);
  await after.getState().start();
  expect(after.getState()).toMatchObject({ canUndo: true, canRedo: true, notebook: { title: "One" } });
  after.getState().redo();
  expect(after.getState().notebook?.title).toBe("Two");
  after.getState().undo();
  after.getState().undo();
  expect(after.getState()).toMatchObject({
    canUndo: false,
    notebook: { title: "Option 1: Transformers pipeline" },
  });
});
