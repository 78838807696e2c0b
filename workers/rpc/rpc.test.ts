import { expect, test, vi } from "vitest";
import { AppError } from "#base/errors.ts";
import { RpcClient, type WorkerLike } from "./client.ts";
import { type Handlers, type ScopeLike, serve } from "./serve.ts";

interface TestCalls {
  add: { params: { left: number; right: number }; event: never; result: number };
  count: { params: { to: number }; event: number; result: { counted: number; stopped: boolean } };
  fail: { params: { with: unknown }; event: never; result: never };
  wait: { params: { ms: number }; event: never; result: string };
  hang: { params: null; event: never; result: never };
}

type Listener = (event: Event) => void;

/** A worker and its global scope in one thread: messages are cloned and arrive later, as between real threads. */
class FakeWorker implements WorkerLike {
  readonly scope: ScopeLike;
  isTerminated = false;
  /** As in a loop, it sends nothing any more. */
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

  /** An event that no message carries: "error" at the page's side, "unhandledrejection" at the worker's. */
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

const handlers: Handlers<TestCalls> = {
  add: ({ left, right }) => Promise.resolve(left + right),
  async count({ to }, { emit, signal }) {
    let counted = 0;
    while (counted < to && !signal.aborted) {
      counted += 1;
      emit(counted);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    return { counted, stopped: signal.aborted };
  },
  fail: ({ with: thrown }) =>
    Promise.reject(
      thrown === "trap" ? new WebAssembly.RuntimeError("unreachable") : AppError.fromJson(thrown as never),
    ),
  wait: ({ ms }) => new Promise((resolve) => setTimeout(() => resolve("over"), ms)),
  hang: () => new Promise(() => undefined),
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

  /** As when the browser ends all workers. */
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

function setUp(): { client: RpcClient<TestCalls>; workers: FakeWorker[] } {
  const workers: FakeWorker[] = [];
  const client = new RpcClient<TestCalls>(() => {
    const worker = new FakeWorker();
    serve<TestCalls>(worker.scope, handlers);
    workers.push(worker);
    return worker;
  });
  return { client, workers };
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
  const { client, workers } = setUp();
  expect(workers).toHaveLength(0);
  expect(
    await Promise.all([client.call("add", { left: 1, right: 2 }), client.call("add", { left: 3, right: 4 })]),
  ).toEqual([3, 7]);
  expect(workers).toHaveLength(1);
});

test("events come in order, before the result, to the call that they belong to", async () => {
  const { client } = setUp();
  const seen: string[] = [];
  const [first, second] = await Promise.all([
    client.call("count", { to: 2 }, { onEvent: (count) => seen.push(`a${count}`) }),
    client.call("count", { to: 2 }, { onEvent: (count) => seen.push(`b${count}`) }),
  ]);
  expect({ first, second }).toEqual({
    first: { counted: 2, stopped: false },
    second: { counted: 2, stopped: false },
  });
  expect(seen.toSorted()).toEqual(["a1", "a2", "b1", "b2"]);
  expect(seen.indexOf("a1")).toBeLessThan(seen.indexOf("a2"));
});

test("an AppError crosses whole", async () => {
  const { client } = setUp();
  const json = {
    code: "prompt-too-long",
    message: "The prompt is long.",
    details: { promptTokens: 400, maxLength: 300, note: null, hard: true },
    cause: "native said so",
  } as const;
  expect((await errorOf(client.call("fail", { with: json }))).toJson()).toEqual(json);
});

test("aborting is told to the worker, which may answer with what it has", async () => {
  const { client } = setUp();
  const controller = new AbortController();
  const result = await client.call(
    "count",
    { to: 1000 },
    { signal: controller.signal, onEvent: (count) => count === 3 && controller.abort() },
  );
  expect(result.stopped).toBe(true);
  expect(result.counted).toBeLessThan(10);
});

test("a call that is aborted beforehand starts no worker", async () => {
  const { client, workers } = setUp();
  const error = await errorOf(client.call("add", { left: 1, right: 1 }, { signal: AbortSignal.abort() }));
  expect(error.code).toBe("aborted");
  expect(workers).toHaveLength(0);
});

test("parameters that cannot be cloned reject the call and nothing else", async () => {
  const { client, workers } = setUp();
  const error = await errorOf(client.call("fail", { with: () => undefined }));
  expect(error.code).toBe("internal");
  expect(await client.call("add", { left: 1, right: 1 })).toBe(2);
  expect(workers).toHaveLength(1);
});

test("termination cancels every pending call, and the next call starts afresh", async () => {
  const { client, workers } = setUp();
  const pending = errorOf(client.call("hang", null));
  await vi.waitFor(() => expect(workers).toHaveLength(1));
  client.terminate();
  expect((await pending).code).toBe("aborted");
  expect(workers[0]!.isTerminated).toBe(true);
  expect(await client.call("add", { left: 20, right: 22 })).toBe(42);
  expect(workers).toHaveLength(2);
});

test("a worker that does not hear Stop is ended, which is told, and the next call starts afresh", async () => {
  const { client, workers } = setUp();
  const controller = new AbortController();
  const pending = errorOf(client.call("hang", null, { signal: controller.signal, stopMs: 20 }));
  controller.abort();
  expect((await pending).toJson()).toMatchObject({
    code: "worker-died",
    message:
      "The worker did not hear Stop within a second and was ended. Run the cell again: a fresh worker starts by itself.",
  });
  expect(workers[0]!.isTerminated).toBe(true);
  expect(await client.call("add", { left: 20, right: 22 })).toBe(42);
  expect(workers).toHaveLength(2);
});

test("a worker that hands over what it has after Stop lives on", async () => {
  const { client, workers } = setUp();
  const controller = new AbortController();
  const call = client.call(
    "count",
    { to: 1e9 },
    { signal: controller.signal, stopMs: 10_000, onEvent: () => controller.abort() },
  );
  expect((await call).stopped).toBe(true);
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([false]);
});

test("a worker that is in a loop is ended, and the next call starts afresh", async () => {
  vi.useFakeTimers();
  try {
    const { client, workers } = setUp();
    const looping = errorOf(client.call("wait", { ms: 1e9 }, { silenceMs: 5000 }));
    const other = errorOf(client.call("hang", null));
    await vi.advanceTimersByTimeAsync(2500);
    workers[0]!.isLooping = true;
    await vi.advanceTimersByTimeAsync(6000);
    expect(await looping).toMatchObject({ code: "over-limit" });
    expect(await other).toMatchObject({ code: "worker-died" });
    expect(workers[0]!.isTerminated).toBe(true);
    expect(await client.call("add", { left: 20, right: 22 })).toBe(42);
  } finally {
    vi.useRealTimers();
  }
});

test("a worker that can be heard has all the time that it needs", async () => {
  vi.useFakeTimers();
  try {
    const { client } = setUp();
    const call = client.call("wait", { ms: 60_000 }, { silenceMs: 5000 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await call).toBe("over");
  } finally {
    vi.useRealTimers();
  }
});

const deaths: [string, (worker: FakeWorker, client: RpcClient<TestCalls>) => void, string][] = [
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
  ["a WebAssembly trap", (_, client) => void errorOf(client.call("fail", { with: "trap" })), "unreachable"],
];

test("a worker that the browser ends without a word rejects every pending call", async () => {
  const locks = new FakeLocks();
  const workers: FakeWorker[] = [];
  const client = new RpcClient<TestCalls>(() => {
    const worker = new FakeWorker();
    serve<TestCalls>(worker.scope, handlers, locks);
    workers.push(worker);
    return worker;
  }, locks);
  expect(await client.call("add", { left: 1, right: 1 })).toBe(2);
  const pending = errorOf(client.call("hang", null));
  await vi.waitFor(() => expect(workers).toHaveLength(1));
  locks.releaseAll();
  expect((await pending).toJson()).toMatchObject({
    code: "worker-died",
    message:
      "The browser ended the worker, as it does when memory is short. Run the cell again: a fresh worker starts by itself.",
  });
  expect(await client.call("add", { left: 2, right: 2 })).toBe(4);
  expect(workers).toHaveLength(2);
});

test.each(deaths)(
  "%s rejects every pending call, and the next call starts afresh",
  async (_, kill, reason) => {
    const { client, workers } = setUp();
    const pending = [errorOf(client.call("hang", null)), errorOf(client.call("count", { to: 1e9 }))];
    await vi.waitFor(() => expect(workers).toHaveLength(1));
    kill(workers[0]!, client);
    for (const error of await Promise.all(pending)) {
      expect({ code: error.code, reason: error.details["reason"] }).toEqual({ code: "worker-died", reason });
    }
    expect(workers[0]!.isTerminated).toBe(true);
    expect(await client.call("add", { left: 20, right: 22 })).toBe(42);
    expect(workers).toHaveLength(2);
  },
);
