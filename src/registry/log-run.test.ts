import { expect, test } from "vitest";
import { logRun } from "./log-run.ts";
import type { RunRequest } from "./registry-port.ts";
import { FakeServer } from "./testing/fake-server.ts";

function logTo(server: FakeServer, changes: Partial<RunRequest> = {}, signal = new AbortController().signal) {
  const request: RunRequest = {
    server: { url: server.url, user: "", secret: "" },
    experiment: "Phi-3",
    runName: "evaluated",
    record: { params: { wrapper: "pyfunc" }, metrics: { "contains/mean": 0.5 } },
    modelId: null,
    table: { path: "evaluation.json", json: '{"columns":["a"],"data":[["b"]]}' },
    ...changes,
  };
  return logRun(request, {
    platform: server,
    onProgress: () => undefined,
    signal,
    now: () => new Date("2026-11-25T00:00:00.000Z"),
  });
}

test("a run has params, metrics and a table that MLflow's pages know", async () => {
  const server = new FakeServer();
  expect(await logTo(server)).toEqual({
    serverUrl: server.url,
    serverVersion: "3.17.2",
    experimentId: "7",
    runId: "r1",
    runName: "from the page",
  });
  expect([...server.files]).toEqual([["0/r1/artifacts/evaluation.json", '{"columns":["a"],"data":[["b"]]}']]);
  expect(server.bodyOf("runs/log-batch")).toEqual({
    run_id: "r1",
    params: [{ key: "wrapper", value: "pyfunc" }],
    metrics: [{ key: "contains/mean", value: 0.5, timestamp: 1795564800000, step: 0 }],
  });
  expect(server.bodyOf("runs/set-tag")).toEqual({
    run_id: "r1",
    key: "mlflow.loggedArtifacts",
    value: '[{"path": "evaluation.json", "type": "table"}]',
  });
  expect(server.bodyOf("runs/update")).toMatchObject({ run_id: "r1", status: "FINISHED" });
});

test("metrics are said of a model that the server has", async () => {
  const server = new FakeServer();
  await logTo(server, { modelId: "m-1" });
  expect(server.bodyOf("runs/log-batch")?.["metrics"]).toEqual([
    { key: "contains/mean", value: 0.5, timestamp: 1795564800000, step: 0, model_id: "m-1" },
  ]);
});

test("a run that ends early is marked so", async () => {
  const server = new FakeServer();
  server.failures.push({ call: /^PUT /, status: 403 });
  await expect(logTo(server)).rejects.toMatchObject({ code: "network" });
  expect(server.bodyOf("runs/update")).toMatchObject({ status: "FAILED" });

  const stopped = new FakeServer();
  const controller = new AbortController();
  stopped.onPut = () => controller.abort();
  await expect(logTo(stopped, {}, controller.signal)).rejects.toMatchObject({ code: "aborted" });
  expect(stopped.bodyOf("runs/update")).toMatchObject({ status: "KILLED" });
});
