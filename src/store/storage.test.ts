import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createFromTemplate } from "#notebook/templates.ts";
import type { AppStoreState } from "./app-state.ts";
import { createAppStore } from "./app-store.ts";
import { DocumentStorage, type SyncStorage } from "./document-storage.ts";
import { english } from "#base/message.ts";
import type { InferencePort } from "#kernel/ports.ts";
import { fakeInference, promptOutput } from "#kernel/testing/fake-platform.ts";
import { EMPTY_HISTORY, record, stepBack, stepForward } from "./history.ts";
import { createIdbStorage } from "./idb-storage.ts";
import { fakePorts } from "./testing/fake-ports.ts";

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

  it("keeps the outputs that earlier versions kept in a plain object", async () => {
    const storage = createIdbStorage("notebooks");
    const cell = { id: "m", type: "markdown", source: "" } as const;
    const notebook = { format: 1, id: "old", title: "Old", cells: [cell] };
    await storage.save("old", { notebook, runs: { m: { elapsedMs: 1 } }, writer: "w", revision: 3 });
    const { runs } = (await new DocumentStorage(storage, "w").load("old")) ?? {};
    expect(runs).toEqual(new Map([["m", { elapsedMs: 1 }]]));
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
    // The page is gone before anything that takes time.
    const left = new Map(unsaved);
    await before.getState().flush();
    expect([left.size, unsaved.size]).toEqual([1, 0]);

    const after = createAppStore(
      fakePorts({ storage: createIdbStorage("settings"), unsaved: syncStorage(left) }),
    );
    await after.getState().start();
    expect(after.getState().notebook).toEqual(before.getState().notebook);
    expect(left.size).toBe(0);
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
      "What was running in “Option 1: Transformers pipeline” was stopped, since another notebook was opened. An answer up to there is kept.",
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

/** localStorage over a map, which outlives the page. */
function syncStorage(items: Map<string, string>): SyncStorage {
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

/** Answers half a sentence, and hands it over when it is stopped. */
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

  it("refuses to overwrite what another tab has saved since", async () => {
    const storage = createIdbStorage("notebooks");
    const document = { notebook: { ...notebook, id: "two-tabs" }, runs: new Map() };
    const [mine, theirs] = [new DocumentStorage(storage, "mine"), new DocumentStorage(storage, "theirs")];
    await mine.load("two-tabs");
    await theirs.load("two-tabs");
    await theirs.save(document);
    await expect(mine.save(document)).rejects.toMatchObject({ code: "name-taken" });
    await mine.save(document, { overwrite: true });
    expect((await theirs.load("two-tabs"))?.notebook).toEqual(document.notebook);
  });

  it("puts unsaved edits aside where another tab has saved the document since they began", async () => {
    const storage = createIdbStorage("notebooks");
    const unsaved = syncStorage(new Map());
    const document = { notebook: { ...notebook, id: "left" }, runs: new Map() };
    const mine = new DocumentStorage(storage, "mine", unsaved);
    await mine.load("left");
    mine.keepUnsaved({ ...document.notebook, title: "Unsaved" });
    await new DocumentStorage(storage, "theirs").save(document);
    expect(await new DocumentStorage(storage, "next", unsaved).load("left")).toEqual(document);
    expect(await storage.load("left (unsaved)")).toMatchObject({ notebook: { title: "Unsaved" } });
    expect(unsaved.getItem("unsaved left")).toBeNull();
  });

  it("puts a document that it cannot read aside, and loses nothing", async () => {
    const storage = createIdbStorage("notebooks");
    const damaged = { notebook: { format: 1, id: "x", title: "x", cells: [{ type: "poem" }] } };
    await storage.save("damaged", damaged);
    await expect(new DocumentStorage(storage, "w").load("damaged")).rejects.toMatchObject({
      code: "invalid-document",
    });
    expect(await storage.load("damaged (unreadable)")).toEqual(damaged);
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
