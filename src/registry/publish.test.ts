import { expect, test } from "vitest";
import { inspectBundle } from "#bundle/inspect.ts";
import type { Progress } from "#base/progress.ts";
import { fakeBundles } from "#kernel/testing/fake-platform.ts";
import type { NotebookStorage } from "#notebook/notebook-storage.ts";
import type { PublishRequest } from "./registry-port.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { cleanUp, publish } from "./publish.ts";
import { UnfinishedUploads } from "./unfinished-uploads.ts";
import { unreachable } from "./server-errors.ts";
import { FakeServer } from "./testing/fake-server.ts";

const CHANGES = { version: "3.17.2", registeredName: "phi3", alias: "champion" };

async function publishTo(
  server: FakeServer,
  changes: Partial<PublishRequest> = {},
  signal?: AbortSignal,
  unfinished = uploads(),
) {
  const wrapper = { ...defaultWrapper("pyfunc"), modelFromCode: false } as Wrapper;
  const bundle = await fakeBundles().get("tiny", new AbortController().signal);
  const told: Progress[] = [];
  const request: PublishRequest = {
    cellId: "register-1",
    server: { url: server.url, user: "", secret: "" },
    experiment: "Phi-3",
    runName: "from the page",
    record: { params: { wrapper: "pyfunc" }, metrics: { browser_total_ms: 12 } },
    about: { description: "# A toy", tags: { "phi3_notebook.profile": "current" } },
    artifact: { wrapper, code: generateCode(wrapper), bundle, report: await inspectBundle(bundle) },
    registeredName: CHANGES.registeredName,
    alias: CHANGES.alias,
    tags: { stage: "test" },
    ...changes,
  };
  const publication = await publish(request, {
    platform: server,
    onProgress: (progress) => told.push(progress),
    signal: signal ?? new AbortController().signal,
    now: () => new Date("2026-11-25T00:00:00.000Z"),
    newUuid: () => "00000000-0000-4000-8000-000000000000",
    unfinished,
  });
  return { publication, told };
}

/** @param stored what the browser keeps; null: it keeps nothing. */
function uploads(
  stored: Map<string, unknown> | null = new Map(),
  { tab = "tab 1", open = [] }: { readonly tab?: string; readonly open?: readonly string[] } = {},
): UnfinishedUploads {
  const off = (): Promise<never> => Promise.reject(new Error("The storage is blocked."));
  const storage: NotebookStorage = {
    load: async (id) => (stored ? structuredClone(stored.get(id)) : off()),
    save: async (id, value) => (stored ? void stored.set(id, structuredClone(value)) : off()),
    update: off,
    list: async () => (stored ? [...stored.keys()] : off()),
    remove: async (id) => (stored ? void stored.delete(id) : off()),
  };
  return new UnfinishedUploads({ storage, tab, isTabOpen: async (id) => open.includes(id) });
}

/** Publishes until the file has arrived whose path ends so; then the page is gone, and nothing more is heard of it. */
async function publishUntilReload(
  server: FakeServer,
  last: string,
  stored: Map<string, unknown>,
  changes: Partial<PublishRequest> = {},
): Promise<string[]> {
  const puts: string[] = [];
  const { upload } = server;
  const never = new Promise<never>(() => undefined);
  let isOver = false;
  const isGone = new Promise<void>((resolve) => {
    server.upload = async (sending) => {
      if (isOver) return never;
      const answer = await upload(sending);
      // Others are under way beside it.
      if (isOver) return never;
      puts.push(sending.url.slice(sending.url.lastIndexOf("/0/") + 1));
      if (puts.at(-1)?.endsWith(last) === true) {
        isOver = true;
        // The page has heard of that one.
        setImmediate(resolve);
      }
      return answer;
    };
  });
  void publishTo(server, changes, undefined, uploads(stored));
  await isGone;
  server.upload = upload;
  server.calls.length = 0;
  return puts;
}

