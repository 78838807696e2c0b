import { expect, test } from "vitest";
import type { ServiceState } from "#service-worker/service-worker-port.ts";
import { createServiceClient } from "./client.ts";

class FakeWorker extends EventTarget {
  readonly messages: unknown[] = [];
  state = "installing";

  postMessage(message: unknown): void {
    this.messages.push(message);
  }

  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  active: FakeWorker | null = null;
  update = () => Promise.resolve();

  found(worker: FakeWorker): void {
    this.installing = worker;
    this.dispatchEvent(new Event("updatefound"));
  }

  installed(): void {
    this.waiting = this.installing;
    this.installing = null;
    this.waiting?.become("installed");
  }

  activated(): void {
    this.active = this.waiting;
    this.waiting = null;
    this.active?.become("activated");
  }
}

class FakeContainer extends EventTarget {
  controller: FakeWorker | null = null;
  registration = new FakeRegistration();
  register: () => Promise<unknown> = () => Promise.resolve(this.registration);
  startMessages = () => undefined;

  control(worker: FakeWorker): void {
    this.controller = worker;
    this.dispatchEvent(new Event("controllerchange"));
  }
}

async function start(
  container: FakeContainer | null,
  scriptUrl: string | null = "https://host.example/service-worker.js",
) {
  const states: ServiceState[] = [];
  let reloads = 0;
  const client = createServiceClient({
    container: container as unknown as ServiceWorkerContainer,
    scriptUrl,
    whenIdle: (then) => then(),
    reload: () => (reloads += 1),
    saveData: false,
  });
  client.start((state) => states.push(state));
  await new Promise((resolve) => setTimeout(resolve, 0));
  return { client, reloads: () => reloads, now: () => states.at(-1) };
}

const ACTIVE = { status: "active", controls: true, servedPage: false, offline: null, update: "none" };

test("the first one takes the page over without a word, and caches the rest", async () => {
  const container = new FakeContainer();
  const worker = new FakeWorker();
  container.registration.installing = worker;
  const { now, reloads } = await start(container);
  expect(now()).toEqual({ status: "installing" });
  container.registration.installed();
  expect(now()).toEqual({ status: "installing" });
  container.registration.activated();
  container.control(worker);
  expect(now()).toEqual(ACTIVE);
  expect(worker.messages).toEqual([{ kind: "fill" }]);
  expect(reloads()).toBe(0);
});

test("one whose shell could not be had says that there is none", async () => {
  const container = new FakeContainer();
  const worker = new FakeWorker();
  container.registration.installing = worker;
  const { now } = await start(container);
  container.registration.installing = null;
  worker.become("redundant");
  expect(now()).toEqual({ status: "absent", reason: "refused", detail: null });
});

async function visitAgain() {
  const container = new FakeContainer();
  const worker = new FakeWorker();
  container.controller = worker;
  container.registration.active = worker;
  return { container, ...(await start(container)) };
}

test("a later version waits until it is asked to take over; then the page reloads, once it has", async () => {
  const { container, client, reloads, now } = await visitAgain();
  expect(now()).toEqual({ ...ACTIVE, servedPage: true });
  const next = new FakeWorker();
  container.registration.found(next);
  container.registration.installed();
  expect(now()).toEqual({ ...ACTIVE, servedPage: true, update: "waiting" });
  expect(next.messages).toEqual([]);

  await client.update();
  expect(next.messages).toEqual([{ kind: "take-over" }]);
  expect(container.controller?.messages).toEqual([{ kind: "fill" }, { kind: "stop-filling" }]);
  expect(reloads()).toBe(0);
  container.registration.activated();
  container.control(next);
  expect(reloads()).toBe(1);
});

test("where another tab let a version take over, this tab is told and not reloaded", async () => {
  const { container, client, reloads, now } = await visitAgain();
  container.control(new FakeWorker());
  expect(now()).toEqual({ ...ACTIVE, servedPage: true, update: "taken" });
  expect(reloads()).toBe(0);
  await client.update();
  expect(reloads()).toBe(1);
});

test.each([
  ["no service workers", null, "https://host.example/service-worker.js", "unsupported", null],
  ["the development server", new FakeContainer(), null, "development", null],
  [
    "a browser that refuses",
    Object.assign(new FakeContainer(), { register: () => Promise.reject(new Error("Not here.")) }),
    "https://host.example/service-worker.js",
    "refused",
    "Not here.",
  ],
  [
    "a tool that blocks registering",
    Object.assign(new FakeContainer(), { register: () => Promise.resolve() }),
    "https://host.example/service-worker.js",
    "refused",
    null,
  ],
] as const)("%s: there is none, and the state says why", async (_, container, script, reason, detail) => {
  const { now } = await start(container, script);
  expect(now()).toEqual({ status: "absent", reason, detail });
});
