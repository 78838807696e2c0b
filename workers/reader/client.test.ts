import { expect, test, vi } from "vitest";
import type { ReaderPort } from "#reader/reader-port.ts";
import type { WorkerLike } from "../rpc/worker-like.ts";
import { serve } from "../rpc/serve.ts";
import { createReaderClient } from "./client.ts";
import { createReader } from "./reader.ts";

type Listener = (event: Event) => void;

/** Workers over real message channels, which do what the test sets. */
function setUp(changes: Partial<ReaderPort> = {}) {
  const workers: { isTerminated: boolean }[] = [];
  const startWorker = (): WorkerLike => {
    const { port1, port2 } = new MessageChannel();
    const listen = (port: MessagePort) => (type: string, listener: Listener) => {
      port.addEventListener(type, listener);
      port.start();
    };
    serve<ReaderPort>(
      { postMessage: (message) => port2.postMessage(message), addEventListener: listen(port2) },
      { ...createReader(), ...changes },
    );
    const worker = { isTerminated: false };
    workers.push(worker);
    return {
      postMessage: (message) => port1.postMessage(message),
      addEventListener: listen(port1),
      terminate: () => {
        worker.isTerminated = true;
        port1.close();
      },
    };
  };
  return { reader: createReaderClient(startWorker), workers };
}

const PICKLE = new TextEncoder().encode("cos\nsystem\n(S'id'\ntR.");
const looping = { readMlmodel: () => new Promise<never>(() => undefined) };
const file = { path: "MLmodel", sizeBytes: 1, source: { kind: "blob", blob: new Blob(["x"]) } } as const;

test("a worker that has done its work does the next", async () => {
  const { reader, workers } = setUp();
  for (let times = 0; times < 3; times += 1) {
    expect((await reader.inspectPickle(PICKLE)).imports).toMatchObject([{ module: "os", name: "system" }]);
  }
  expect(workers).toEqual([{ isTerminated: false }]);
});

test("Cancel ends the worker at once, and no other call with it", async () => {
  const { reader, workers } = setUp(looping);
  const controller = new AbortController();
  const stuck = reader.readMlmodel(file, controller.signal);
  const other = reader.inspectPickle(PICKLE);
  controller.abort();
  await expect(stuck).rejects.toMatchObject({ code: "aborted" });
  expect((await other).opcodeCount).toBe(6);
  expect(workers).toEqual([{ isTerminated: true }, { isTerminated: false }]);
});

test("a worker in a loop is ended after ten seconds, and what is read next is read", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  try {
    const { reader, workers } = setUp(looping);
    // In a real loop, none of the worker's timers run.
    vi.stubGlobal("setInterval", () => 0);
    const stuck = reader.readMlmodel(file).catch((thrown: unknown) => thrown);
    await vi.advanceTimersByTimeAsync(10_100);
    expect(await stuck).toMatchObject({ code: "over-limit" });
    expect(workers[0]).toEqual({ isTerminated: true });
    expect((await reader.inspectPickle(PICKLE)).opcodeCount).toBe(6);
  } finally {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  }
});

test("what cannot be read says so as it does on the page", async () => {
  const { reader } = setUp();
  const broken = new Blob(['a: "open']);
  await expect(
    reader.readMlmodel({ path: "MLmodel", sizeBytes: broken.size, source: { kind: "blob", blob: broken } }),
  ).rejects.toMatchObject({
    code: "invalid-config",
    message: expect.stringContaining("line 1, column 9") as string,
  });
});
