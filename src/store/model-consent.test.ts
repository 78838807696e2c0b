/** An opened model's Python and Run all: the cell waits for the person's answer, and nothing else does. */
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test, vi } from "vitest";
import type { PythonPort } from "#python/python-port.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { createAppStore } from "./app-store.ts";
import { keepOwnSource } from "./own-sources.ts";
import { onRunOutcome, type RunOutcome } from "./run-outcome.ts";
import { fakePorts } from "./testing/fake-ports.ts";

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
});

const OPENED = { sha256: "ab", files: ["phi3_model.py"] };
const EDITED = generateCode(defaultWrapper("pyfunc")).replace("return self", "return 'Hi' + self");

/** Option 2's template with a class that came with an opened model, and a Python that is only counted. */
async function openNotebook() {
  let starts = 0;
  const python: PythonPort = {
    start: () => {
      starts += 1;
      return Promise.reject(new Error("Python would have started."));
    },
    wheels: () => Promise.resolve([]),
  };
  const ports = fakePorts({ python });
  const store = createAppStore(ports);
  await store.getState().start();
  await store.getState().openDocument("option2-pyfunc");
  const idOf = (type: string): string =>
    store.getState().notebook?.cells.find((cell) => cell.type === type)?.id ?? "";
  store
    .getState()
    .setWrapper(idOf("wrapper"), { form: defaultWrapper("pyfunc"), editedCode: EDITED, opened: OPENED });
  const outcomes: RunOutcome[] = [];
  onRunOutcome(store, (outcome) => outcomes.push(outcome));
  const inference = (): unknown => {
    const state = store.getState().cellStates.get(idOf("inference"));
    return state?.status === "failed" ? state.error.code : state?.status;
  };
  return { store, ports, idOf, inference, outcomes, starts: () => starts };
}

test("Run all ends: the cell waits, without Python", async () => {
  const { store, inference, outcomes, starts, idOf } = await openNotebook();
  await store.getState().runAll();
  expect(inference()).toBe("needs-consent");
  expect(starts()).toBe(0);
  expect(outcomes).toHaveLength(1);
  expect(outcomes[0]).toMatchObject({ failed: [], stopped: 0, notRun: 1 });
  expect(outcomes[0]?.ran).toContain(idOf("artifact"));
});

test("agreed, it runs; refused, it does not; the answer is of this visit", async () => {
  const { store, inference, starts, idOf } = await openNotebook();
  store.getState().answerModelConsent(OPENED.sha256, "refused");
  await store.getState().runCell(idOf("inference"));
  expect([inference(), starts()]).toEqual(["needs-consent", 0]);
  store.getState().answerModelConsent(OPENED.sha256, "given");
  await store.getState().runCell(idOf("inference"));
  expect([inference(), starts()]).toEqual(["internal", 1]);

  const next = await openNotebook();
  await next.store.getState().runAll();
  expect([next.inference(), next.starts()]).toEqual(["needs-consent", 0]);
});

test("what a notebook of this browser wrote runs without a question", async () => {
  const { store, ports, inference, starts } = await openNotebook();
  await keepOwnSource(ports.settings, OPENED.sha256);
  await store.getState().runAll();
  expect([inference(), starts()]).toEqual(["internal", 1]);
});
