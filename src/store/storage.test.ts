import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { createFromTemplate } from "#notebook/templates.ts";
import type { AppStoreState } from "./app-state.ts";
import { createAppStore } from "./app-store.ts";
import { DocumentStorage } from "./document-storage.ts";
import { EMPTY_HISTORY, record, stepBack, stepForward } from "./history.ts";
import { createIdbStorage } from "./idb-storage.ts";
import { fakePorts } from "./testing/fake-ports.ts";

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
    expect(cellStates[signature?.id ?? ""]).toEqual(before.getState().cellStates[signature?.id ?? ""]);
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

  it("has a notebook for each template", async () => {
    const { getState } = newStore();
    await getState().start();
    await getState().openDocument("option2-pyfunc");
    expect(getState()).toMatchObject({ notebook: { id: "option2-pyfunc" } });
    await getState().openDocument("option1-transformers");
    expect(getState()).toMatchObject({ notebook: { id: "option1-transformers" } });
  });
});

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
    const document = { notebook: { ...notebook, id: "two-tabs" }, runs: {} };
    const [mine, theirs] = [new DocumentStorage(storage, "mine"), new DocumentStorage(storage, "theirs")];
    await mine.load("two-tabs");
    await theirs.load("two-tabs");
    await theirs.save(document);
    await expect(mine.save(document)).rejects.toMatchObject({ code: "name-taken" });
    await mine.save(document, { overwrite: true });
    expect((await theirs.load("two-tabs"))?.notebook).toEqual(document.notebook);
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
