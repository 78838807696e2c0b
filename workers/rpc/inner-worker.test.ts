import { afterEach, expect, test, vi } from "vitest";
import { RpcClient } from "./client.ts";
import type { WorkerLike } from "./worker-like.ts";
import { innerWorkerStarter, type StartWorker } from "./inner-worker-starter.ts";
import { channelWorker } from "./testing/channel-worker.ts";

type Listener = (event: Event) => void;

interface OuterPort {
  /** Starts a worker, and resolves with its first message, or the words of its error. */
  start(url: string, message: unknown): Promise<unknown>;
  /** Starts a worker that never answers. */
  keep(url: string): Promise<void>;
  startAndEnd(url: string): Promise<void>;
}

/** The worker's code: to it, an inner worker is a Worker as any other. */
const outerPort: OuterPort = {
  start: (url, message) =>
    new Promise((resolve) => {
      const worker = new Worker(url, { type: "module", name: "inner" });
      worker.addEventListener("message", ({ data }) => resolve(data), { once: true });
      worker.onerror = (event) => resolve(`failed: ${event.message}`);
      worker.postMessage(message);
    }),
  keep: async (url) => void new Worker(url),
  startAndEnd: async (url) => new Worker(url).terminate(),
};

/** An inner worker, as its page starts it: says what it was told, with its address and name. */
class FakeInner implements WorkerLike {
  isEnded = false;
  readonly #listeners: [string, Listener][] = [];
  readonly #told: string;

  constructor(url: string, { name, type }: WorkerOptions = {}) {
    this.#told = `${url} ${type} ${name}`;
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.push([type, listener]);
  }

  postMessage(message: unknown): void {
    if (message === "fail") this.#dispatch("error", { message: "no module" });
    else this.#dispatch("message", { data: [this.#told, message] });
  }

  terminate(): void {
    this.isEnded = true;
  }

  #dispatch(type: string, fields: object): void {
    for (const [wanted, listener] of this.#listeners) {
      if (wanted === type) listener(Object.assign(new Event(type), fields));
    }
  }
}

function setUp() {
  const started: FakeInner[] = [];
  const startInner: StartWorker = (url, options) => {
    const worker = new FakeInner(url, options);
    started.push(worker);
    return worker;
  };
  const client = new RpcClient(() => channelWorker<OuterPort>(outerPort), { startInner });
  return { client, port: client.port<OuterPort>({}), started };
}

afterEach(() => Reflect.deleteProperty(globalThis, "Worker"));

test("a worker's workers are started by its page, and messages go both ways", async () => {
  const { client, port, started } = setUp();
  expect(await port.start("http://a.example/inner.js", { words: ["hello"] })).toEqual([
    "http://a.example/inner.js module inner",
    { words: ["hello"] },
  ]);
  expect(started).toHaveLength(1);
  client.terminate();
});

test("a worker is told that an inner worker failed", async () => {
  const { client, port } = setUp();
  expect(await port.start("http://a.example/inner.js", "fail")).toBe("failed: no module");
  client.terminate();
});

test("an inner worker ends when its worker wants it, and with its worker", async () => {
  const { client, port, started } = setUp();
  await port.startAndEnd("http://a.example/inner.js");
  await port.keep("http://a.example/inner.js");
  await vi.waitFor(() => expect(started.map(({ isEnded }) => isEnded)).toEqual([true, false]));
  client.terminate();
  expect(started.map(({ isEnded }) => isEnded)).toEqual([true, true]);
});

test("what a worker asked for just before its end starts nothing", () => {
  const start = vi.fn<StartWorker>((url, options) => new FakeInner(url, options));
  const starter = innerWorkerStarter(new FakeInner("http://a.example/outer.js", {}), start);
  starter.end();
  starter.receive({
    kind: "inner",
    inner: 0,
    task: { start: "http://a.example/inner.js", options: undefined },
  });
  expect(start).not.toHaveBeenCalled();
});
