import { expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import type { NotebookStorage } from "#notebook/notebook-storage.ts";
import { fakeRegistry } from "#kernel/testing/fake-platform.ts";
import type { App } from "./app.ts";
import { accessTo, createServerAccessActions } from "./server-access-actions.ts";
import type { ServerAccessState } from "./server-access-slice.ts";

const URL = "http://localhost:5000";

function setUp(stored = new Map<string, unknown>()) {
  const store = createStore<ServerAccessState>()(() => ({ credentials: {} }));
  const settings: NotebookStorage = {
    load: async (id) => stored.get(id),
    save: async (id, value) => void stored.set(id, value),
    update: async (id, change) => void stored.set(id, change(stored.get(id))),
    list: async () => [...stored.keys()],
    remove: async (id) => void stored.delete(id),
  };
  const ports = { registry: fakeRegistry(), settings };
  const actions = createServerAccessActions({ ports, store } as unknown as App);
  return { actions, stored, access: (url: string) => accessTo(store.getState(), url) };
}

it("a secret lives with the page, and goes to its own server only", () => {
  const { actions, stored, access } = setUp();
  actions.setCredentials(URL, { user: "", secret: "s3cret", kept: false });
  expect([access(URL), access("http://other:5000"), stored.size]).toEqual([
    { url: URL, user: "", secret: "s3cret" },
    { url: "http://other:5000", user: "", secret: "" },
    0,
  ]);
});

it("a secret that is to be kept is there in the next visit, and gone once it is not to be kept", async () => {
  const first = setUp();
  first.actions.setCredentials(URL, { user: "me", secret: "s3cret", kept: true });
  const next = setUp(first.stored);
  await next.actions.loadCredentials(URL);
  expect(next.access(URL)).toEqual({ url: URL, user: "me", secret: "s3cret" });
  next.actions.setCredentials(URL, { user: "me", secret: "s3cret", kept: false });
  expect(next.stored.size).toBe(0);
});

it("what is stored and makes no sense is left alone", async () => {
  const { actions, access } = setUp(new Map([[`server-credentials:${URL}`, { user: 1 }]]));
  await actions.loadCredentials(URL);
  expect(access(URL).secret).toBe("");
});
