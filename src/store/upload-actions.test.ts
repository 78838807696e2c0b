import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, it, vi } from "vitest";
import { AppError } from "#base/errors.ts";
import { english, message } from "#base/message.ts";
import { fakeRegistry } from "#kernel/testing/fake-platform.ts";
import type { UnfinishedUpload } from "#registry/unfinished-upload.ts";
import type { AppPorts } from "./app-ports.ts";
import { createAppStore } from "./app-store.ts";
import { createIdbStorage } from "./idb-storage.ts";
import type { Tabs } from "./tabs.ts";
import { fakePorts } from "./testing/fake-ports.ts";

const URL = "http://localhost:5000";
const SHOWN = { key: "k", cellId: "register-1", serverUrl: URL, sentCount: 2, fileCount: 9 };

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
});

it("an upload that a tab left is shown with how far it came", async () => {
  await leaveUpload();
  const { getState } = await visit();
  expect(getState().uploads).toEqual([{ ...SHOWN, isElsewhere: false }]);
});

it("an upload that goes on in another tab is said to do so, until that tab is gone", async () => {
  await leaveUpload();
  const open = ["tab 1"];
  const tabs: Tabs = {
    id: "tab 2",
    isOpen: async (tab) => open.includes(tab),
    announce: () => undefined,
    onSaved: () => undefined,
  };
  const { getState } = await visit({ tabs });
  expect(getState().uploads).toEqual([{ ...SHOWN, isElsewhere: true }]);
  open.length = 0;
  await getState().refreshUploads();
  expect(getState().uploads).toEqual([{ ...SHOWN, isElsewhere: false }]);
});

it("cleaning up asks the server with what lets the person in, and then shows nothing more", async () => {
  await leaveUpload();
  const asked: unknown[] = [];
  const { getState } = await visit({
    registry: {
      ...fakeRegistry(),
      cleanUp: async (server, key) => {
        asked.push([server, key]);
        await createIdbStorage("uploads").remove(key);
      },
    },
  });
  getState().setCredentials(URL, { user: "me", secret: "s3cret", kept: false });
  await getState().cleanUpUpload({ ...SHOWN, isElsewhere: false });
  expect(asked).toEqual([[{ url: URL, user: "me", secret: "s3cret" }, "k"]]);
  expect([getState().uploads, getState().notices.at(-1)?.tone]).toEqual([[], "success"]);
});

it("a server that cannot be told leaves the upload in sight, and it can be forgotten", async () => {
  await leaveUpload();
  const { getState } = await visit({
    registry: {
      ...fakeRegistry(),
      cleanUp: () => Promise.reject(new AppError("network", message`${URL} gave no answer.`)),
    },
  });
  await getState().cleanUpUpload({ ...SHOWN, isElsewhere: false });
  const notice = getState().notices.at(-1);
  expect([english(notice?.text ?? ""), getState().uploads.length]).toEqual([`${URL} gave no answer.`, 1]);
  notice?.action?.run();
  await vi.waitFor(() => expect(getState().uploads).toEqual([]));
});

it("what is kept in another form is passed over", async () => {
  await createIdbStorage("uploads").save("k", { key: "k", cellId: "register-1" });
  expect((await visit()).getState().uploads).toEqual([]);
});

async function leaveUpload(): Promise<void> {
  const upload: UnfinishedUpload = {
    key: "k",
    cellId: "register-1",
    serverUrl: URL,
    tab: "tab 1",
    isUnderWay: true,
    run: { runId: "r1", runName: "able-ape-1", artifactUri: "mlflow-artifacts:/0/r1/artifacts" },
    created: new Date(0),
    modelUuid: "00000000-0000-4000-8000-000000000000",
    isRecorded: true,
    model: null,
    location: "mlflow-artifacts:/0/r1/artifacts/model",
    fileCount: 9,
    sent: new Map([
      ["conda.yaml", 10],
      ["model.onnx", 20],
    ]),
    parts: new Map(),
    isComplete: false,
    versions: new Map(),
  };
  await createIdbStorage("uploads").save("k", upload);
}

async function visit(changes: Partial<AppPorts> = {}) {
  const store = createAppStore(fakePorts(changes));
  await store.getState().start();
  return store;
}