test("a server of MLflow 3 gets a run, a logged model with its files, a version and an alias", async () => {
  const server = new FakeServer();
  const { publication } = await publishTo(server);
  expect(server.calls).toEqual([
    "GET /version",
    "GET /api/2.0/mlflow/experiments/get-by-name?experiment_name=Phi-3",
    "POST /api/2.0/mlflow/experiments/create",
    "POST /api/2.0/mlflow/runs/create",
    "POST /api/2.0/mlflow/logged-models",
    "POST /api/2.0/mlflow/runs/log-batch",
    "PUT files",
    "PATCH /api/2.0/mlflow/logged-models/m-1",
    "POST /api/2.0/mlflow/runs/outputs",
    "POST /api/2.0/mlflow/registered-models/create",
    "POST /api/2.0/mlflow/model-versions/create",
    "POST /api/2.0/mlflow/registered-models/alias",
    "POST /api/2.0/mlflow/runs/update",
  ]);
  expect(publication).toMatchObject({
    serverVersion: "3.17.2",
    experimentId: "7",
    runId: "r1",
    modelId: "m-1",
    modelUri: "models:/phi3@champion",
    version: { name: "phi3", version: "1", alias: "champion" },
    fileCount: server.files.size,
  });
  expect(server.bodyOf("model-versions/create")).toEqual({
    name: "phi3",
    source: "models:/m-1",
    run_id: "r1",
    model_id: "m-1",
    tags: [
      { key: "phi3_notebook.profile", value: "current" },
      { key: "stage", value: "test" },
    ],
    description: "# A toy",
  });
  expect(server.bodyOf("logged-models")).toMatchObject({
    tags: [
      { key: "phi3_notebook.profile", value: "current" },
      { key: "mlflow.note.content", value: "# A toy" },
    ],
  });
  expect(server.bodyOf("runs/log-batch")).toMatchObject({
    metrics: [{ key: "browser_total_ms", model_id: "m-1" }],
  });
  const location = "0/models/m-1/artifacts/";
  const mlmodel = server.files.get(`${location}MLmodel`);
  expect(mlmodel).toContain("artifact_path: mlflow-artifacts:/0/models/m-1/artifacts\n");
  expect(mlmodel).toContain("model_id: m-1\n");
  expect(mlmodel).toContain("model_uuid: m-1\n");
  expect(mlmodel).toContain("run_id: r1\n");
  // Until it is whole, it is no model.
  expect([...server.files.keys()].at(-1)).toBe(`${location}MLmodel`);
});

test("a server before MLflow 3 keeps the model with its run", async () => {
  const server = new FakeServer({ version: "2.22.0" });
  const { publication } = await publishTo(server, { alias: "" });
  expect(server.calls.filter((call) => call.includes("logged-models") || call.includes("outputs"))).toEqual(
    [],
  );
  const { key, value } = server.bodyOf("runs/set-tag") as { key: string; value: string };
  expect([key, JSON.parse(value)]).toEqual([
    "mlflow.log-model.history",
    [
      {
        run_id: "r1",
        artifact_path: "phi3_mlflow_model",
        utc_time_created: "2026-11-25 00:00:00.000000",
        model_uuid: "00000000000040008000000000000000",
        flavors: {
          python_function: expect.objectContaining({ loader_module: "mlflow.pyfunc.model" }) as unknown,
        },
      },
    ],
  ]);
  expect(server.bodyOf("model-versions/create")).toMatchObject({
    source: "mlflow-artifacts:/0/r1/artifacts/phi3_mlflow_model",
  });
  expect(publication).toMatchObject({ modelId: null, modelUri: "models:/phi3/1" });
});

test("a model that is not registered is found by its own id", async () => {
  const { publication } = await publishTo(new FakeServer(), { registeredName: "" });
  expect(publication).toMatchObject({ version: null, modelUri: "models:/m-1" });
});

test("progress counts every byte of every file, to the last", async () => {
  const { told, publication } = await publishTo(new FakeServer());
  const bytes = told.flatMap(({ loadedBytes }) => loadedBytes ?? []);
  expect(bytes).toEqual(bytes.toSorted((a, b) => a - b));
  expect(bytes.at(-1)).toBe(publication.sizeBytes);
});

test("what may pass is tried again: a server that is busy, a connection that breaks in mid-upload", async () => {
  const server = new FakeServer();
  server.failures.push({ call: /log-batch/, status: 503 }, { call: /PUT .*python_model/, status: "broken" });
  const { publication } = await publishTo(server);
  expect(publication.fileCount).toBe(server.files.size);
  expect(server.waitsMs).toEqual([500, 500]);
});

