import { expect, test } from "vitest";
import { endlessAnswer } from "#base/testing/endless-answer.ts";
import { FileServer, serverUrl } from "./download/testing/file-server.ts";
import { openGraphFile } from "./graph-file.ts";

const path = "model.onnx";
const url = `${serverUrl}/${path}`;

function serve(sizeBytes: number): FileServer {
  const server = new FileServer();
  server.chunkBytes = 1 << 20;
  const bytes = new Uint8Array(sizeBytes);
  bytes.fill(7, sizeBytes - 3);
  server.files.set(path, bytes);
  return server;
}

function open({ fetch }: FileServer, sizeBytes: number, signal?: AbortSignal) {
  const file = { path, sizeBytes, source: { kind: "url", url } } as const;
  return openGraphFile(file, { fetch, ...(signal && { signal }) });
}

const rangesOf = ({ requests }: FileServer) =>
  requests.map(({ range }) => range && [range.first, range.last]);

test("a small graph is read whole", async () => {
  const server = serve(1000);
  expect((await open(server, 1000))?.size).toBe(1000);
  expect(rangesOf(server)).toEqual([null]);
});

test("of a large graph, what is asked for is read, and no more", async () => {
  const size = 20 << 20;
  const server = serve(size);
  const graph = await open(server, size);
  expect(new Uint8Array(await graph!.slice(size - 4, size).arrayBuffer())).toEqual(Uint8Array.of(0, 7, 7, 7));
  expect(rangesOf(server)).toEqual([
    [0, 0],
    [size - 4, size - 1],
  ]);
});

test("a server that knows no ranges is asked for the whole of a graph, unless that is too large", async () => {
  for (const [sizeBytes, isRead] of [
    [2 << 20, true],
    [20 << 20, false],
  ] as const) {
    const server = serve(sizeBytes);
    server.knowsRanges = false;
    expect((await open(server, sizeBytes)) !== null).toBe(isRead);
  }
});

test("a file that holds weights too is not asked for", async () => {
  const server = serve(10);
  expect(await open(server, 65 << 20)).toBeNull();
  expect(server.requests).toEqual([]);
});

test("a structure that takes too much is given up", async () => {
  const size = 20 << 20;
  const graph = await open(serve(size), size);
  await expect(graph!.slice(0, 9 << 20).arrayBuffer()).rejects.toMatchObject({ code: "over-limit" });
});

test("an answer that is cut short, or refused, is an error", async () => {
  const size = 20 << 20;
  const server = serve(size);
  const graph = await open(server, size);
  server.spoilBody = (body) => body.subarray(1);
  await expect(graph!.slice(0, 10).arrayBuffer()).rejects.toMatchObject({ code: "network" });
  server.spoil = () => new Response(null, { status: 403 });
  await expect(graph!.slice(0, 10).arrayBuffer()).rejects.toMatchObject({
    code: "network",
    details: { status: 403 },
  });
});

test("an answer that does not end is left after what was asked for", async () => {
  const size = 20 << 20;
  const server = serve(size);
  const graph = await open(server, size);
  const answer = endlessAnswer({ status: 206 });
  server.spoil = () => answer.response;
  await expect(graph!.slice(0, 10).arrayBuffer()).rejects.toMatchObject({
    code: "network",
    message: "model.onnx could not be read in parts: 10 bytes were expected, and more came. Try again later.",
  });
  expect([answer.sentBytes(), answer.isClosed()]).toEqual([2 ** 20, true]);
});

test("Cancel ends the reading", async () => {
  const size = 20 << 20;
  const server = serve(size);
  const controller = new AbortController();
  const graph = await open(server, size, controller.signal);
  server.spoil = ({ signal }) => {
    controller.abort();
    signal?.throwIfAborted();
    return undefined;
  };
  await expect(graph!.slice(0, 100_000).arrayBuffer()).rejects.toMatchObject({ code: "aborted" });
});
