import { expect, test } from "vitest";
import { FileSender } from "./file-sender.ts";
import { MlflowClient } from "./mlflow-client.ts";
import { FakeServer } from "./testing/fake-server.ts";
import type { UnfinishedUpload } from "./unfinished-upload.ts";

const LOCATION = "mlflow-artifacts:/0/models/m-1/artifacts";
const FOLDER = "0/models/m-1/artifacts/data";
const PATH = "data/large.bin";
const TEXT = "aaaabbbbccccdd";

function storeWithParts(): FakeServer {
  const server = new FakeServer();
  server.uploads = new Map();
  return server;
}

function begunUpload(): UnfinishedUpload {
  return {
    key: "k",
    cellId: "c",
    serverUrl: "",
    tab: "t",
    isUnderWay: true,
    run: { runId: "r1", runName: "", artifactUri: LOCATION },
    created: new Date(0),
    modelUuid: "",
    isRecorded: true,
    model: null,
    location: LOCATION,
    fileCount: 1,
    sent: new Map(),
    parts: new Map(),
    isComplete: false,
    versions: new Map(),
  };
}

/** @returns the bytes that were told. */
async function send(
  server: FakeServer,
  begun = begunUpload(),
  { text = TEXT, path = PATH, signal = new AbortController().signal } = {},
): Promise<number[]> {
  const client = new MlflowClient({ url: server.url, user: "", secret: "token" }, server, signal);
  await client.version();
  const sizes = { fromBytes: 8, partBytes: 4 };
  const sender = new FileSender(client, {
    parts: begun.parts,
    keep: () => Promise.resolve(),
    location: LOCATION,
    sizes,
  });
  const told: number[] = [];
  await sender.send({ path, content: new Blob([text]), onSentBytes: (bytes) => told.push(bytes) });
  return told;
}

const create = `POST /api/2.0/mlflow-artifacts/mpu/create/${FOLDER}`;
const complete = `POST /api/2.0/mlflow-artifacts/mpu/complete/${FOLDER}`;
const abort = `POST /api/2.0/mlflow-artifacts/mpu/abort/${FOLDER}`;
const parts = (...numbers: number[]) => numbers.map((number) => `PUT part ${number}`);

test("a large file goes in parts into the store, which gets no credentials", async () => {
  const server = storeWithParts();
  const begun = begunUpload();
  const told = await send(server, begun);
  expect(server.calls.slice(1)).toEqual([create, ...parts(1, 2, 3, 4), complete]);
  expect([...server.files]).toEqual([[`${FOLDER}/large.bin`, TEXT]]);
  expect([told.at(-1), begun.parts.size, server.uploads?.size]).toEqual([TEXT.length, 0, 0]);
});

test("a small file goes through the server", async () => {
  const server = storeWithParts();
  await send(server, begunUpload(), { text: "small" });
  expect([server.calls.slice(1), [...server.files.values()]]).toEqual([["PUT files"], ["small"]]);
});

test("a file in the location itself", async () => {
  const server = storeWithParts();
  await send(server, begunUpload(), { path: "large.bin" });
  expect([...server.files]).toEqual([["0/models/m-1/artifacts/large.bin", TEXT]]);
});

test("a server whose store takes no parts gets the file itself", async () => {
  const server = new FakeServer();
  await send(server);
  expect([server.calls.slice(1), [...server.files.values()]]).toEqual([[create, "PUT files"], [TEXT]]);
});

test("a store that does not let the page in is left alone, and its parts are dropped", async () => {
  const server = storeWithParts();
  for (let tries = 0; tries < 4; tries++) server.failures.push({ call: /^PUT part 1/, status: "broken" });
  await send(server);
  expect(server.calls.slice(1)).toEqual([create, ...parts(1, 1, 1, 1), abort, "PUT files"]);
  expect([...server.files.values()]).toEqual([TEXT]);
});

test("a store that hides its ETags is left alone after one part", async () => {
  const server = storeWithParts();
  server.showsEtags = false;
  await send(server);
  expect(server.calls.slice(1)).toEqual([create, ...parts(1), abort, "PUT files"]);
});

test("parts that arrived are not sent again, and a passing failure is tried again", async () => {
  const server = storeWithParts();
  const begun = begunUpload();
  for (let tries = 0; tries < 4; tries++) server.failures.push({ call: /^PUT part 3/, status: "broken" });
  await expect(send(server, begun)).rejects.toThrow("the connection to store:9000 broke 4 times");
  expect([...(begun.parts.get(PATH)?.arrived.keys() ?? [])].toSorted((a, b) => a - b)).toEqual([1, 2, 4]);
  server.calls.length = 0;
  server.failures.push({ call: /^PUT part 3/, status: 503 });
  const told = await send(server, begun);
  expect(server.calls.slice(1)).toEqual([...parts(3, 3), complete]);
  expect([told.at(-1), [...server.files.values()]]).toEqual([TEXT.length, [TEXT]]);
});

test("links that have run out are asked for anew, once", async () => {
  const server = storeWithParts();
  const begun = begunUpload();
  for (let tries = 0; tries < 4; tries++) server.failures.push({ call: /^PUT part 2/, status: "broken" });
  await expect(send(server, begun)).rejects.toThrow("broke 4 times");
  server.calls.length = 0;
  server.failures.push({ call: /^PUT part 2/, status: 403 });
  await send(server, begun);
  expect(server.calls.slice(1)).toEqual([...parts(2), abort, create, ...parts(1, 2, 3, 4), complete]);
  expect([...server.files.values()]).toEqual([TEXT]);
});

test("Stop keeps what arrived", async () => {
  const server = storeWithParts();
  const begun = begunUpload();
  const stop = new AbortController();
  const { upload } = server;
  server.upload = async (request) => {
    const answer = await upload(request);
    stop.abort();
    return answer;
  };
  await expect(send(server, begun, { signal: stop.signal })).rejects.toMatchObject({ code: "aborted" });
  expect([...(begun.parts.get(PATH)?.arrived.keys() ?? [])]).toEqual([1]);
});