test("Stop in mid-upload ends the run as killed and the model as failed", async () => {
  const server = new FakeServer();
  const controller = new AbortController();
  server.onPut = (path) => path.endsWith("conda.yaml") && controller.abort();
  await expect(publishTo(server, {}, controller.signal)).rejects.toMatchObject({ code: "aborted" });
  expect(server.bodyOf("runs/update")).toMatchObject({ status: "KILLED" });
  expect(server.bodyOf("logged-models/m-1")).toMatchObject({ status: "LOGGED_MODEL_UPLOAD_FAILED" });
  expect(server.calls).not.toContain("POST /api/2.0/mlflow/model-versions/create");
});

test("after Stop the next run goes on: in the same run and model, without the files that arrived", async () => {
  const server = new FakeServer();
  const controller = new AbortController();
  const unfinished = uploads();
  const puts: string[] = [];
  server.onPut = (path) => {
    puts.push(path);
    if (path.endsWith("conda.yaml")) controller.abort();
  };
  await expect(publishTo(server, {}, controller.signal, unfinished)).rejects.toMatchObject({
    code: "aborted",
  });
  server.calls.length = 0;
  const { publication, told } = await publishTo(server, {}, undefined, unfinished);
  expect(server.calls.filter((call) => /runs\/create|log-batch|POST .*logged-models$/.test(call))).toEqual(
    [],
  );
  expect(puts.toSorted()).toEqual([...server.files.keys()].toSorted());
  expect([publication.fileCount, told.at(-2)?.loadedBytes]).toEqual([puts.length, publication.sizeBytes]);
  expect(server.bodyOf("runs/update")).toMatchObject({ run_id: "r1", status: "FINISHED" });
  expect(server.bodyOf("logged-models/m-1")).toMatchObject({ status: "LOGGED_MODEL_READY" });
  expect(await unfinished.all()).toEqual([]);
});

test("after a reload it goes on too: in the same run and model, without the files that arrived", async () => {
  const server = new FakeServer();
  const stored = new Map<string, unknown>();
  const before = await publishUntilReload(server, "conda.yaml", stored, {
    server: { url: server.url, user: "me", secret: "s3cret" },
  });
  const [left] = await uploads(stored, { tab: "tab 2" }).all();
  expect(left).toMatchObject({ cellId: "register-1", serverUrl: server.url, tab: "tab 1", isUnderWay: true });
  expect([...(left?.sent.keys() ?? [])]).toEqual(
    before.map((path) => path.split("/artifacts/").slice(1).join("/artifacts/")),
  );
  expect(
    JSON.stringify([...stored], (_, value: unknown) => (value instanceof Map ? [...value] : value)),
  ).not.toContain("s3cret");
  const puts: string[] = [];
  server.onPut = (path) => puts.push(path);
  const { publication } = await publishTo(server, {}, undefined, uploads(stored, { tab: "tab 2" }));
  expect(server.calls.filter((call) => /runs\/create|log-batch|POST .*logged-models$/.test(call))).toEqual(
    [],
  );
  expect([...before, ...puts].toSorted()).toEqual([...server.files.keys()].toSorted());
  expect(publication).toMatchObject({ runId: "r1", modelId: "m-1", fileCount: left?.fileCount });
  expect(stored.size).toBe(0);
});

test("an upload that another tab has under way is neither gone on with nor cleaned up", async () => {
  const server = new FakeServer();
  const stored = new Map<string, unknown>();
  await publishUntilReload(server, "conda.yaml", stored);
  const second = uploads(stored, { tab: "tab 2", open: ["tab 1"] });
  const refusal = "Another tab of this browser is uploading this to http://server:5000.";
  await expect(publishTo(server, {}, undefined, second)).rejects.toThrow(refusal);
  const [key = ""] = stored.keys();
  await expect(cleanUpOn(server, key, second)).rejects.toThrow(refusal);
  expect(server.calls.filter((call) => call.startsWith("POST") && !call.includes("experiments"))).toEqual([]);
  expect(stored.size).toBe(1);
});

test("cleaning up marks the run as killed and the model as failed, and forgets them", async () => {
  const server = new FakeServer();
  const stored = new Map<string, unknown>();
  await publishUntilReload(server, "conda.yaml", stored);
  const [key = ""] = stored.keys();
  await cleanUpOn(server, key, uploads(stored, { tab: "tab 2" }));
  expect(server.bodyOf("runs/update")).toMatchObject({ run_id: "r1", status: "KILLED" });
  expect(server.bodyOf("logged-models/m-1")).toMatchObject({ status: "LOGGED_MODEL_UPLOAD_FAILED" });
  expect(stored.size).toBe(0);
});

