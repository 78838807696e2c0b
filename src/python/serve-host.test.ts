import { expect, test } from "vitest";
import type { BridgeReply } from "./bridge-messages.ts";
import { PythonError, type HostMethod, type PythonValue } from "./bridge.ts";
import { serveHost } from "./serve-host.ts";
import { beginWait, createSharedMemory, waitForReply, writeReply } from "./shared-reply.ts";
import { SharedSignals } from "./shared-signals.ts";

function hostOf(methods: Record<string, HostMethod>) {
  const { port1, port2 } = new MessageChannel();
  let disposed = false;
  const end = serveHost(port1, {
    methods: new Map(Object.entries(methods)),
    dispose: () => {
      disposed = true;
    },
  });
  const close = () => {
    end();
    port1.close();
  };
  return { port: port2, close, isDisposed: () => disposed };
}

test("a method's value comes back, and what it throws as the class that it names", async () => {
  const { port, close, isDisposed } = hostOf({
    add: ([left, right]) => Number(left) + Number(right),
    refuse: () => {
      throw new PythonError("mlflow.exceptions.MlflowException", "No.", 7);
    },
    fail: () => Promise.reject(new Error("Broken.")),
  });
  const replies: BridgeReply[] = [];
  const all = new Promise<void>((resolve) => {
    port.onmessage = ({ data }) => {
      replies.push(data);
      if (replies.length === 4) resolve();
    };
  });
  port.postMessage({ kind: "call", id: 1, method: "add", args: [1, 2] });
  port.postMessage({ kind: "call", id: 2, method: "refuse", args: [] });
  port.postMessage({ kind: "call", id: 3, method: "fail", args: [] });
  port.postMessage({ kind: "call", id: 4, method: "constructor", args: [] });
  await all;
  close();
  expect(replies.toSorted((a, b) => a.id - b.id)).toEqual([
    { id: 1, kind: "value", value: 3 },
    {
      id: 2,
      kind: "error",
      error: { type: "mlflow.exceptions.MlflowException", message: "No.", data: 7 },
    },
    { id: 3, kind: "error", error: { type: "RuntimeError", message: "Broken." } },
    {
      id: 4,
      kind: "error",
      error: { type: "NotImplementedError", message: "The page has no method constructor." },
    },
  ]);
  expect(isDisposed()).toBe(true);
});

test("a call hears that it was aborted", async () => {
  const { port, close } = hostOf({
    wait: (_args, { signal }) =>
      new Promise((resolve) => signal.addEventListener("abort", () => resolve("aborted"))),
  });
  const reply = new Promise<BridgeReply>((resolve) => {
    port.onmessage = ({ data }) => resolve(data);
  });
  port.postMessage({ kind: "call", id: 1, method: "wait", args: [] });
  port.postMessage({ kind: "abort", id: 1 });
  expect(await reply).toEqual({ id: 1, kind: "value", value: "aborted" });
  close();
});

test("what is no call is left alone, and a call with memory of another kind is answered by message", async () => {
  const { port, close } = hostOf({ add: ([left]) => Number(left) });
  const reply = new Promise<BridgeReply>((resolve) => {
    port.onmessage = ({ data }) => resolve(data);
  });
  for (const message of [null, 7, {}, { kind: "call" }, { kind: "call", id: "1", method: "add", args: [1] }])
    port.postMessage(message);
  port.postMessage({ kind: "call", id: 1, method: "add", args: 5 });
  port.postMessage({ kind: "call", id: 2, method: "add", args: [1], shared: "none" });
  expect(await reply).toEqual({ id: 2, kind: "value", value: 1 });
  close();
});

test("every kind of value comes through shared memory as it was", () => {
  const shared = createSharedMemory();
  const value: PythonValue = [
    null,
    true,
    1.5,
    -0,
    Number.NaN,
    Number.NEGATIVE_INFINITY,
    2n ** 70n,
    "ä𝄞\0",
    new Uint8Array([0, 128, 255]),
    new Map<string, PythonValue>([["__proto__", { bytes: "AAAA", dict: [] }]]),
    new Uint8Array(200_000).fill(7),
  ];
  beginWait(shared, 3);
  writeReply(shared, 3, { kind: "value", value });
  expect(waitForReply(shared, 3)).toEqual({
    kind: "value",
    value: value.with(
      9,
      new Map([
        [
          "__proto__",
          new Map<string, PythonValue>([
            ["bytes", "AAAA"],
            ["dict", []],
          ]),
        ],
      ]),
    ),
  });
});

test("an error comes through shared memory, and an answer that comes after an interrupt is dropped", () => {
  const shared = createSharedMemory();
  beginWait(shared, 1);
  writeReply(shared, 1, { kind: "error", error: { type: "ValueError", message: "No." } });
  expect(waitForReply(shared, 1)).toEqual({
    kind: "error",
    error: { type: "ValueError", message: "No.", data: null },
  });

  beginWait(shared, 2);
  new SharedSignals(shared).interrupt();
  expect(waitForReply(shared, 2)).toBe("interrupted");
  writeReply(shared, 2, { kind: "value", value: "too late" });

  beginWait(shared, 3);
  writeReply(shared, 2, { kind: "value", value: "of another call" });
  writeReply(shared, 3, { kind: "value", value: "its own" });
  expect(waitForReply(shared, 3)).toEqual({ kind: "value", value: "its own" });
});
