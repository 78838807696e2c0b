import "fake-indexeddb/auto";
import { forceCloseDatabase, IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createFromTemplate } from "#notebook/templates.ts";
import type { AppStoreState } from "./app-state.ts";
import { createAppStore } from "./app-store.ts";
import { DocumentStorage } from "./document-storage.ts";
import { AppError } from "#base/errors.ts";
import { english } from "#base/message.ts";
import type { InferencePort } from "#inference/inference-port.ts";
import type { PartedStorage } from "#notebook/notebook-storage.ts";
import { fakeInference, promptOutput } from "#kernel/testing/fake-platform.ts";
import { EMPTY_HISTORY, record, stepBack, stepForward } from "./history.ts";
import { createIdbStorage } from "./idb-storage.ts";
import { noOtherTabs, type SavedRevision, type Tabs } from "./tabs.ts";
import { fakePorts } from "./testing/fake-ports.ts";
import type { SyncStorage } from "./unsaved-edits.ts";

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
});

function newStore() {
  return createAppStore(fakePorts());
}

describe("the store", () => {
  it("keeps edits and outputs over a reload", async () => {
    const before = newStore();
    await before.getState().start();
    const { addCell, updateCell, runAll, flush } = before.getState();
    const id = addCell("markdown", { after: null });
    updateCell({ id, type: "markdown", source: "Kept" });
    await runAll();
    await flush();

    const after = newStore();
    await after.getState().start();
    const { notebook, cellStates } = after.getState();
    expect(notebook).toEqual(before.getState().notebook);
    const signature = notebook?.cells.find((cell) => cell.type === "signature");
    expect(cellStates.get(signature?.id ?? "")).toEqual(
      before.getState().cellStates.get(signature?.id ?? ""),
    );
  });

  it.each(["constructor", "__proto__", "toString"])(
    "shows, runs, keeps and shares a notebook with a cell of the id %s",
    async (id) => {
      const { getState } = newStore();
      await getState().start();
      await getState().openShared({
        id: "notebook-odd",
        title: "Odd",
        cells: [
          { id, type: "signature" },
          { id: "w", type: "markdown", source: "" },
        ],
      });
      expect(getState().cellStates.get(id)).toBeUndefined();
      await getState().runCell(id);
      expect(getState().cellStates.get(id)).toMatchObject({ status: "failed" });
      getState().select(id);
      getState().copyCells();
      getState().pasteCells("below");
      await getState().flush();
      const after = newStore();
      await after.getState().start();
      expect(after.getState().notebook).toEqual(getState().notebook);
      const { text } = await getState().toIpynb("https://example.org/");
      await getState().openIpynb(text, "odd.ipynb");
      expect(getState().notebook?.cells).toHaveLength(3);
    },
  );

  it("keeps the outputs that earlier versions kept in a plain object, but for damaged ones", async () => {
    const storage = createIdbStorage("notebooks");
    const cell = { id: "m", type: "markdown", source: "" } as const;
    const notebook = { format: 1, id: "old", title: "Old", cells: [cell] };
    const run = {
      output: { type: "signature", signature: { inputs: [], outputs: null, params: null } },
      fingerprint: { own: "a", model: null, wrapper: null },
      elapsedMs: 1,
      stopped: false,
    };
    await storage.save("old", {
      notebook,
      runs: { m: run, n: { ...run, output: { type: "register" } } },
      writer: "w",
      revision: 3,
    });
    const { runs } = (await documentsOf(storage).load("old")) ?? {};
    expect(runs).toEqual(new Map([["m", run]]));
  });

  it("undoes and redoes every kind of edit", async () => {
    const { getState } = newStore();
    await getState().start();
    const start = getState().notebook;
    const first = start?.cells[0]?.id ?? "";
    getState().moveCell(first, "down");
    getState().duplicateCell(first);
    getState().deleteCell(first);
    const end = getState().notebook;
    for (let i = 0; i < 3; i++) getState().undo();
    expect(getState().notebook).toEqual(start);
    for (let i = 0; i < 3; i++) getState().redo();
    expect(getState()).toMatchObject({ notebook: end, canRedo: false, canUndo: true });
  });

  it("keeps each document's steps of undo while another is in sight, unless the document was changed since", async () => {
    const ports = fakePorts();
    const { getState } = createAppStore(ports);
    await getState().start();
    const start = getState().notebook;
    const id = getState().addCell("markdown", { after: null });
    getState().updateCell({ type: "markdown", source: "Added", id });
    const edited = getState().notebook;
    await getState().openDocument("option2-pyfunc");
    expect(getState()).toMatchObject({ canUndo: false });
    await getState().openDocument("option1-transformers");
    expect(getState()).toMatchObject({ notebook: edited, canUndo: true });
    getState().undo();
    getState().undo();
    expect(getState()).toMatchObject({ notebook: start, canUndo: false, canRedo: true });

    await getState().openDocument("option2-pyfunc");
    const stored = (await ports.storage.load("option1-transformers")) as { notebook: { title: string } };
    stored.notebook.title = "Changed in another tab";
    await ports.storage.save("option1-transformers", stored);
    await getState().openDocument("option1-transformers");
    expect(getState()).toMatchObject({ canUndo: false, canRedo: false });
  });

  it("brings edits back that there was no time to save", async () => {
    const unsaved = new Map<string, string>();
    const before = createAppStore(
      fakePorts({ storage: createIdbStorage("bundles"), unsaved: syncStorage(unsaved) }),
    );
    await before.getState().start();
    before.getState().renameDocument("Renamed at the last moment");
    before.getState().leavePage();
    // The page is gone before anything asynchronous finishes.
    const left = new Map(unsaved);
    await before.getState().flush();
    expect([left.size, unsaved.size]).toEqual([1, 0]);

    const after = createAppStore(
      fakePorts({ storage: createIdbStorage("settings"), unsaved: syncStorage(left) }),
    );
    await after.getState().start();
    expect(after.getState().notebook).toEqual(before.getState().notebook);
    await after.getState().flush();
    expect([...left.keys()]).toEqual([expect.stringMatching(/^showing /)]);
  });

  it("stops what runs when another document is opened, says so, and keeps the answer up to there", async () => {
    const { getState } = createAppStore(fakePorts({ inference: untilStopped() }));
    await getState().start();
    const inference = getState().notebook?.cells.find(({ type }) => type === "inference")?.id ?? "";
    const run = getState().runCell(inference);
    await vi.waitFor(() =>
      expect(getState().cellStates.get(inference)).toMatchObject({ partial: { text: "Half" } }),
    );
    await getState().openDocument("option2-pyfunc");
    await run;
    expect(getState().notices.map(({ text }) => english(text))).toEqual([
      "The run in “Option 1: Transformers pipeline” was stopped because another notebook was opened. The answer so far is kept.",
    ]);
    await getState().openDocument("option1-transformers");
    expect(getState().cellStates.get(inference)).toMatchObject({ status: "done", stopped: true });
  });

  it("has a notebook for each template", async () => {
    const { getState } = newStore();
    await getState().start();
    await getState().openDocument("option2-pyfunc");
    expect(getState()).toMatchObject({ notebook: { id: "option2-pyfunc" } });
    await getState().openDocument("option1-transformers");
    expect(getState()).toMatchObject({ notebook: { id: "option1-transformers" } });
  });
});