test("cleaning up forgets what the server has no more, and keeps what it could not be told of", async () => {
  const server = new FakeServer();
  const stored = new Map<string, unknown>();
  await publishUntilReload(server, "conda.yaml", stored);
  const [key = ""] = stored.keys();
  server.failures.push({ call: /runs.update/, status: 401 });
  await expect(cleanUpOn(server, key, uploads(stored))).rejects.toThrow("needs a login");
  server.failures.push({ call: /runs.update/, status: "broken" });
  await expect(cleanUpOn(server, key, uploads(stored))).rejects.toMatchObject({ code: "network" });
  expect(stored.size).toBe(1);
  server.failures.push({ call: /runs.update/, status: 400 }, { call: /PATCH .*logged-models/, status: 404 });
  await cleanUpOn(server, key, uploads(stored));
  expect(stored.size).toBe(0);
});

test("what a cell began of an earlier wrapper is ended when it publishes another; other cells' uploads stay", async () => {
  const server = new FakeServer();
  const stored = new Map<string, unknown>();
  await publishUntilReload(server, "conda.yaml", stored);
  await publishUntilReload(server, "conda.yaml", stored, { cellId: "register-2", runName: "other" });
  const updates: unknown[] = [];
  const { fetch } = server;
  server.fetch = async (input, init) => {
    const asked = new Request(input, init);
    if (asked.url.endsWith("runs/update")) updates.push(await asked.json());
    return fetch(input, init);
  };
  await publishTo(server, { experiment: "Another" }, undefined, uploads(stored, { tab: "tab 2" }));
  expect(updates.map((update) => (update as { status: string }).status)).toEqual(["KILLED", "FINISHED"]);
  expect((await uploads(stored).all()).map(({ cellId }) => cellId)).toEqual(["register-2"]);
});

test("where the browser keeps nothing, an upload still goes on in the same visit", async () => {
  const server = new FakeServer();
  const unfinished = uploads(null);
  server.failures.push({ call: /registered-models.alias/, status: 400 });
  await expect(publishTo(server, {}, undefined, unfinished)).rejects.toThrow("400");
  server.calls.length = 0;
  await publishTo(server, {}, undefined, unfinished);
  expect(server.calls.filter((call) => /runs\/create|PUT/.test(call))).toEqual([]);
});

test("an alias that is refused is mended without another version", async () => {
  const server = new FakeServer();
  const unfinished = uploads();
  server.failures.push({ call: /registered-models.alias/, status: 400, body: { message: "Invalid alias." } });
  await expect(publishTo(server, { alias: "v1" }, undefined, unfinished)).rejects.toThrow("Invalid alias.");
  server.calls.length = 0;
  const { publication } = await publishTo(server, { alias: "best" }, undefined, unfinished);
  expect(publication.modelUri).toBe("models:/phi3@best");
  expect(server.calls).not.toContain("POST /api/2.0/mlflow/model-versions/create");
});

test("a run that was deleted meanwhile is begun anew", async () => {
  const server = new FakeServer();
  const unfinished = uploads();
  server.failures.push({ call: /registered-models.alias/, status: 400 });
  await expect(publishTo(server, {}, undefined, unfinished)).rejects.toThrow("400");
  server.failures.push({ call: /runs.update/, status: 400, body: { message: "The run must be active." } });
  server.calls.length = 0;
  await publishTo(server, {}, undefined, unfinished);
  expect(server.calls).toContain("POST /api/2.0/mlflow/runs/create");
});

test("a server that does not take the page's name for it is told with its flag, and not asked again", async () => {
  const server = new FakeServer();
  server.failures.push({ call: /get-by-name/, status: "broken" });
  await expect(publishTo(server)).rejects.toThrow(
    /mlflow server --allowed-hosts server:5000 --cors-allowed-origins http:\/\/page:1/,
  );
  expect(server.waitsMs).toEqual([]);
});

