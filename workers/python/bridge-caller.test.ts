import { expect, test } from "vitest";
import type { BridgeRequest } from "#python/bridge-messages.ts";
import { BridgeCaller, type Wait } from "./bridge-caller.ts";

/** A port that keeps what it is sent, and lets the test answer. */
class FakePort {
  readonly sent: BridgeRequest[] = [];
  onmessage: ((event: MessageEvent) => void) | null = null;
  postMessage(message: unknown): void {
    this.sent.push(message as BridgeRequest);
  }
  answer(data: object): void {
    this.onmessage?.(new MessageEvent("message", { data }));
  }
}

/** Python goes on, and takes the answer. */
async function taken<Given>({ settled, take }: Wait<Given>): Promise<Given> {
  await settled;
  return take();
}

function setUp() {
  const [page, engine] = [new FakePort(), new FakePort()];
  return { page, engine, bridge: new BridgeCaller({ page, engine }, "suspend", null) };
}

test("a call of the engine goes to the engine, any other to the page, and each gets its own answer", async () => {
  const { page, engine, bridge } = setUp();
  const answers = Promise.all([taken(bridge.call("session.x", [1])), taken(bridge.call("engine.y", [2]))]);
  expect(page.sent).toEqual([{ kind: "call", id: 1, method: "session.x", args: [1] }]);
  expect(engine.sent).toEqual([{ kind: "call", id: 2, method: "engine.y", args: [2] }]);
  engine.answer({ id: 2, kind: "value", value: "of the engine" });
  page.answer({ id: 1, kind: "value", value: "of the page" });
  expect(await answers).toMatchObject([{ value: "of the page" }, { value: "of the engine" }]);
});

test("an interrupt ends what waits, tells the host, and drops an answer that comes later", async () => {
  const { page, bridge } = setUp();
  const [call, sleep] = [taken(bridge.call("session.x", [])), taken(bridge.sleep(60_000))];
  expect(bridge.interrupt()).toBe(true);
  expect(await call).toEqual({ kind: "interrupted" });
  expect(await sleep).toBe(true);
  expect(page.sent.at(-1)).toEqual({ kind: "abort", id: 1 });
  page.answer({ id: 1, kind: "value", value: "too late" });
  expect(bridge.interrupt()).toBe(false);
});

test("an interrupt that comes when the answer is there, and Python has not gone on, takes the answer's place", async () => {
  const { page, bridge } = setUp();
  const call = bridge.call("session.x", []);
  page.answer({ id: 1, kind: "value", value: "there" });
  await call.settled;
  expect(bridge.interrupt()).toBe(true);
  expect(call.take()).toEqual({ kind: "interrupted" });
  expect(bridge.interrupt()).toBe(false);
  expect(page.sent).toHaveLength(1);
});

test("what is only told is sent, and nobody waits", () => {
  const { engine, bridge } = setUp();
  bridge.tell("engine.free", [7]);
  expect(engine.sent).toEqual([{ kind: "call", id: 1, method: "engine.free", args: [7] }]);
  expect(bridge.interrupt()).toBe(false);
  engine.answer({ id: 1, kind: "value", value: null });
});

test("when the engine's worker has died, its calls fail and the next go to the new one; the page's wait on", async () => {
  const { page, bridge } = setUp();
  const [ofPage, ofEngine] = [taken(bridge.call("session.x", [])), taken(bridge.call("engine.y", []))];
  const next = new FakePort();
  bridge.replaceEngine(next);
  expect(await ofEngine).toMatchObject({ kind: "error", error: { type: "RuntimeError" } });
  const again = taken(bridge.call("engine.y", []));
  next.answer({ id: 3, kind: "value", value: "again" });
  page.answer({ id: 1, kind: "value", value: "still" });
  expect(await Promise.all([again, ofPage])).toMatchObject([{ value: "again" }, { value: "still" }]);
});

test("where Python can wait in no way, a call says what it takes", async () => {
  const bridge = new BridgeCaller({ page: new FakePort(), engine: new FakePort() }, "none", null);
  expect(await taken(bridge.call("session.x", []))).toMatchObject({
    kind: "error",
    error: { type: "RuntimeError" },
  });
});
