import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CellRun } from "#kernel/cell-run.ts";
import type { Cell } from "#cells/cell.ts";
import type { Notebook } from "#notebook/cell.ts";
import type { PartedStorage } from "#notebook/notebook-storage.ts";
import { DocumentStorage } from "./document-storage.ts";
import { createIdbStorage } from "./idb-storage.ts";
import { noOtherTabs } from "./tabs.ts";

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** A storage that tells how much text each write holds. */
function watched() {
  const storage = createIdbStorage("notebooks");
  const written: number[] = [];
  const lengthOf = (value: unknown): number =>
    JSON.stringify(value, (_, each: unknown) => (each instanceof Map ? [...each] : each)).length;
  const put = Reflect.get(IDBObjectStore.prototype, "put");
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, value, key) {
    written.push(lengthOf(value));
    return put.call(this, value, key);
  });
  return { storage, written };
}

const documents = (storage: PartedStorage, tab = "tab"): DocumentStorage =>
  new DocumentStorage({
    storage,
    tabs: noOtherTabs(tab),
    newId: () => "aside",
    aside: { titleOf: (title) => title },
  });

const large = (): Notebook => ({
  id: "notebook-1",
  title: "Large",
  cells: Array.from({ length: 100 }, (_, at): Cell => ({
    id: `cell-${at}`,
    type: "code",
    kind: "python",
    source: `print(${at})`,
    jupyter: { json: JSON.stringify({ outputs: ["x".repeat(20_000)] }) },
  })),
});

const run = (text: string): CellRun => ({
  output: {
    type: "code",
    outputs: [{ output_type: "stream", name: "stdout", text }],
    executionCount: 1,
    failed: false,
  },
  fingerprint: { own: "a", model: null, wrapper: null },
  elapsedMs: 1,
  stopped: false,
});

const keysInStorage = (): Promise<IDBValidKey[]> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open("phi3-mlflow-notebook-notebooks");
    opening.onerror = () => reject(opening.error ?? new Error("not opened"));
    opening.onsuccess = () => {
      const asking = opening.result.transaction("notebooks").objectStore("notebooks").getAllKeys();
      asking.onsuccess = () => resolve(asking.result);
    };
  });

it("an edit of a large notebook writes the part that it changes, in each visit", async () => {
  const { storage, written } = watched();
  const notebook = large();
  await documents(storage).save({ notebook, runs: new Map() });
  expect(written.reduce((sum, each) => sum + each)).toBeGreaterThan(2_000_000);
  const next = documents(storage, "next");
  const loaded = await next.load(notebook.id);
  expect(loaded).toEqual({ notebook, runs: new Map(), isUnsaved: false });
  let cells = loaded?.notebook.cells ?? [];
  for (const source of ["one", "two"]) {
    written.length = 0;
    cells = cells.with(50, { ...(cells[50] as Cell), source } as Cell);
    await next.save({ notebook: { ...notebook, cells }, runs: new Map() });
    expect(written.reduce((sum, each) => sum + each)).toBeLessThan(400_000);
  }
  expect((await documents(storage).load(notebook.id))?.notebook.cells).toEqual(cells);
});

it("so does a run, and an output of each cell comes back", async () => {
  const { storage, written } = watched();
  const notebook = large();
  const runs = new Map(notebook.cells.map(({ id }) => [id, run(id.repeat(3000))]));
  const first = documents(storage);
  await first.save({ notebook, runs });
  written.length = 0;
  runs.set("cell-7", run("again"));
  await first.save({ notebook, runs });
  expect(written.reduce((sum, each) => sum + each)).toBeLessThan(400_000);
  const back = await documents(storage).load(notebook.id);
  expect([...(back?.runs.keys() ?? [])]).toEqual([...runs.keys()]);
});

it("parts that no notebook has any more are removed, and all with the notebook", async () => {
  const { storage } = watched();
  const notebook = large();
  const kept = documents(storage);
  await kept.save({ notebook, runs: new Map() });
  const all = (await keysInStorage()).length;
  expect(await storage.list()).toEqual(["notebook-1"]);
  await kept.save({ notebook: { ...notebook, cells: notebook.cells.slice(0, 40) }, runs: new Map() });
  expect((await keysInStorage()).length).toBeLessThan(all);
  await kept.save({ notebook: { ...notebook, cells: notebook.cells.slice(0, 2) }, runs: new Map() });
  expect(await keysInStorage()).toEqual(["notebook-1"]);
  await kept.save({ notebook, runs: new Map() });
  await kept.remove("notebook-1");
  expect(await keysInStorage()).toEqual([]);
});

it("where the storage was cleared, or a part of it, the next save writes what is missing", async () => {
  const { storage } = watched();
  const notebook = large();
  const kept = documents(storage);
  await kept.save({ notebook, runs: new Map() });
  await storage.remove(notebook.id);
  await kept.save({ notebook, runs: new Map() });
  expect((await documents(storage).load(notebook.id))?.notebook).toEqual(notebook);
});