test("a connection that breaks again and again is told with what is left to do", async () => {
  const server = new FakeServer();
  for (let tries = 1; tries <= 4; tries++) server.failures.push({ call: /PUT .*MLmodel/, status: "broken" });
  await expect(publishTo(server)).rejects.toThrow(
    "MLmodel could not be uploaded: the connection to http://server:5000 broke 4 times. Check that the server is still running, and run this cell again: the upload continues where it stopped.",
  );
  expect(server.waitsMs).toEqual([500, 1000, 2000]);
});

test("a proxy that limits what is sent is told of", async () => {
  const server = new FakeServer();
  server.failures.push({ call: /PUT .*onnx/, status: 413 });
  await expect(publishTo(server)).rejects.toThrow("In nginx it is client_max_body_size");
});

test("an https page is told that it reaches no http server elsewhere", () => {
  const told = (url: string) => unreachable(url, "https://page", null).message;
  expect([
    told("http://mlflow.example.com").includes("Enter an address with https"),
    told("http://localhost:5000").includes("--cors-allowed-origins https://page"),
    told("https://mlflow.example.com").includes("--cors-allowed-origins https://page"),
  ]).toEqual([true, true, true]);
});

test("a server without artifacts is told with its flags, and not asked again", async () => {
  const server = new FakeServer();
  const detail = "Artifact serving is disabled. Run `mlflow server` with `--serve-artifacts` to enable.";
  server.failures.push({ call: /PUT/, status: 503, body: { detail } });
  await expect(publishTo(server)).rejects.toMatchObject({
    code: "unsupported",
    message: expect.stringContaining("mlflow server --serve-artifacts --artifacts-destination") as unknown,
  });
  expect(server.waitsMs).toEqual([]);
});

test("a refusal ends the run as failed, and is told in the server's words", async () => {
  const server = new FakeServer();
  server.failures.push({
    call: /registered-models.create/,
    status: 400,
    body: { error_code: "INVALID_PARAMETER_VALUE", message: "Registered model name cannot be empty." },
  });
  await expect(publishTo(server)).rejects.toMatchObject({
    code: "network",
    message:
      "The model “phi3” could not be registered: http://server:5000 answered 400, “Registered model name cannot be empty.”.",
  });
  expect(server.bodyOf("runs/update")).toMatchObject({ status: "FAILED" });
});

test("a model that is registered already gets another version", async () => {
  const server = new FakeServer();
  server.failures.push({
    call: /registered-models.create/,
    status: 400,
    body: { error_code: "RESOURCE_ALREADY_EXISTS", message: "It is there." },
  });
  expect((await publishTo(server)).publication.version).toMatchObject({ name: "phi3" });
});

test.each([
  [
    "a server that is away or lets no page in",
    "broken",
    /mlflow server --cors-allowed-origins http:\/\/page:1 /,
  ],
  ["a server that asks who you are", 401, /needs a login \(401\)/],
  ["a server that refuses", 403, /refused this \(403\)/],
  ["something else than MLflow", 404, /answered 404/],
] as const)("%s is told at once, with what to do", async (_what, status, message) => {
  const server = new FakeServer();
  server.failures.push({ call: /version/, status });
  await expect(publishTo(server)).rejects.toThrow(message);
  expect(server.calls).toEqual(["GET /version"]);
});

test("a page that is no MLflow server is found out by its version", async () => {
  await expect(publishTo(new FakeServer({ version: "<html>Hello</html>" }))).rejects.toThrow(
    "is not an MLflow tracking server",
  );
});

test("a token goes as a bearer token, a user name and a password by basic authentication", async () => {
  const server = new FakeServer();
  await publishTo(server, { server: { url: server.url, user: "", secret: "t0ken" } });
  expect([...server.authorizations]).toEqual(["Bearer t0ken"]);
  server.authorizations.clear();
  await publishTo(server, { server: { url: server.url, user: "zoë", secret: "pass:word" } });
  expect([...server.authorizations]).toEqual([`Basic ${Buffer.from("zoë:pass:word").toString("base64")}`]);
});

function cleanUpOn(server: FakeServer, key: string, unfinished: UnfinishedUploads): Promise<void> {
  return cleanUp({ url: server.url, user: "", secret: "" }, key, {
    platform: server,
    signal: new AbortController().signal,
    now: () => new Date("2026-11-25T00:00:00.000Z"),
    unfinished,
  });
}
