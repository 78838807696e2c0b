import { expect, test, vi } from "vitest";
import { AppError } from "#base/errors.ts";
import { type CallLimits, RpcClient } from "./client.ts";
import type { WorkerLike } from "./worker-like.ts";
import { type ScopeLike, serve } from "./serve.ts";
import { watched } from "./watchdog.ts";

interface TestPort {
  add(left: number, right: number): Promise<number>;
  count(
    to: number,
    events?: { readonly onCount?: (count: number) => void; readonly signal?: AbortSignal },
  ): Promise<{ counted: number; stopped: boolean }>;
  fail(thrown: unknown, signal?: AbortSignal): Promise<never>;
  wait(ms: number): Promise<string>;
  hang(signal?: AbortSignal): Promise<never>;
  tell(first: (text: string, ...more: number[]) => void, what: { readonly onEnd: () => void }): Promise<void>;
}

type Listener = (event: Event) => void;

/** A worker and its global scope in one thread: messages are cloned and arrive later, as between real threads. */
class FakeWorker implements WorkerLike {
  readonly scope: ScopeLike;
  isTerminated = false;
  /** Silent, as in a loop. */
  isLooping = false;
  readonly #toPage = new Map<string, Listener[]>();
  readonly #toWorker = new Map<string, Listener[]>();

