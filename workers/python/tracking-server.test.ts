/** Python in the page and a tracking server: nothing leaves without the person's word, and an interrupt ends a call. */
import { afterEach, expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { noServerModels } from "#kernel/testing/fake-platform.ts";
import { agreementTo, type PythonServers } from "#python/server-gate.ts";
import type { PythonSession } from "#python/python-session.ts";
import type { ServerQuestion } from "#registry/registry-port.ts";
import { DEMO } from "./testing/edited-wrappers.ts";
import { notebookSession } from "./testing/module-session.ts";

const sessions: PythonSession[] = [];
afterEach(() => {
  for (const session of sessions.splice(0)) session.end();
});

test("a typed cell's Python asks before it sends, too; for the local endpoint nobody is there to be asked", async () => {
  const { define, questions } = start(() => Promise.resolve({ status: 200, body: "{}" }));
  const logs = (server: string) =>
    `import mlflow\nmlflow.set_tracking_uri("http://${server}:5000")\nmlflow.MlflowClient().get_run("r")`;
  expect(await define(logs("a"), "nobody")).toContain(
    "This notebook's Python may not ask http://a:5000 yet. Run a cell that uses it, and answer the question there.",
  );
  expect(await define(logs("a"), "refuses")).toContain(
    "You did not let this notebook's Python use http://a:5000.",
  );
  expect(questions).toEqual(["http://a:5000"]);
  expect(await define(logs("b"), "agrees")).not.toContain("PERMISSION_DENIED");
  expect(questions).toEqual(["http://a:5000", "http://b:5000"]);
  expect(await define("input()", "nobody")).toBe("EOFError: EOF when reading a line");
});

function start(ask: PythonServers["ask"]) {
  const agreed = new Set<string>();
  const access = (url: string) => Promise.resolve({ url, user: "", secret: "" });
  const session = notebookSession(DEMO, "current", new Map(), { agreed, access, ask });
  sessions.push(session);
  const questions: (string | undefined)[] = [];
  const run = async (source: string, answer: "agrees" | "refuses", signal = new AbortController().signal) => {
    const { outputs } = await session.run(
      source,
      {
        onProgress: () => undefined,
        onOutputs: () => undefined,
        models: noServerModels,
        onInput: ({ server = "" }) => {
          questions.push(server);
          return Promise.resolve(answer === "agrees" ? agreementTo(server) : "refused");
        },
      },
      signal,
    );
    const last = outputs.at(-1);
    return last?.["output_type"] === "error"
      ? `${String(last["ename"])}: ${String(last["evalue"])}`
      : [last?.["text"]].flat().join("").trim();
  };
  /** As a typed cell whose Python a code cell needs. @returns how it failed. */
  const define = async (code: string, answer: "agrees" | "refuses" | "nobody") => {
    const failed = await session.define(
      { id: "typed", code, opened: null },
      {
        onProgress: () => undefined,
        onTextDelta: () => undefined,
        onInput:
          answer === "nobody"
            ? null
            : ({ server = "" }) => {
                questions.push(server);
                return Promise.resolve(answer === "agrees" ? agreementTo(server) : "refused");
              },
      },
      new AbortController().signal,
    );
    const last = failed?.outputs.at(-1);
    return `${String(last?.["ename"])}: ${String(last?.["evalue"])}`;
  };
  return { run, define, questions };
}

test("a notebook that may not use the server reaches nothing, whatever way it takes", async () => {
  const asked: ServerQuestion[] = [];
  const { run, questions } = start((_, question) => {
    asked.push(question);
    return Promise.resolve({ status: 200, body: "{}" });
  });
  const refused =
    'MlflowException: You did not let this notebook\'s Python use http://evil:5000. Restart Python to be asked again, or call mlflow.set_tracking_uri("") to keep runs in the page.';
  expect(
    await run(
      'import mlflow\nmlflow.set_tracking_uri("http://evil:5000")\nmlflow.log_param("a", 1)',
      "refuses",
    ),
  ).toBe(refused);
  expect(
    await run(
      'import os\nmlflow.set_tracking_uri("")\nos.environ["MLFLOW_TRACKING_URI"] = "http://evil:5000"\nmlflow.start_run()',
      "agrees",
    ),
  ).toBe(refused);
  expect(
    await run(
      'import phi3_bridge\nprint(phi3_bridge.call("mlflow.server", "http://evil:5000", "get_run", \'{"run_id": "r"}\', None)["code"])',
      "agrees",
    ),
  ).toBe("PERMISSION_DENIED");
  expect([questions, asked]).toEqual([["http://evil:5000"], []]);
  expect(
    await run(
      'del os.environ["MLFLOW_TRACKING_URI"]\nprint(mlflow.log_param("a", 1), mlflow.get_tracking_uri())',
      "refuses",
    ),
  ).toBe("1 file:///page/mlruns");
});

test("a client asks the registry that was set, also if it is given the address of another tracking server", async () => {
  const asked: [string, string][] = [];
  const { run } = start(({ url }, { operation }) => {
    asked.push([url, operation]);
    return Promise.resolve({
      status: 200,
      body: JSON.stringify({ ...RUN, registered_model: { name: "a" } }),
    });
  });
  const source = `import mlflow
mlflow.set_registry_uri("http://registry:5000")
client = mlflow.MlflowClient("http://tracking:5000")
print(client.get_run("r1").info.run_id, client.get_registered_model("a").name)`;
  expect(await run(source, "agrees")).toBe("r1 a");
  expect(asked).toEqual([
    ["http://tracking:5000", "get_run"],
    ["http://registry:5000", "get_registered_model"],
  ]);
});

const RUN = {
  run: {
    info: {
      run_id: "r1",
      run_name: "a",
      experiment_id: "0",
      artifact_uri: "mlflow-artifacts:/0/r1/artifacts",
    },
  },
};

/** A server whose run has these files in each of its folders, and gives none of them. */
function runWith(files: (path: string) => readonly object[]) {
  return start((_, { operation, body }) => {
    const { path = "" } = JSON.parse(body) as { readonly path?: string };
    if (operation === "read_file")
      return Promise.reject(new AppError("over-limit", message`This file is too large.`));
    const answer =
      operation === "get_run" ? RUN : operation === "list_files" ? { files: files(path) } : { models: [] };
    return Promise.resolve({ status: 200, body: JSON.stringify(answer) });
  });
}

test("a server's list of files leads to no file outside of the folder that they go to", async () => {
  const { run } = runWith(() => [{ path: "../../home/pyodide/own.py" }]);
  const source = `import os
import mlflow
mlflow.set_tracking_uri("http://server:5000")
with open("/home/pyodide/own.py", "w") as file:
    file.write("mine")
try:
    mlflow.artifacts.download_artifacts(run_id="r1")
except mlflow.MlflowException:
    print(open("/home/pyodide/own.py").read())`;
  expect(await run(source, "agrees")).toBe("mine");
});

test("a server that names folders in folders without end is left", async () => {
  const { run } = runWith(() => Array.from({ length: 6000 }, (_, at) => ({ path: `f${at}`, is_dir: true })));
  expect(
    await run(
      'import mlflow\nmlflow.set_tracking_uri("http://server:5000")\nmlflow.artifacts.download_artifacts(run_id="r1")',
      "agrees",
    ),
  ).toBe(
    "MlflowException: mlflow-artifacts:/0/r1/artifacts has more than 10000 files and folders. Download a folder of it, or a file.",
  );
});

test("a run's file that cannot be downloaded fails in MLflow's words, and the cause is told", async () => {
  const { run } = runWith(() => []);
  const source = `import mlflow
mlflow.set_tracking_uri("http://server:5000")
try:
    mlflow.artifacts.download_artifacts(run_id="r1", artifact_path="big.bin")
except mlflow.MlflowException as error:
    print(error)
    print(error.__cause__)`;
  expect(await run(source, "agrees")).toBe(
    `Failed to download artifacts from path 'big.bin', please ensure that the path is correct.
The following failures occurred while downloading one or more artifacts from mlflow-artifacts:/0/r1/artifacts:
##### File big.bin #####
This file is too large.`,
  );
});

test("a version that is registered under another name keeps its logged model, whose page names both", async () => {
  const sent: [string, unknown][] = [];
  const info = { model_id: "m-1", experiment_id: "0", tags: [{ key: "mlflow.modelVersions", value: "[]" }] };
  const answers = new Map<string, object>([
    ["create_registered_model", { registered_model: { name: "b" } }],
    ["get_model_version", { model_version: { name: "a", version: "1", model_id: "m-1" } }],
    ["create_model_version", { model_version: { name: "b", version: "1" } }],
    ["get_logged_model", { model: { info } }],
  ]);
  const { run } = start((_, { operation, body }) => {
    sent.push([operation, JSON.parse(body)]);
    return Promise.resolve({ status: 200, body: JSON.stringify(answers.get(operation) ?? {}) });
  });
  const source =
    'import mlflow\nmlflow.set_tracking_uri("http://server:5000")\nprint(mlflow.register_model("models:/a/1", "b").version)';
  expect(await run(source, "agrees")).toBe("1");
  expect(sent).toContainEqual([
    "create_model_version",
    expect.objectContaining({ name: "b", source: "models:/a/1", model_id: "m-1" }),
  ]);
  expect(sent.at(-1)).toEqual([
    "set_logged_model_tags",
    { model_id: "m-1", tags: [{ key: "mlflow.modelVersions", value: '[{"name": "b", "version": "1"}]' }] },
  ]);
});

test("an interrupt ends a call of the server, and the session goes on", async () => {
  const stop = new AbortController();
  let ended = false;
  const { run } = start(
    (_, _question, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          ended = true;
          reject(signal.reason);
        });
        stop.abort();
      }),
  );
  expect(
    await run(
      'import mlflow\nmlflow.set_tracking_uri("http://slow:5000")\nmlflow.get_experiment("0")',
      "agrees",
      stop.signal,
    ),
  ).toMatch(/^KeyboardInterrupt/);
  expect(ended).toBe(true);
  expect(await run("print(1 + 1)", "refuses")).toBe("2");
});