it("a save that another tab came before changes nothing, and takes away none of its parts", async () => {
  const { storage } = watched();
  const notebook = large();
  const one = documents(storage, "one");
  await one.save({ notebook, runs: new Map() });
  const two = documents(storage, "two");
  await two.load(notebook.id);
  const edited = {
    ...notebook,
    cells: notebook.cells.with(9, { ...(notebook.cells[9] as Cell), source: "!" } as Cell),
  };
  await one.save({ notebook: edited, runs: new Map() });
  await expect(two.save({ notebook: { ...notebook, title: "Two" }, runs: new Map() })).rejects.toMatchObject({
    code: "name-taken",
  });
  expect((await documents(storage).load(notebook.id))?.notebook).toEqual(edited);
});

it("a write that fails in the middle leaves the notebook as it was, and the next one writes all", async () => {
  const { storage } = watched();
  const notebook = large();
  let fails = false;
  const failing: PartedStorage = {
    ...storage,
    addPart: (id, name, part) =>
      fails ? Promise.reject(new Error("full")) : storage.addPart(id, name, part),
  };
  const kept = documents(failing);
  await kept.save({ notebook, runs: new Map() });
  const changed = {
    ...notebook,
    cells: notebook.cells.map((cell) => ({ ...cell, source: "changed" }) as Cell),
  };
  fails = true;
  await expect(kept.save({ notebook: changed, runs: new Map() })).rejects.toThrow("full");
  expect((await documents(storage).load(notebook.id))?.notebook).toEqual(notebook);
  fails = false;
  await kept.save({ notebook: changed, runs: new Map() });
  expect((await documents(storage).load(notebook.id))?.notebook).toEqual(changed);
});

it("a part that is missing makes a damaged notebook, never a shorter one", async () => {
  const { storage } = watched();
  const notebook = large();
  await documents(storage).save({ notebook, runs: new Map() });
  const halved: PartedStorage = {
    ...storage,
    loadInParts: async (id, namesOf) => {
      const { value, parts } = await storage.loadInParts(id, namesOf);
      return { value, parts: new Map([...parts].slice(1)) };
    },
  };
  await expect(documents(halved).load(notebook.id)).rejects.toMatchObject({ code: "invalid-document" });
});

it("the titles of notebooks are read without their cells", async () => {
  const { storage } = watched();
  const kept = documents(storage);
  await kept.save({ notebook: large(), runs: new Map() });
  const read = vi.spyOn(IDBObjectStore.prototype, "get");
  expect(await kept.own()).toEqual([{ id: "notebook-1", title: "Large" }]);
  expect(read).toHaveBeenCalledTimes(1);
});

it("parts whose notebook was never written, or is small now, are removed, and no others", async () => {
  const { storage } = watched();
  const notebook = large();
  await documents(storage).save({ notebook, runs: new Map() });
  const live = await keysInStorage();
  await storage.addPart("notebook-2", "part", ["left by a crash"]);
  await storage.addPart("notebook-3", "part", ["left by a crash"]);
  const small = { id: "notebook-3", title: "Small", cells: [] };
  await documents(createIdbStorage("notebooks")).save({ notebook: small, runs: new Map() });
  expect(await createIdbStorage("notebooks").list()).toEqual(["notebook-1", "notebook-3"]);
  expect(await keysInStorage()).toEqual([...live, "notebook-3"]);
});

it("a part that was removed before its notebook is written is written with it", async () => {
  const { storage } = watched();
  const notebook = large();
  const swept: PartedStorage = {
    ...storage,
    addPart: async (id, name, part) => {
      await storage.addPart(id, name, part);
      await createIdbStorage("notebooks").list();
    },
  };
  await documents(swept).save({ notebook, runs: new Map() });
  expect((await documents(storage).load(notebook.id))?.notebook).toEqual(notebook);
});

it("cells that come one by one make no part each, and a small notebook is one record", async () => {
  const { storage } = watched();
  const kept = documents(storage);
  await kept.save({ notebook: large(), runs: new Map() });
  const cells: Cell[] = [];
  const small = (): Notebook => ({ id: "notebook-2", title: "Small", cells: [...cells] });
  const runs = new Map<string, CellRun>();
  for (let at = 0; at < 20; at += 1) {
    const cell: Cell = { id: `cell-${at}`, type: "code", kind: "python", source: "" };
    cells.push(cell);
    runs.set(cell.id, run("1"));
    await kept.save({ notebook: small(), runs });
  }
  expect(
    (await keysInStorage()).filter((key) => typeof key === "string" && key.startsWith("notebook-2")),
  ).toEqual(["notebook-2"]);
  expect(await documents(storage).load("notebook-2")).toEqual({ notebook: small(), runs, isUnsaved: false });
});

it("earlier versions of the page refuse a notebook whose outputs alone are in parts", async () => {
  const { storage } = watched();
  const cells = large().cells.map((cell): Cell => ({
    id: cell.id,
    type: "code",
    kind: "python",
    source: "",
  }));
  const notebook = { ...large(), cells };
  const runs = new Map(cells.map(({ id }) => [id, run(id.repeat(3000))]));
  await documents(storage).save({ notebook, runs });
  // They saved what has format 1, and so without the outputs that they do not find.
  expect(await storage.load(notebook.id)).toMatchObject({ notebook: { format: 2, cells } });
  expect(await documents(storage).load(notebook.id)).toEqual({ notebook, runs, isUnsaved: false });
});