/** localStorage over a map that outlives the page. */
function syncStorage(items: Map<string, string>): SyncStorage {
  return {
    get length() {
      return items.size;
    },
    key: (place) => [...items.keys()][place] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

function documentsOf(
  storage: PartedStorage,
  tab = "w",
  unsaved: SyncStorage | null = null,
  onDamaged: (text: string) => void = () => undefined,
): DocumentStorage {
  const aside = { titleOf: (title: string) => `${title} (unsaved edits)`, onDamaged };
  return new DocumentStorage({ storage, tabs: noOtherTabs(tab), unsaved, aside, newId: () => "aside" });
}

/** Generates half a sentence, and returns it when stopped. */
function untilStopped(): InferencePort {
  return fakeInference(async (_request, events, signal) => {
    events.onTextDelta({ text: "Half", tokenCount: 1 });
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    return { ...promptOutput("Half"), stopped: true };
  });
}

describe("documents", () => {
  const titles = (state: AppStoreState) => state.documents.map(({ title }) => title);

  it("are made, renamed, duplicated, deleted and brought back, and listed after a reload", async () => {
    const { getState } = newStore();
    await getState().start();
    const before = titles(getState());
    await getState().newDocument("empty", "New");
    getState().renameDocument("Renamed");
    getState().addCell("markdown", { after: null });
    const made = getState().notebook;
    await getState().duplicateDocument("Renamed");
    expect(getState().notebook).toMatchObject({ title: "Renamed (2)", cells: made?.cells });
    await getState().openDocument(made?.id ?? "");
    const { title, undo } = await getState().deleteDocument();
    expect([title, titles(getState())]).toEqual(["Renamed", [...before, "Renamed (2)"]]);
    await undo();
    expect(getState().notebook).toEqual(made);

    const after = newStore();
    await after.getState().start();
    expect(titles(after.getState())).toEqual([...before, "Renamed", "Renamed (2)"]);
    expect(after.getState().notebook).toEqual(made);
  });

  it("come in from a .ipynb or a link beside the others, and a damaged one changes nothing", async () => {
    const { getState } = newStore();
    await getState().start();
    const { text } = await getState().toIpynb("https://example.org/demo/");
    const { title, notes } = await getState().openIpynb(text, "file.ipynb");
    const opened = getState().notebook;
    expect([title, notes]).toEqual([opened?.title, []]);
    await expect(getState().openIpynb("{", "bad.ipynb")).rejects.toMatchObject({ code: "invalid-document" });
    expect(getState().notebook).toBe(opened);
    const link = await getState().toLink("https://example.org/");
    await getState().openShared(await getState().readLink(new URL(link).hash));
    const withoutJupyter = opened?.cells.map(({ jupyter: _jupyter, ...cell }) => cell);
    expect(getState().notebook).toMatchObject({ cells: withoutJupyter });
  });
});

describe("DocumentStorage", () => {
  const notebook = createFromTemplate("option1-transformers", () => crypto.randomUUID());

  it.each(["before", "after"])(
    "refuses to overwrite what another tab has saved since, also where this tab was opened %s its last save",
    async (when) => {
      const storage = createIdbStorage("notebooks");
      const document = { notebook: { ...notebook, id: "two-tabs" }, runs: new Map() };
      const [mine, theirs] = [documentsOf(storage, "mine"), documentsOf(storage, "theirs")];
      await mine.save(document);
      await theirs.load("two-tabs");
      if (when === "before") await mine.load("two-tabs");
      // Theirs was opened before this save of mine: it knows an older version, whoever wrote that.
      await mine.save(document);
      await expect(theirs.save(document)).rejects.toMatchObject({ code: "name-taken" });
      await mine.save(document);
    },
  );

  it("makes a document of unsaved edits that no longer fit, and loses none of two tabs", async () => {
    const storage = createIdbStorage("notebooks");
    const unsaved = syncStorage(new Map());
    const document = { notebook: { ...notebook, id: "left" }, runs: new Map() };
    for (const tab of ["one", "two"]) {
      const documents = documentsOf(storage, tab, unsaved);
      await documents.load("left");
      documents.keepUnsaved({ ...document.notebook, title: `Unsaved in ${tab}` });
    }
    expect(unsaved.length).toBe(2);
    await documentsOf(storage, "theirs").save(document);
    let count = 0;
    const asides: string[] = [];
    const next = new DocumentStorage({
      storage,
      tabs: noOtherTabs("next"),
      unsaved,
      newId: () => String((count += 1)),
      aside: {
        titleOf: (title) => `${title} (unsaved edits)`,
        onSetAside: ({ title }) => asides.push(title),
      },
    });
    expect(await next.load("left")).toEqual({ ...document, isUnsaved: false });
    expect(asides).toEqual(["Unsaved in one (unsaved edits)", "Unsaved in two (unsaved edits)"]);
    expect(await next.own()).toEqual([
      { id: "notebook-1", title: "Unsaved in one (unsaved edits)" },
      { id: "notebook-2", title: "Unsaved in two (unsaved edits)" },
    ]);
    expect((await next.load("notebook-1"))?.notebook.cells).toEqual(document.notebook.cells);
    expect(unsaved.length).toBe(0);
  });

  it.each(['{"notebook": {', "null", '{"notebook": {"format": 7}, "writer": "w", "revision": 0}'])(
    "shows the stored notebook where the unsaved edits are damaged, and says so: %s",
    async (text) => {
      const storage = createIdbStorage("notebooks");
      const items = new Map([["unsaved kept", text]]);
      const document = { notebook: { ...notebook, id: "kept" }, runs: new Map() };
      await documentsOf(storage).save(document);
      const told: string[] = [];
      const next = documentsOf(storage, "next", syncStorage(items), (damaged) => told.push(damaged));
      expect(await next.load("kept")).toEqual({ ...document, isUnsaved: false });
      expect([[...items.entries()], told]).toEqual([[["damaged unsaved kept", text]], [text]]);
    },
  );

  it("shows unsaved edits where there is no room to save them, and says that they are not saved", async () => {
    const full = {
      ...createIdbStorage("notebooks"),
      update: () => Promise.reject(new AppError("storage", "full")),
    };
    const unsaved = syncStorage(new Map());
    const before = createAppStore(fakePorts({ storage: full, unsaved }));
    await before.getState().start();
    before.getState().renameDocument("Renamed");
    before.getState().leavePage();
    const after = createAppStore(fakePorts({ storage: full, unsaved }));
    await after.getState().start();
    await after.getState().flush();
    expect(after.getState()).toMatchObject({
      notebook: { title: "Renamed" },
      save: { status: "failed", error: { message: "full" } },
      notices: [],
    });
    expect(unsaved.length).toBe(2);
  });

  it("leaves a document that it cannot read as it is", async () => {
    const storage = createIdbStorage("notebooks");
    await storage.save("damaged", DAMAGED);
    const documents = documentsOf(storage);
    await expect(documents.load("damaged")).rejects.toMatchObject({ code: "invalid-document" });
    expect(await documents.raw("damaged")).toEqual(DAMAGED.notebook);
  });

  it("keeps a notebook whose storage was cleared while the page is open, at the next edit", async () => {
    const open = vi.spyOn(IDBFactory.prototype, "open");
    const before = newStore();
    await before.getState().start();
    before.getState().renameDocument("Still here");
    await before.getState().flush();
    // What browsers do when a person clears a site's data: they close connections, then delete the databases.
    for (const { value } of open.mock.results) forceCloseDatabase(value.result as never);
    vi.stubGlobal("indexedDB", new IDBFactory());
    open.mockRestore();
    before.getState().renameDocument("Still here, and edited");
    await before.getState().flush();
    expect(before.getState()).toMatchObject({ save: { status: "saved" }, isChangedElsewhere: false });
    const after = newStore();
    await after.getState().start();
    expect(after.getState().notebook).toEqual(before.getState().notebook);
    expect(after.getState().notebook?.title).toBe("Still here, and edited");
  });

  it("says that a database never answers, and what to do", async () => {
    const open = vi.spyOn(IDBFactory.prototype, "open").mockReturnValue({} as IDBOpenDBRequest);
    const storage = createIdbStorage("notebooks", 20);
    await expect(storage.load("x")).rejects.toThrow("The browser's storage does not respond");
    await expect(storage.update("x", () => 1)).rejects.toThrow("The browser's storage does not respond");
    open.mockRestore();
  });

  it("nothing that is nested too deeply to be stored is opened", async () => {
    const { getState } = newStore();
    await getState().start();
    const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
    const ipynb = `{"nbformat": 4, "nbformat_minor": 5, "metadata": {"deep": ${deep}}, "cells": []}`;
    await expect(getState().openIpynb(ipynb, "deep.ipynb")).rejects.toThrow(
      "The JSON nests more than 500 levels deep, which is the limit",
    );
  });

  it("says that a notebook cannot be stored, where it cannot", async () => {
    const storage = createIdbStorage("notebooks");
    await expect(storage.save("x", () => 1)).rejects.toThrow("The browser cannot store this notebook");
  });
});

const DAMAGED = {
  notebook: {
    format: 1,
    id: "damaged",
    title: "Mine",
    cells: [
      { id: "a", type: "markdown", source: "Kept" },
      { id: "b", type: "poem", source: "Roses" },
      { id: "a", type: "signature" },
    ],
  },
};

describe("a document that is not shown", () => {
  const last = "notebook-damaged";

  async function damagedStore(unsaved: SyncStorage | null = null) {
    const ports = fakePorts({ unsaved });
    await ports.storage.save(last, { notebook: { ...DAMAGED.notebook, id: last } });
    await ports.storage.save("last-template", last);
    const store = createAppStore(ports);
    await store.getState().start();
    return { ...store, ports };
  }

  it("because it is damaged is named; the other notebooks are there, and it is saved as a file and repaired", async () => {
    const { getState, ports } = await damagedStore();
    expect(getState()).toMatchObject({
      notebook: null,
      problem: { id: last, title: "Mine", kind: "unreadable", error: { code: "invalid-document" } },
    });
    expect(getState().documents.map(({ title }) => title)).toContain("Mine");
    const { fileName, text } = await getState().toIpynb("https://example.org/");
    expect([fileName, JSON.parse(text)]).toEqual(["Mine.json", { ...DAMAGED.notebook, id: last }]);

    await getState().openDocument("option2-pyfunc");
    expect(getState()).toMatchObject({ notebook: { id: "option2-pyfunc" }, problem: null });
    await getState().openDocument(last);
    await getState().repairDocument();
    expect(getState()).toMatchObject({
      problem: null,
      save: { status: "saved" },
      notebook: {
        id: last,
        cells: [
          { id: "a", type: "markdown", source: "Kept" },
          { type: "code", kind: "raw", source: "Roses" },
          { id: expect.not.stringMatching(/^a$/) as string, type: "signature" },
        ],
      },
    });
    expect(await ports.storage.load(`${last} (before repair)`)).toEqual({
      notebook: { ...DAMAGED.notebook, id: last },
    });
  });

  it("is deleted, and comes back as it was", async () => {
    const { getState } = await damagedStore();
    const { undo } = await getState().deleteDocument();
    expect(getState().notebook).toMatchObject({ id: "option1-transformers" });
    await undo();
    expect(getState().problem).toMatchObject({ id: last, kind: "unreadable" });
  });

  it("because showing it ended the page is not opened by itself again, but when asked", async () => {
    const unsaved = syncStorage(new Map());
    const first = createAppStore(fakePorts({ unsaved }));
    await first.getState().start();
    await first.getState().newDocument("empty", "Hangs");
    // The tab was closed before it had shown the document.
    const second = createAppStore(fakePorts({ unsaved }));
    await second.getState().start();
    expect(second.getState()).toMatchObject({
      notebook: null,
      problem: { title: "Hangs", kind: "did-not-show" },
    });
    await second.getState().openAnyway();
    second.getState().documentShown();
    const third = createAppStore(fakePorts({ unsaved }));
    await third.getState().start();
    expect(third.getState()).toMatchObject({ notebook: { title: "Hangs" }, problem: null });
  });

  it("because drawing it failed goes out of sight, with what was not saved, and opens as text", async () => {
    const unsaved = syncStorage(new Map());
    const { getState } = createAppStore(fakePorts({ unsaved }));
    await getState().start();
    await getState().newDocument("empty", "Fails");
    getState().addCell("inference", { after: null });
    getState().documentFailed(new Error("Too many re-renders"));
    await vi.waitFor(() =>
      expect(getState()).toMatchObject({
        notebook: null,
        problem: { kind: "did-not-show", error: { message: "Too many re-renders" } },
      }),
    );
    getState().leavePage();
    const next = createAppStore(fakePorts({ unsaved }));
    await next.getState().start();
    expect(next.getState().problem).toMatchObject({ title: "Fails", kind: "did-not-show" });
    await next.getState().repairDocument();
    expect(next.getState().notebook).toMatchObject({
      title: "Fails",
      cells: [{ type: "code", kind: "raw" }],
    });
  });
});

describe("two tabs", () => {
  /** Tabs that receive each other's messages. */
  function tabs(count: number): Tabs[] {
    const listeners = new Map<string, (saved: SavedRevision) => void>();
    return Array.from({ length: count }, (_, at) => ({
      ...noOtherTabs(`tab ${at}`),
      announce: (saved) => {
        for (const [tab, listener] of listeners) if (tab !== `tab ${at}`) listener(saved);
      },
      onSaved: (listener) => void listeners.set(`tab ${at}`, listener),
    }));
  }

  async function twoTabs() {
    const [first, second] = tabs(2).map((tab) => createAppStore(fakePorts({ tabs: tab })).getState);
    if (!first || !second) throw new Error("There are two.");
    await first().start();
    await first().newDocument("empty", "Shared");
    await second().start();
    return { first, second };
  }

  it("with one notebook: the other learns of a save before it is edited, and takes it over", async () => {
    const { first, second } = await twoTabs();
    first().addCell("markdown", { after: null });
    await first().flush();
    expect(second()).toMatchObject({ isChangedElsewhere: true, save: { status: "saved" } });
    await second().takeOtherVersion();
    expect(second()).toMatchObject({ isChangedElsewhere: false, notebook: first().notebook });
    second().renameDocument("Renamed");
    await second().flush();
    expect(second().save.status).toBe("saved");
    expect(first().isChangedElsewhere).toBe(true);
  });

  it("that were both edited lose nothing, by taking the other version or by a copy", async () => {
    const { first, second } = await twoTabs();
    first().addCell("markdown", { after: null });
    second().addCell("signature", { after: null });
    await first().flush();
    await second().flush();
    expect(second()).toMatchObject({ isChangedElsewhere: true, save: { status: "failed" } });
    const edited = second().notebook?.cells;
    await second().takeOtherVersion();
    expect(second().notebook).toEqual(first().notebook);
    const kept = second().documents.find(({ title }) => title === "Shared (edits of another tab)");
    await second().openDocument(kept?.id ?? "");
    expect(second().notebook?.cells).toEqual(edited);

    await second().openDocument(first().notebook?.id ?? "");
    second().addCell("signature", { after: null });
    await second().flush();
    first().addCell("signature", { after: null });
    await first().flush();
    const mine = first().notebook?.cells;
    await first().saveAsCopy();
    expect(first()).toMatchObject({
      isChangedElsewhere: false,
      save: { status: "saved" },
      notebook: { title: "Shared (copy)", cells: mine },
    });
  });
});

describe("history", () => {
  it("goes back and forth, and forgets what was undone at the next edit", () => {
    const one = record<string>(EMPTY_HISTORY, "a");
    const back = stepBack(one, "b");
    expect(back).toEqual({ history: { past: [], future: ["b"] }, value: "a" });
    expect(stepForward(back?.history ?? EMPTY_HISTORY, "a")).toEqual({
      history: { past: ["a"], future: [] },
      value: "b",
    });
    expect(record(back?.history ?? EMPTY_HISTORY, "a").future).toEqual([]);
    expect(stepBack(EMPTY_HISTORY, "a")).toBeNull();
  });
});
