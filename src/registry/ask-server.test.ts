import { expect, test } from "vitest";
import { endlessAnswer } from "#base/testing/endless-answer.ts";
import { askServer } from "./ask-server.ts";
import type { ServerReply } from "./registry-port.ts";

const ACCESS = { url: "http://host:5000/mlflow", user: "me", secret: "s" };
const RUN = JSON.stringify({ run: { info: { artifact_uri: "mlflow-artifacts:/1/r/artifacts" } } });

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

/** Answers in turn; the last answer again and again. */
function asker(...answers: readonly (ServerReply | Error)[]) {
  const sent: Sent[] = [];
  const fetch = ((url: string, init: RequestInit) => {
    const answer = answers[Math.min(sent.length, answers.length - 1)];
    sent.push({ url, init });
    if (answer === undefined || answer instanceof Error) return Promise.reject(answer ?? new Error("none"));
    return Promise.resolve(new Response(answer.body, { status: answer.status }));
  }) as typeof globalThis.fetch;
  const platform = { fetch, sleep: () => Promise.resolve(), origin: "http://page" };
  const ask = (
    operation: string,
    fields: object,
    content: Uint8Array | null = null,
    signal = new AbortController().signal,
  ): Promise<ServerReply> =>
    askServer(ACCESS, { operation, body: JSON.stringify(fields), content }, platform, signal);
  return { ask, sent };
}

const seen = (sent: readonly Sent[]): readonly unknown[] =>
  sent.map(({ url, init }) => [
    init.method,
    url,
    init.body instanceof Blob ? init.body.size : (init.body ?? null),
  ]);

test("an operation becomes a request of MLflow's API on that server, which may not lead to another", async () => {
  const { ask, sent } = asker({ status: 404, body: '{"error_code":"RESOURCE_DOES_NOT_EXIST"}' });
  expect(await ask("log_param", { run_id: "r", key: "k", value: "v" })).toEqual({
    status: 404,
    body: '{"error_code":"RESOURCE_DOES_NOT_EXIST"}',
  });
  await ask("search_model_versions", { filter: "name = 'a&b'", order_by: ["name", "version"] });
  await ask("delete_registered_model_alias", { name: "m", alias: "a" });
  expect(seen(sent)).toEqual([
    [
      "POST",
      "http://host:5000/mlflow/api/2.0/mlflow/runs/log-parameter",
      '{"run_id":"r","key":"k","value":"v"}',
    ],
    [
      "GET",
      "http://host:5000/mlflow/api/2.0/mlflow/model-versions/search?filter=name+%3D+%27a%26b%27&order_by=name&order_by=version",
      null,
    ],
    ["DELETE", "http://host:5000/mlflow/api/2.0/mlflow/registered-models/alias", '{"name":"m","alias":"a"}'],
  ]);
  expect(
    sent.map(({ init }) => [init.redirect, init.credentials, new Headers(init.headers).get("Authorization")]),
  ).toEqual(Array.from({ length: 3 }, () => ["error", "omit", "Basic bWU6cw=="]));
});

test("a file goes where the server says that the run's artifacts are", async () => {
  const { ask, sent } = asker({ status: 200, body: RUN }, { status: 200, body: "{}" });
  await ask("log_artifact", { run_id: "r", path: "a folder/ü.txt" }, new Uint8Array(3));
  expect(seen(sent)).toEqual([
    ["GET", "http://host:5000/mlflow/api/2.0/mlflow/runs/get?run_id=r", null],
    [
      "PUT",
      "http://host:5000/mlflow/api/2.0/mlflow-artifacts/artifacts/1/r/artifacts/a%20folder/%C3%BC.txt",
      3,
    ],
  ]);
});

test("a logged model's id becomes a part of the path, and its files go where the server says", async () => {
  const model = JSON.stringify({
    model: { info: { artifact_uri: "mlflow-artifacts:/1/models/m-1/artifacts" } },
  });
  const { ask, sent } = asker({ status: 200, body: model });
  await ask("get_logged_model", { model_id: "m-1" });
  await ask("finalize_logged_model", { model_id: "m-1", status: "LOGGED_MODEL_READY" });
  await ask("log_artifact", { model_id: "m-1", path: "MLmodel" }, new Uint8Array(3));
  expect(seen(sent)).toEqual([
    ["GET", "http://host:5000/mlflow/api/2.0/mlflow/logged-models/m-1", null],
    [
      "PATCH",
      "http://host:5000/mlflow/api/2.0/mlflow/logged-models/m-1",
      '{"model_id":"m-1","status":"LOGGED_MODEL_READY"}',
    ],
    ["GET", "http://host:5000/mlflow/api/2.0/mlflow/logged-models/m-1", null],
    ["PUT", "http://host:5000/mlflow/api/2.0/mlflow-artifacts/artifacts/1/models/m-1/artifacts/MLmodel", 3],
  ]);
});

