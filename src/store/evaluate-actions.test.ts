import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import { fakeRegistry } from "#kernel/testing/fake-platform.ts";
import type { RegistryPort, RunRequest } from "#registry/registry-port.ts";
import { createAppStore } from "./app-store.ts";
import { fakePorts } from "./testing/fake-ports.ts";

const URL = "http://localhost:5000";

/** An Evaluate cell at the end of the second template, which has run. */
async function setUp(logRun: RegistryPort["logRun"]) {
  const ports = fakePorts({ registry: { ...fakeRegistry(), logRun } });
  const store = createAppStore(ports);
  await store.getState().start();
  await store.getState().newDocument("option2-pyfunc", "Mine");
  const id = store
    .getState()
    .addCell("evaluate", { after: store.getState().notebook?.cells.at(-1)?.id ?? null });
  const cell = () => {
    const found = store.getState().notebook?.cells.find((each) => each.id === id);
    if (found?.type !== "evaluate") throw new Error("The cell is there.");
    return found;
  };
  store.getState().updateCell({ ...cell(), server: `${URL}/`, runName: " first " });
  await store.getState().runCell(id);
  return { ports, store, id, cell, state: () => store.getState().cellStates.get(id) };
}

test("an evaluation is logged with its metrics and its table, and the cell keeps where", async () => {
  const asked: RunRequest[] = [];
  const { ports, store, id, cell, state } = await setUp(async (request) => {
    asked.push(request);
    return { serverUrl: URL, serverVersion: "3.17.2", experimentId: "0", runId: "r2", runName: "first" };
  });
  await store.getState().logEvaluation(id);
  expect(asked).toMatchObject([
    {
      server: { url: URL },
      experiment: "Default",
      runName: "first",
      modelId: null,
      record: {
        params: { wrapper: "pyfunc", max_length: "300", runtime: "onnxruntime-web" },
        metrics: {
          "contains/mean": 0,
          rows: 3,
          failed_rows: 0,
          prompt_tokens: 3,
          completion_tokens: 6,
          "time_ms/p50": 2,
        },
      },
      table: { path: "evaluation.json" },
    },
  ]);
  expect(state()).toMatchObject({ status: "done", output: { logged: { runId: "r2" } } });
  await store.getState().flush();
  const again = createAppStore(ports);
  await again.getState().start();
  expect(again.getState().cellStates.get(id)).toMatchObject({ output: { logged: { runId: "r2" } } });
  // Another server changes no result.
  store.getState().updateCell({ ...cell(), server: "http://elsewhere:5000" });
  expect(state()).toMatchObject({ status: "done" });
});

test("what the server refuses fails the cell, and the results stay", async () => {
  const { store, id, state } = await setUp(() => Promise.reject(new AppError("network", "It refuses.")));
  await store.getState().logEvaluation(id);
  expect(state()).toMatchObject({
    status: "failed",
    error: { message: "It refuses." },
    output: { type: "evaluate", rowCount: 3 },
  });
});

test("without an experiment, or results that hold, nothing is sent", async () => {
  const { store, id, cell, state } = await setUp(() => Promise.reject(new Error("not asked")));
  store.getState().updateCell({ ...cell(), experiment: " " });
  await store.getState().logEvaluation(id);
  expect(state()).toMatchObject({
    error: { message: expect.stringContaining("needs an experiment") as string },
  });
  store.getState().updateCell({ ...cell(), experiment: "Default", request: '{"prompt": "x"}' });
  await store.getState().logEvaluation(id);
  expect(state()).toMatchObject({ error: { code: "missing-dependency" } });
});
