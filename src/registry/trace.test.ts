import { expect, test } from "vitest";
import { logTrace } from "./log-trace.ts";
import { traceInfoOf, type TracedCall } from "./trace.ts";
import { FakeServer } from "./testing/fake-server.ts";

const CALL: TracedCall = {
  name: "predict",
  inputs: '{"messages": [{"role": "user", "content": "Hi"}]}',
  outputs: '[{"id": "x", "n": 1.0}]',
  startedAtMs: Date.UTC(2026, 10, 30, 12),
  durationMs: 1132.4,
  firstTokenMs: 20,
  tokens: { prompt: 10, completion: 8 },
  attributes: { "phi3.runtime": "int4" },
  error: null,
};
const IDS = { trace: "ab".repeat(16), span: "cd".repeat(8) };

test("a trace's facts are as MLflow's client writes them", () => {
  expect(traceInfoOf(CALL, IDS, "1", "m-1")).toEqual({
    trace_id: `tr-${IDS.trace}`,
    trace_location: { type: "MLFLOW_EXPERIMENT", mlflow_experiment: { experiment_id: "1" } },
    request_time: "2026-11-30T12:00:00.000Z",
    execution_duration: "1.132s",
    state: "OK",
    trace_metadata: {
      "mlflow.trace_schema.version": "3",
      "mlflow.source.name": "Phi-3 MLflow Notebook",
      "mlflow.source.type": "NOTEBOOK",
      "mlflow.traceInputs": CALL.inputs,
      "mlflow.traceOutputs": CALL.outputs,
      "mlflow.trace.tokenUsage": '{"input_tokens": 10, "output_tokens": 8, "total_tokens": 18}',
      "mlflow.modelId": "m-1",
    },
    tags: { "mlflow.traceName": "predict" },
    request_preview: "Hi",
    response_preview: CALL.outputs,
  });
});

function sendTo(server: FakeServer) {
  return logTrace(
    { server: { url: server.url, user: "", secret: "" }, experiment: "Phi-3", modelId: null, call: CALL },
    {
      platform: server,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      newUuid: () => "00000000-0000-4000-8000-000000000001",
    },
  );
}

test("the spans go first, and then their trace", async () => {
  const server = new FakeServer();
  expect(await sendTo(server)).toEqual({
    serverUrl: server.url,
    experimentId: "7",
    traceId: "tr-00000000000040008000000000000001",
  });
  expect(server.calls.slice(-2)).toEqual(["POST /v1/traces", "POST /api/3.0/mlflow/traces"]);
});

test("a server that takes no spans is told by its version, before anything is sent", async () => {
  const server = new FakeServer({ version: "2.22.0" });
  await expect(sendTo(server)).rejects.toMatchObject({ code: "unsupported" });
  expect(server.calls).toEqual(["GET /version"]);
});