  constructor() {
    this.scope = {
      postMessage: (message) => {
        if (!this.isLooping) this.#send(this.#toPage, message);
      },
      addEventListener: (type, listener) => add(this.#toWorker, type, listener),
    };
  }

  postMessage(message: unknown): void {
    this.#send(this.#toWorker, message);
  }

  addEventListener(type: string, listener: Listener): void {
    add(this.#toPage, type, listener);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  /** An event that is not a message: "error" on the page's side, "unhandledrejection" on the worker's. */
  dispatch(side: "page" | "worker", type: string, fields: object = {}): void {
    dispatch(side === "page" ? this.#toPage : this.#toWorker, Object.assign(new Event(type), fields));
  }

  #send(listeners: Map<string, Listener[]>, message: unknown): void {
    const data: unknown = structuredClone(message);
    queueMicrotask(() => {
      if (!this.isTerminated) dispatch(listeners, Object.assign(new Event("message"), { data }));
    });
  }
}

function add(listeners: Map<string, Listener[]>, type: string, listener: Listener): void {
  listeners.set(type, [...(listeners.get(type) ?? []), listener]);
}

function dispatch(listeners: Map<string, Listener[]>, event: Event): void {
  for (const listener of listeners.get(event.type) ?? []) listener(event);
}

const testPort: TestPort = {
  add: (left, right) => Promise.resolve(left + right),
  async count(to, { onCount, signal } = {}) {
    let counted = 0;
    const isStopped = (): boolean => signal?.aborted ?? false;
    while (counted < to && !isStopped()) {
      counted += 1;
      onCount?.(counted);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    return { counted, stopped: isStopped() };
  },
  fail: (thrown) =>
    Promise.reject(
      thrown === "trap" ? new WebAssembly.RuntimeError("unreachable") : AppError.fromJson(thrown as never),
    ),
  wait: (ms) => new Promise((resolve) => setTimeout(() => resolve("over"), ms)),
  hang: () => new Promise(() => undefined),
  async tell(first, { onEnd }) {
    first("one", 2, 3);
    onEnd();
  },
};

/** navigator.locks of one page: a lock is held until its callback's promise is settled, or its holder is gone. */
class FakeLocks {
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #held = new Set<string>();

  request(name: string, callback: () => unknown): Promise<unknown> {
    return new Promise((resolve) => {
      const take = (): void => {
        this.#held.add(name);
        void Promise.resolve(callback()).then((result) => {
          this.#release(name);
          resolve(result);
        });
      };
      if (this.#held.has(name)) this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), take]);
      else take();
    });
  }

  /** What happens when the browser ends all workers. */
  releaseAll(): void {
    for (const name of this.#held) this.#release(name);
  }

  #release(name: string): void {
    this.#held.delete(name);
    const [next, ...rest] = this.#waiting.get(name) ?? [];
    this.#waiting.set(name, rest);
    next?.();
  }
}

function setUp(limits?: CallLimits): { client: RpcClient; port: TestPort; workers: FakeWorker[] } {
  const workers: FakeWorker[] = [];
  const client = new RpcClient(() => {
    const worker = new FakeWorker();
    serve<TestPort>(worker.scope, testPort);
    workers.push(worker);
    return worker;
  });
  return { client, port: client.port<TestPort>({}, limits), workers };
}

async function errorOf(promise: Promise<unknown>): Promise<AppError> {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

test("a call answers with its result, and one worker serves all calls", async () => {
  const { port, workers } = setUp();
  expect(workers).toHaveLength(0);
  expect(await Promise.all([port.add(1, 2), port.add(3, 4)])).toEqual([3, 7]);
  expect(workers).toHaveLength(1);
});

test("events come in order, before the result, to the call that they belong to", async () => {
  const { port } = setUp();
  const seen: string[] = [];
  const [first, second] = await Promise.all([
    port.count(2, { onCount: (count) => seen.push(`a${count}`) }),
    port.count(2, { onCount: (count) => seen.push(`b${count}`) }),
  ]);
  expect({ first, second }).toEqual({
    first: { counted: 2, stopped: false },
    second: { counted: 2, stopped: false },
  });
  expect(seen.toSorted()).toEqual(["a1", "a2", "b1", "b2"]);
  expect(seen.indexOf("a1")).toBeLessThan(seen.indexOf("a2"));
});

test("functions are called on the page, with all that the worker gives them", async () => {
  const { port } = setUp();
  const seen: unknown[] = [];
  await port.tell((...given) => seen.push(given), { onEnd: () => seen.push("end") });
  expect(seen).toEqual([["one", 2, 3], "end"]);
});

test("the port is no promise, and has what the page answers itself", async () => {
  const { client } = setUp();
  const port = await Promise.resolve(client.port<TestPort, "wait">({ wait: async () => "here" }));
  expect([await port.wait(1), await port.add(1, 2)]).toEqual(["here", 3]);
});

test.each(["constructor", "no-such-method"])("%s is no method of a worker", async (name) => {
  const { client } = setUp();
  expect((await errorOf(client.call(name, []))).code).toBe("internal");
});

test("an AppError crosses whole", async () => {
  const { port } = setUp();
  const json = {
    code: "prompt-too-long",
    message: "The prompt is long.",
    details: { promptTokens: 400, maxLength: 300, note: null, hard: true },
    cause: "native said so",
  } as const;
  expect((await errorOf(port.fail(json))).toJson()).toEqual(json);
});

test("aborting is told to the worker, which may answer with what it has", async () => {
  const { port } = setUp();
  const controller = new AbortController();
  const result = await port.count(1000, {
    signal: controller.signal,
    onCount: (count) => count === 3 && controller.abort(),
  });
  expect(result.stopped).toBe(true);
  expect(result.counted).toBeLessThan(10);
});

test("a call that is aborted beforehand starts no worker", async () => {
  const { port, workers } = setUp();
  const error = await errorOf(port.hang(AbortSignal.abort()));
  expect(error.code).toBe("aborted");
  expect(workers).toHaveLength(0);
});

test("arguments that cannot be cloned reject the call and nothing else", async () => {
  const { port, workers } = setUp();
  const error = await errorOf(port.fail({ deeply: { hidden: () => undefined } }));
  expect(error.code).toBe("internal");
  expect(await port.add(1, 1)).toBe(2);
  expect(workers).toHaveLength(1);
});

test("termination cancels every pending call, and the next call starts afresh", async () => {
  const { client, port, workers } = setUp();
  const pending = errorOf(port.hang());
  await vi.waitFor(() => expect(workers).toHaveLength(1));
  client.terminate();
  expect((await pending).code).toBe("aborted");
  expect(workers[0]!.isTerminated).toBe(true);
  expect(await port.add(20, 22)).toBe(42);
  expect(workers).toHaveLength(2);
});

test("a worker that does not hear Stop is ended, which is told, and the next call starts afresh", async () => {
  const { port, workers } = setUp({ stopMs: 20 });
  const controller = new AbortController();
  const pending = errorOf(port.hang(controller.signal));
  controller.abort();
  expect((await pending).toJson()).toMatchObject({
    code: "worker-died",
    message:
      "The worker did not stop within a second, so it was ended. Try again: a fresh worker starts by itself.",
  });
  expect(workers[0]!.isTerminated).toBe(true);
  expect(await port.add(20, 22)).toBe(42);
  expect(workers).toHaveLength(2);
});

test("a worker that hands over what it has after Stop lives on", async () => {
  const { port, workers } = setUp({ stopMs: 10_000 });
  const controller = new AbortController();
  const call = port.count(1e9, { signal: controller.signal, onCount: () => controller.abort() });
  expect((await call).stopped).toBe(true);
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([false]);
});

test("a worker that is in a loop is ended, and the next call starts afresh", async () => {
  vi.useFakeTimers();
  try {
    const { port, workers } = setUp({ silenceMs: 5000 });
    const looping = errorOf(port.wait(1e9));
    const other = errorOf(port.hang());
    await vi.advanceTimersByTimeAsync(2500);
    workers[0]!.isLooping = true;
    await vi.advanceTimersByTimeAsync(6000);
    expect(await looping).toMatchObject({ code: "over-limit" });
    expect(await other).toMatchObject({ code: "worker-died" });
    expect(workers[0]!.isTerminated).toBe(true);
    expect(await port.add(20, 22)).toBe(42);
  } finally {
    vi.useRealTimers();
  }
});

test("a worker that hangs while it is watched counts as failed, and no other that is silent", async () => {
  vi.useFakeTimers();
  try {
    const inner = new FakeWorker();
    serve<TestPort>(inner.scope, testPort);
    const onHanging = vi.fn<() => void>();
    const port = new RpcClient(() => watched(inner, onHanging)).port<TestPort>({});
    const hanging = errorOf(port.wait(1e9));
    await vi.advanceTimersByTimeAsync(500);
    inner.isLooping = true;
    await vi.advanceTimersByTimeAsync(120_000);
    inner.isLooping = false;
    inner.scope.postMessage({ kind: "alive", id: 0, isWatched: true });
    await vi.advanceTimersByTimeAsync(120_000);
    expect([inner.isTerminated, onHanging.mock.calls.length]).toEqual([false, 0]);
    inner.isLooping = true;
    await vi.advanceTimersByTimeAsync(25_000);
    expect(await hanging).toMatchObject({
      code: "worker-died",
      details: { reason: "The worker failed: it was silent for 20 seconds while it loaded a model." },
    });
    expect([inner.isTerminated, onHanging.mock.calls.length]).toEqual([true, 1]);
  } finally {
    vi.useRealTimers();
  }
});

test("a worker that can be heard has all the time that it needs", async () => {
  vi.useFakeTimers();
  try {
    const { port } = setUp({ silenceMs: 5000 });
    const call = port.wait(60_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await call).toBe("over");
  } finally {
    vi.useRealTimers();
  }
});

type Death = [string, (worker: FakeWorker, port: TestPort) => void, string];

const deaths: Death[] = [
  [
    "an uncaught error",
    (worker) => worker.dispatch("page", "error", { message: "boom" }),
    "The worker failed: boom.",
  ],
  [
    "a script that does not load",
    (worker) => worker.dispatch("page", "error"),
    "The worker's script could not be loaded.",
  ],
  [
    "a message that the page cannot read",
    (worker) => worker.dispatch("page", "messageerror"),
    "A message from the worker could not be read.",
  ],
  [
    "a message that the worker cannot read",
    (worker) => worker.dispatch("worker", "messageerror"),
    "A message to the worker could not be read.",
  ],
  [
    "a rejection that nobody handled",
    (worker) => worker.dispatch("worker", "unhandledrejection", { reason: new Error("lost") }),
    "lost",
  ],
  ...[
    null,
    { kind: "other" },
    { kind: "event", id: 1, index: 0, args: 7 },
    { kind: "error", id: 1, error: { code: "internal", message: {}, details: {}, cause: null } },
    { kind: "fatal", error: null },
  ].map((data): Death => [
    `the message ${JSON.stringify(data)}`,
    (worker) => worker.scope.postMessage(data),
    "The worker sent a message that is not known.",
  ]),
  ["a WebAssembly trap", (_, port) => void errorOf(port.fail("trap")), "unreachable"],
];

test("a worker that the browser ends without a word rejects every pending call", async () => {
  const locks = new FakeLocks();
  const workers: FakeWorker[] = [];
  const client = new RpcClient(
    () => {
      const worker = new FakeWorker();
      serve<TestPort>(worker.scope, testPort, locks);
      workers.push(worker);
      return worker;
    },
    { locks },
  );
  const port = client.port<TestPort>({});
  expect(await port.add(1, 1)).toBe(2);
  const pending = errorOf(port.hang());
  await vi.waitFor(() => expect(workers).toHaveLength(1));
  locks.releaseAll();
  expect((await pending).toJson()).toMatchObject({
    code: "worker-died",
    message:
      "The browser ended the worker, as it does when memory is short. Try again: a fresh worker starts by itself.",
  });
  expect(await port.add(2, 2)).toBe(4);
  expect(workers).toHaveLength(2);
});

test("a worker in a frame that may hold no locks answers all the same", async () => {
  const refused = { request: () => Promise.reject(new DOMException("No locks here.", "SecurityError")) };
  const client = new RpcClient(
    () => {
      const worker = new FakeWorker();
      serve<TestPort>(worker.scope, testPort, refused);
      return worker;
    },
    { locks: refused },
  );
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);
  process.on("unhandledRejection", note);
  expect(await client.port<TestPort>({}).add(1, 1)).toBe(2);
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});

test("what to do after a worker has died is said by whoever uses it", async () => {
  const locks = new FakeLocks();
  const start = () => {
    const worker = new FakeWorker();
    serve<TestPort>(worker.scope, testPort, locks);
    return worker;
  };
  const port = new RpcClient(start, { locks, remedy: "Load the model again." }).port<TestPort>({});
  expect(await port.add(1, 1)).toBe(2);
  const pending = errorOf(port.hang());
  locks.releaseAll();
  expect((await pending).message).toBe(
    "The browser ended the worker, as it does when memory is short. Load the model again.",
  );
});

test.each(deaths)(
  "%s rejects every pending call, and the next call starts afresh",
  async (_, kill, reason) => {
    const { port, workers } = setUp();
    const pending = [errorOf(port.hang()), errorOf(port.count(1e9))];
    await vi.waitFor(() => expect(workers).toHaveLength(1));
    kill(workers[0]!, port);
    for (const error of await Promise.all(pending)) {
      expect({ code: error.code, reason: error.details["reason"] }).toEqual({ code: "worker-died", reason });
    }
    expect(workers[0]!.isTerminated).toBe(true);
    expect(await port.add(20, 22)).toBe(42);
    expect(workers).toHaveLength(2);
  },
);
