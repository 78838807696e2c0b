import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, it, vi } from "vitest";
import { fakeInference } from "#kernel/testing/fake-platform.ts";
import { createAppStore } from "./app-store.ts";
import { createIdbStorage } from "./idb-storage.ts";
import { fakePorts } from "./testing/fake-ports.ts";

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
});

it("what runs as soon as a notebook shows is not stopped while the browser still stores which one it is", async () => {
  const stored = createIdbStorage("notebooks");
  let slow = Promise.resolve();
  const storage = {
    ...stored,
    save: async (key: string, value: unknown) => {
      await slow;
      return stored.save(key, value);
    },
  };
  const inference = fakeInference(() => new Promise(() => undefined));
  const { getState } = createAppStore(fakePorts({ storage, inference }));
  await getState().start();
  let store = (): void => undefined;
  slow = new Promise((resolve) => {
    store = resolve;
  });
  const opening = getState().openDocument("option2-pyfunc");
  await vi.waitFor(() => expect(getState().notebook?.id).toBe("option2-pyfunc"));
  const id = getState().notebook?.cells.find(({ type }) => type === "inference")?.id ?? "";
  void getState().runCell(id);
  await vi.waitFor(() => expect(inference.requests).toHaveLength(1));
  store();
  await opening;
  expect([getState().cellStates.get(id)?.status, getState().notices]).toEqual(["running", []]);
});