test("files of an artifact location are listed and read, below that server's artifacts", async () => {
  const { ask, sent } = asker({ status: 200, body: "Grüße" });
  const location = "mlflow-artifacts:/1/r/artifacts";
  await ask("list_files", { location, path: "a folder" });
  const { content, ...reply } = await ask("read_file", { location, path: "a folder/ü.txt" });
  expect([reply, new TextDecoder().decode(content)]).toEqual([{ status: 200, body: "" }, "Grüße"]);
  expect(seen(sent)).toEqual([
    [
      "GET",
      "http://host:5000/mlflow/api/2.0/mlflow-artifacts/artifacts?path=1%2Fr%2Fartifacts%2Fa+folder",
      null,
    ],
    [
      "GET",
      "http://host:5000/mlflow/api/2.0/mlflow-artifacts/artifacts/1/r/artifacts/a%20folder/%C3%BC.txt",
      null,
    ],
  ]);
});

test.each([
  [
    "a file",
    "read_file",
    { location: "mlflow-artifacts:/1/r/artifacts", path: "model.onnx" },
    "This file is larger than 50 MB, the most that this page passes on to Python. Read it with MLflow outside this page; a model opens in a model cell.",
    51,
  ],
  [
    "an answer",
    "search_runs",
    { experiment_ids: ["1"] },
    "An MLflow tracking server answers with at most 32 MB at once; http://host:5000/mlflow sent more, and the rest was not read. Check that this is the server's address. In code, ask for less at once, with a smaller max_results.",
    33,
  ],
])("%s that does not end is left at its limit", async (_, operation, fields, message, megabytes) => {
  const answer = endlessAnswer();
  const platform = {
    fetch: (() => Promise.resolve(answer.response)) as typeof globalThis.fetch,
    sleep: () => Promise.resolve(),
    origin: "http://page",
  };
  await expect(
    askServer(
      ACCESS,
      { operation, body: JSON.stringify(fields), content: null },
      platform,
      new AbortController().signal,
    ),
  ).rejects.toMatchObject({ code: "over-limit", message });
  expect([answer.sentBytes(), answer.isClosed()]).toEqual([megabytes * 2 ** 20, true]);
});

test.each([
  ["a name that is no operation", "runs/delete-all", {}, "invalid-argument"],
  ["a name of every object", "constructor", {}, "invalid-argument"],
  ["a field that the operation lacks", "get_run", { run_id: "r", url: "http://evil" }, "invalid-argument"],
  ["a field of another type", "get_run", { run_id: ["r"] }, "invalid-argument"],
  ["a path that leads out of the run", "log_artifact", { run_id: "r", path: "../../x" }, "unsafe-path"],
  ["a path in pieces", "log_artifact", { run_id: "r", path: "a/./x" }, "unsafe-path"],
  ["a file of nothing", "log_artifact", { path: "x" }, "invalid-argument"],
  ["a model's id that is a path", "get_logged_model", { model_id: ".." }, "invalid-argument"],
  ["a location elsewhere", "read_file", { location: "http://evil/x", path: "y" }, "unsupported"],
  ["a location in a bucket", "list_files", { location: "s3://bucket/x", path: "" }, "unsupported"],
  [
    "a location that leads to another part of the server",
    "read_file",
    { location: "mlflow-artifacts:/../../mlflow/experiments", path: "get" },
    "invalid-argument",
  ],
])("%s is refused before anything is sent", async (_, operation, fields, code) => {
  const { ask, sent } = asker({ status: 200, body: "{}" });
  await expect(ask(operation, fields, new Uint8Array(1))).rejects.toMatchObject({ code });
  expect(sent).toEqual([]);
});

test("an artifact location with dots does not lead out of the API", async () => {
  const body = JSON.stringify({ run: { info: { artifact_uri: "mlflow-artifacts:/../../../../other" } } });
  const { ask, sent } = asker({ status: 200, body });
  await expect(ask("log_artifact", { run_id: "r", path: "x" }, new Uint8Array(1))).rejects.toMatchObject({
    code: "invalid-argument",
  });
  expect(sent).toHaveLength(1);
});

test("a passing failure is tried again; no answer, and the person's stop, are not", async () => {
  const busy = asker({ status: 503, body: "" }, { status: 200, body: "{}" });
  expect(await busy.ask("get_run", { run_id: "r" })).toEqual({ status: 200, body: "{}" });
  expect(busy.sent).toHaveLength(2);
  const gone = asker(new TypeError("Failed to fetch"));
  await expect(gone.ask("get_run", { run_id: "r" })).rejects.toMatchObject({ code: "network" });
  expect(gone.sent).toHaveLength(1);
  const { ask, sent } = asker({ status: 200, body: "{}" });
  await expect(ask("get_run", { run_id: "r" }, null, AbortSignal.abort())).rejects.toMatchObject({
    code: "aborted",
  });
  expect(sent).toEqual([]);
});
