import { expect, test } from "vitest";
import { enLater } from "#components/texts/en-later.ts";
import type { ServiceState } from "#service-worker/service-worker-port.ts";
import { sayWith } from "#components/texts/say.ts";
import { type StatusInput, statusFacts, statusText } from "./status-facts.ts";

const OFFLINE = {
  cachedFiles: 9,
  totalFiles: 9,
  cachedBytes: 32e6,
  totalBytes: 32e6,
  busy: false,
  problem: null,
};
const ACTIVE: ServiceState = {
  status: "active",
  controls: true,
  servedPage: true,
  offline: OFFLINE,
  update: "none",
};

const BEST: StatusInput = {
  machine: {
    isSecure: true,
    simd: true,
    relaxedSimd: true,
    processors: 8,
    jsHeap: { usedBytes: 50e6, limitBytes: 4e9 },
    memoryGb: 8,
    storage: { usedBytes: 5e6, quotaBytes: 1e9 },
    persisted: true,
    userAgent: "Browser/1.0",
  },
  isolated: true,
  threads: 4,
  singleThreadReason: null,
  isolationOffer: null,
  service: ACTIVE,
  wasmBytes: 12e6,
  versions: { "Phi-3 MLflow Notebook": "0.1.0", "onnxruntime-web": "1.30.0" },
};

function limitedOf(input: Partial<StatusInput>): Record<string, string> {
  const facts = statusFacts({ ...BEST, ...input }, enLater.status, sayWith({}));
  return Object.fromEntries(
    facts
      .filter(({ level }) => level === "limited")
      .map(({ name, value, action }) => [name, action === null ? value : `${value}, ${action}`]),
  );
}

test("where all is well, nothing is called limited, and the report names everything", () => {
  expect(limitedOf({})).toEqual({});
  expect(statusText(BEST, statusFacts(BEST, enLater.status, sayWith({})))).toBe(
    [
      "Cross-origin isolation: Yes",
      "Threads: 4 threads on 8 processor cores",
      "SIMD: Relaxed SIMD",
      "JavaScript memory: 50 MB of 4.0 GB",
      "Model memory: 12 MB",
      "Storage: 5.0 MB of 1.0 GB",
      "Persistent storage: Yes",
      "Service worker: Active",
      "Works offline: Yes",
      "Phi-3 MLflow Notebook: 0.1.0",
      "onnxruntime-web: 1.30.0",
      "Browser/1.0",
    ].join("\n"),
  );
});

test("each limit has its remedy, and a button where the page can bring it", () => {
  const { machine } = BEST;
  expect(limitedOf({ isolated: false, threads: 1, isolationOffer: 4 })).toEqual({
    "Cross-origin isolation": "No, reload",
    Threads: "1 thread on 8 processor cores",
  });
  expect(limitedOf({ machine: { ...machine, persisted: false } })).toEqual({
    "Persistent storage": "No, persist",
  });
  expect(limitedOf({ machine: { ...machine, storage: null } })).toEqual({ Storage: "None" });
  expect(limitedOf({ machine: { ...machine, storage: { usedBytes: 95, quotaBytes: 100 } } })).toEqual({
    Storage: "95 B of 100 B",
  });
  expect(limitedOf({ machine: { ...machine, simd: false, relaxedSimd: false } })).toEqual({ SIMD: "No" });
  expect(limitedOf({ service: { ...ACTIVE, update: "waiting" } })).toEqual({
    "Service worker": "New version ready, update",
  });
  expect(limitedOf({ service: { ...ACTIVE, controls: false } })).toEqual({
    "Service worker": "Bypassed, reload",
  });
  expect(limitedOf({ service: { status: "absent", reason: "unsupported", detail: null } })).toEqual({
    "Service worker": "None",
  });
  expect(
    limitedOf({
      service: { ...ACTIVE, offline: { ...OFFLINE, cachedFiles: 3, cachedBytes: 1e6, problem: "No room." } },
    }),
  ).toEqual({ "Works offline": "1.0 MB of 32 MB" });
});

test("a reload is not offered where the page came with the headers and the browser did not isolate it", () => {
  const [isolation] = statusFacts({ ...BEST, isolated: false, threads: 1 }, enLater.status, sayWith({}));
  expect(isolation).toMatchObject({ value: "No", text: enLater.status.notIsolatedByBrowser, action: null });
});
