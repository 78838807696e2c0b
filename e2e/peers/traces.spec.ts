/** What the page sends as a trace, read back from a real tracking server by MLflow's own client, and shown by MLflow's own pages. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { logTrace } from "#registry/log-trace.ts";
import type { TracedCall } from "#registry/trace.ts";
import { uuid4 } from "#base/uuid4.ts";
import { runPython } from "../../tools/peers/python-server.ts";
import { expectNoViolations } from "../axe.ts";
import { deployTo } from "../deploy-cell.ts";
import { MlflowServer } from "../mlflow-server.ts";
import { expect, test } from "../test.ts";

let server: MlflowServer;
test.beforeAll(async () => {
  server = await MlflowServer.start();
});
test.afterAll(() => server.stop());

const CALL: TracedCall = {
  name: "predict",
  inputs: '{"messages": [{"role": "user", "content": "¿Hi?"}], "n": 12345678901234567890, "stop": null}',
  outputs: '[{"id": "x", "ok": true, "score": -1.5, "count": -3, "empty": [], "usage": {"a": 2.0}}]',
  startedAtMs: Date.UTC(2026, 10, 30, 12),
  durationMs: 1132.4,
  firstTokenMs: 20.5,
  tokens: { prompt: 10, completion: 8 },
  attributes: { "phi3.runtime": "int4", "phi3.tokens_per_second": 12.5 },
  error: null,
};

interface Trace {
  readonly info: Readonly<Record<string, unknown>> & {
    readonly trace_metadata: Readonly<Record<string, string>>;
  };
  readonly data: { readonly spans: readonly Readonly<Record<string, unknown>>[] };
}

async function read(experiment: string): Promise<readonly Trace[]> {
  return JSON.parse(await runPython(["tools/peers/read_traces.py", server.url, experiment])) as Trace[];
}

function send(call: TracedCall) {
  const platform = {
    fetch,
    origin: "http://localhost:5173",
    upload: () => Promise.reject(new Error("Nothing is uploaded.")),
    sleep: () => Promise.resolve(),
  };
  return logTrace(
    { server: { url: server.url, user: "", secret: "" }, experiment: "traces", modelId: null, call },
    { platform, signal: new AbortController().signal, onProgress: () => undefined, newUuid: uuid4 },
  );
}

test("inputs, outputs, tokens, times and failures are there", async () => {
  const first = await send(CALL);
  await send({ ...CALL, startedAtMs: CALL.startedAtMs + 5000, tokens: null, error: "ValueError: no" });
  const [ok, failed, ...more] = await read("traces");
  expect(more).toEqual([]);
  expect(ok?.info).toMatchObject({
    trace_id: first.traceId,
    request_time: "2026-11-30T12:00:00Z",
    state: "OK",
    request_preview: "¿Hi?",
    execution_duration_ms: 1132,
    trace_metadata: {
      "mlflow.trace.tokenUsage": '{"input_tokens": 10, "output_tokens": 8, "total_tokens": 18}',
    },
  });
  const [span] = ok?.data.spans ?? [];
  expect(ok?.data.spans).toHaveLength(1);
  expect(span).toMatchObject({
    name: "predict",
    parent_span_id: null,
    start_time_unix_nano: CALL.startedAtMs * 1e6,
    status: { code: "STATUS_CODE_OK" },
    events: [{ name: "first_token" }],
  });
  const attributes = span?.["attributes"] as Readonly<Record<string, string>>;
  const { n: _tooLarge, ...inputs } = JSON.parse(attributes["mlflow.spanInputs"] ?? "{}") as { n: unknown };
  expect(inputs).toEqual({ messages: [{ role: "user", content: "¿Hi?" }], stop: null });
  expect(attributes["mlflow.spanOutputs"]).toBe(CALL.outputs);
  expect(attributes).toMatchObject({
    "mlflow.spanType": '"LLM"',
    "mlflow.traceRequestId": `"${first.traceId}"`,
    "mlflow.chat.tokenUsage": '{"input_tokens": 10, "output_tokens": 8, "total_tokens": 18}',
    "phi3.runtime": '"int4"',
    "phi3.tokens_per_second": "12.5",
  });
  expect(failed?.info).toMatchObject({ state: "ERROR" });
  expect(failed?.data.spans[0]).toMatchObject({
    status: { code: "STATUS_CODE_ERROR", message: "ValueError: no" },
  });
});

test("an inference cell's answer is sent by its button", async ({ notebook, page }) => {
  await notebook.openOption(1);
  const cell = notebook.cell("Inference");
  const question = "What is the capital of Spain?";
  const answer = await notebook.predict(cell, { messages: [{ role: "user", content: question }] });
  await cell.getByText("Send as a trace to an MLflow server").click();
  await cell.getByLabel("MLflow tracking server").fill(server.url);
  await cell.getByLabel("Experiment").fill("from the page");
  await expectNoViolations(page);
  await cell.getByRole("button", { name: "Send trace" }).click();
  const link = cell.getByRole("link", { name: /^tr-/ });
  await expect(link).toBeVisible();

  const [trace, ...more] = await read("from the page");
  expect(more).toEqual([]);
  expect(trace?.info).toMatchObject({
    trace_id: (await link.innerText()).trim(),
    state: "OK",
    request_preview: question,
    tags: { "mlflow.traceName": "predict" },
  });
  const attributes = trace?.data.spans[0]?.["attributes"] as Readonly<Record<string, string>>;
  expect(JSON.parse(attributes["mlflow.spanOutputs"] ?? "")).toEqual(answer);
  const [{ usage } = { usage: null }] = answer as readonly { readonly usage: object }[];
  const { prompt_tokens, completion_tokens, total_tokens } = usage as Readonly<Record<string, number>>;
  expect(JSON.parse(attributes["mlflow.chat.tokenUsage"] ?? "")).toEqual({
    input_tokens: prompt_tokens,
    output_tokens: completion_tokens,
    total_tokens,
  });
  expect(Number(trace?.info["execution_duration_ms"])).toBeGreaterThan(0);
});

test("an endpoint's answer is sent by its button, and MLflow's page of the trace shows it", async ({
  notebook,
  context,
}) => {
  const answer = "The endpoint says Madrid.";
  const endpoint = createServer((_request, response) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Allow-Headers", "*");
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ predictions: answer }));
  });
  await new Promise<void>((resolve) => {
    endpoint.listen(0, "127.0.0.1", resolve);
  });
  try {
    const url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/invocations`;
    await notebook.openOption(2);
    const cell = notebook.cell("Deploy");
    await deployTo(notebook, cell, "Docker");
    await cell.getByRole("tab", { name: "Test" }).click();
    await cell.getByLabel("Address").fill(url);
    await cell.getByLabel("Question").fill('{"prompt": "<|user|>Capital of Spain?<|end|><|assistant|>"}');
    await cell.getByRole("button", { name: "Send" }).click();
    await cell.getByText("Send as a trace to an MLflow server").click();
    await cell.getByLabel("MLflow tracking server").fill(server.url);
    await cell.getByLabel("Experiment").fill("from an endpoint");
    await cell.getByRole("button", { name: "Send trace" }).click();
    const link = cell.getByRole("link", { name: /^tr-/ });
    await expect(link).toBeVisible();

    const [trace, ...more] = await read("from an endpoint");
    expect(more).toEqual([]);
    const span = trace?.data.spans[0] as { readonly attributes: Readonly<Record<string, string>> };
    expect(JSON.parse(span.attributes["mlflow.spanInputs"] ?? "")).toEqual({
      prompt: "<|user|>Capital of Spain?<|end|><|assistant|>",
    });
    expect(JSON.parse(span.attributes["mlflow.spanOutputs"] ?? "")).toEqual({ predictions: answer });
    expect(Number(trace?.info["execution_duration_ms"])).toBeGreaterThanOrEqual(0);

    const shown = await context.newPage();
    await shown.goto((await link.getAttribute("href")) ?? "");
    await expect(shown.getByText(answer).first()).toBeVisible();
    await expect(shown.getByText("Capital of Spain?").first()).toBeVisible();
  } finally {
    endpoint.close();
  }
});
