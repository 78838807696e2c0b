import { expect, test } from "vitest";
import { message } from "#base/message.ts";
import type { Progress } from "#base/progress.ts";
import type { Artifact } from "#mlflow/artifact.ts";
import type { ModelUpload } from "./registry-port.ts";
import { FakeServer } from "./testing/fake-server.ts";
import { uploadModel } from "./upload-model.ts";

const MLMODEL = `artifact_path: echo
flavors:
  python_function:
    config: {end: "!"}
    loader_module: mlflow.pyfunc.model
model_uuid: u1
run_id: r1
utc_time_created: now
`;

const file = (path: string, text: string) => ({
  path,
  sizeBytes: text.length,
  content: { kind: "text", text } as const,
});
const ARTIFACT: Artifact = {
  name: "echo",
  files: [file("MLmodel", MLMODEL), file("code/echo.py", "pass"), file("requirements.txt", "mlflow")],
  totalBytes: MLMODEL.length + 10,
};

async function upload(
  server: FakeServer,
  owner: ModelUpload["owner"],
  { artifact = ARTIFACT, signal = new AbortController().signal } = {},
) {
  const told: Progress[] = [];
  const access = { url: server.url, user: "", secret: "token" };
  const given = { platform: server, onProgress: (each: Progress) => void told.push(each), signal };
  return { ...(await uploadModel(access, { owner, artifact }, given)), told };
}

/** As MLflow 3.17 answers. */
function serverOf(): FakeServer {
  const server = new FakeServer();
  const run = { info: { run_id: "r1", run_name: "able", artifact_uri: "mlflow-artifacts:/1/r1/artifacts" } };
  const model = { info: { model_id: "m-1", artifact_uri: "mlflow-artifacts:/1/models/m-1/artifacts" } };
  server.answers.set("runs/get", [{ run }]);
  server.answers.set("logged-models/m-1", [{ model }]);
  return server;
}

test("a logged model's files go to its location, MLmodel at last", async () => {
  const server = serverOf();
  const order: string[] = [];
  server.onPut = (path) => order.push(path);
  const { told } = await upload(server, { modelId: "m-1" });
  const place = "1/models/m-1/artifacts";
  expect(order.toSorted()).toEqual([
    `${place}/MLmodel`,
    `${place}/code/echo.py`,
    `${place}/requirements.txt`,
  ]);
  expect(order.at(-1)).toBe(`${place}/MLmodel`);
  expect(server.calls).toEqual(["GET /api/2.0/mlflow/logged-models/m-1", "PUT files"]);
  expect(told.at(-1)).toEqual({
    label: message`Uploading ${"MLmodel"}`,
    loadedBytes: ARTIFACT.totalBytes,
    totalBytes: ARTIFACT.totalBytes,
  });
});

test("a run's model goes among its artifacts, and comes back as the run's history has it", async () => {
  const server = serverOf();
  const { history } = await upload(server, { runId: "r1", path: "models/echo" });
  expect([...server.files.keys()].toSorted()).toEqual([
    "1/r1/artifacts/models/echo/MLmodel",
    "1/r1/artifacts/models/echo/code/echo.py",
    "1/r1/artifacts/models/echo/requirements.txt",
  ]);
  expect(JSON.parse(history)).toEqual({
    run_id: "r1",
    artifact_path: "echo",
    utc_time_created: "now",
    model_uuid: "u1",
    flavors: { python_function: { loader_module: "mlflow.pyfunc.model" } },
  });
});

test.each([
  ["a folder outside the run", { runId: "r1", path: "../other" }, ARTIFACT],
  ["a file outside the model", { modelId: "m-1" }, { ...ARTIFACT, files: [file("../x", "")] }],
] as const)("%s is refused", async (_, owner, artifact) => {
  const server = serverOf();
  await expect(upload(server, owner, { artifact })).rejects.toMatchObject({ code: "unsafe-path" });
  expect(server.files.size).toBe(0);
});

test("the person's stop ends it, before MLmodel is there", async () => {
  const server = serverOf();
  const stop = new AbortController();
  server.onPut = () => stop.abort();
  await expect(upload(server, { modelId: "m-1" }, { signal: stop.signal })).rejects.toMatchObject({
    code: "aborted",
  });
  expect([...server.files.keys()].some((path) => path.endsWith("MLmodel"))).toBe(false);
});

test.each(["stopped", "broken"] as const)("%s, the parts of a large file leave the store", async (how) => {
  const server = serverOf();
  server.uploads = new Map();
  const stop = new AbortController();
  const artifact = { ...ARTIFACT, files: [file("model.bin", "aaaabbbbcccc")] };
  if (how === "broken")
    for (let time = 0; time < 4; time++) server.failures.push({ call: /part 2/, status: "broken" });
  const seen: string[][] = [];
  const options = {
    platform: server,
    partSizes: { fromBytes: 12, partBytes: 4 },
    signal: stop.signal,
    onProgress: () => {
      seen.push([...(server.uploads?.keys() ?? [])]);
      if (how === "stopped" && server.calls.some((call) => call.includes("part 1"))) stop.abort();
    },
  };
  const access = { url: server.url, user: "", secret: "token" };
  await expect(uploadModel(access, { owner: { modelId: "m-1" }, artifact }, options)).rejects.toMatchObject({
    code: how === "stopped" ? "aborted" : "network",
  });
  expect(seen.some((uploads) => uploads.length === 1)).toBe(true);
  expect(server.uploads.size).toBe(0);
});
