/** Python in the page logs a model to a server, and loads one from it: what is sent, what is asked of the person, and what Stop leaves. */
import { afterEach, expect, test, vi } from "vitest";
import type { ConsentAnswer } from "#python/model-consent.ts";
import type { InputRequest, PythonSession } from "#python/python-session.ts";
import { FakeServer } from "#registry/testing/fake-server.ts";
import { DEMO } from "./testing/edited-wrappers.ts";
import { notebookSession } from "./testing/module-session.ts";
import { agreeTo, printedIn, serverCells, serversOn } from "./testing/server-cells.ts";

const sessions: PythonSession[] = [];
afterEach(() => {
  for (const session of sessions.splice(0)) session.end();
});

const MODEL = {
  model: {
    info: {
      model_id: "m-1",
      experiment_id: "0",
      name: "theirs",
      artifact_uri: "mlflow-artifacts:/0/models/m-1/artifacts",
      status: "LOGGED_MODEL_READY",
    },
  },
};
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

/** It asks the server, as far as it may. */
const THEIRS = `import mlflow

class Theirs(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return [mlflow.MlflowClient("http://server:5000").get_run("r1").info.run_id]

mlflow.models.set_model(Theirs())
`;
const MLMODEL = `artifact_path: mlflow-artifacts:/0/models/m-1/artifacts
flavors:
  python_function:
    artifacts: {}
    loader_module: mlflow.pyfunc.loaders.code_model
    model_code_path: theirs.py
mlflow_version: 3.17.2
model_id: m-1
run_id: r1
`;

function start(
  answer: (request: InputRequest) => string = agreeTo,
  consents: ReadonlyMap<string, ConsentAnswer> = new Map(),
) {
  const server = new FakeServer();
  server.answers.set("logged-models/m-1", [MODEL, MODEL, MODEL]);
  server.answers.set("logged-models", [MODEL]);
  server.answers.set("runs/get", [RUN, RUN]);
  const place = "0/models/m-1/artifacts";
  server.files.set(`${place}/MLmodel`, MLMODEL).set(`${place}/theirs.py`, THEIRS);
  const session = notebookSession(DEMO, "current", consents, serversOn(server));
  sessions.push(session);
  const { run, asked, progress } = serverCells(session, server, answer);
  return { server, session, run, asked, progress };
}

const LOAD = `import mlflow
mlflow.set_tracking_uri("http://server:5000")
loaded = mlflow.pyfunc.load_model("models:/m-1")
print(loaded.predict(["x"]), loaded.metadata.run_id, loaded.metadata.model_id)`;

test("Python of a server's model asks, with its text and what it can do; agreed, it answers", async () => {
  const { run, asked } = start();
  expect(printedIn((await run(LOAD)).outputs)).toBe("['r1'] r1 m-1\n");
  expect(asked).toEqual([
    { prompt: "", isPassword: false, server: "http://server:5000", beside: [] },
    {
      prompt: "",
      isPassword: false,
      server: "http://server:5000",
      model: { sha256: expect.any(String) as string, texts: [{ path: "theirs.py", text: THEIRS }] },
    },
  ]);
});

test("refused, none of it runs, and the notebook's own code keeps the server", async () => {
  const { run, asked } = start((request) => (request.model === undefined ? agreeTo(request) : "refused"));
  expect(printedIn((await run(LOAD)).outputs)).toBe(
    "MlflowException: You did not let the Python of this model run (theirs.py). Run the cell again to be asked again.\n",
  );
  expect(printedIn((await run('print(mlflow.get_run("r1").info.run_id)')).outputs)).toBe("r1\n");
  expect(asked).toHaveLength(2);
});

test("the class of a model that was opened in a Model cell does not get the server that the notebook may use", async () => {
  const { server, session, run, asked } = start(agreeTo, new Map([["ab", "given"]]));
  const use =
    'import mlflow\nmlflow.set_tracking_uri("http://server:5000")\nprint(mlflow.get_run("r1").info.run_id)';
  expect(printedIn((await run(use)).outputs)).toBe("r1\n");
  const before = server.calls.length;
  const model = {
    module: "theirs",
    source: THEIRS,
    object: null,
    modules: [],
    artifacts: {},
    files: [],
    signature: null,
    isOfTypeHints: false,
    modelConfig: null,
    isFromCode: true,
  };
  const { outputs } = await session.ask(
    {
      name: "predict",
      opened: { sha256: "ab", files: ["theirs.py"] },
      argument: () => Promise.resolve({ model, input: '["x"]', params: null }),
    },
    {
      onProgress: () => undefined,
      onTextDelta: () => undefined,
      onInput: null,
    },
    new AbortController().signal,
  );
  expect(printedIn(outputs)).toBe(
    "MlflowException: Python of an opened model (theirs.py) runs in this session, and may not use http://server:5000: your consent was for the notebook's own code. Run a cell that uses it, and answer the question there.\n",
  );
  expect(server.calls).toHaveLength(before);
  // The notebook's own code asks the person anew.
  expect(printedIn((await run('print(mlflow.get_run("r1").info.run_id)')).outputs)).toBe("r1\n");
  expect(asked.map(({ beside }) => beside)).toEqual([[], ["theirs.py"]]);
});

const LOG = `import mlflow
mlflow.set_tracking_uri("http://server:5000")
with open("own.py", "w") as file:
    file.write("import mlflow\\nclass Own(mlflow.pyfunc.PythonModel):\\n    def predict(self, context, model_input, params=None):\\n        return ['own']\\nmlflow.models.set_model(Own())\\n")
info = mlflow.pyfunc.log_model(name="own", python_model="own.py", input_example=["x"])
print(info.model_id, mlflow.pyfunc.load_model(info.model_uri).predict(["x"]))`;

test("log_model sends the files that the cell then shows, with the server's ids, and load_model takes the session's own", async () => {
  const { server, run, asked, progress } = start();
  const { outputs, models } = await run(LOG);
  expect(printedIn(outputs)).toBe("m-1 ['own']\n");
  expect(progress.at(-1)).toBe("Uploading MLmodel");
  const made = models?.at(-1)?.made;
  const mlmodel = made && "artifact" in made && made.artifact.files.find(({ path }) => path === "MLmodel");
  const text = server.files.get("0/models/m-1/artifacts/MLmodel");
  expect(text).toMatch(/artifact_path: mlflow-artifacts:\/0\/models\/m-1\/artifacts\n/);
  expect(mlmodel && mlmodel.content).toEqual({ kind: "text", text });
  expect(server.bodyOf("logged-models/m-1")).toEqual({ model_id: "m-1", status: "LOGGED_MODEL_READY" });
  expect(asked).toHaveLength(1);
});

test("Stop ends the upload: the model is not READY, no MLmodel is there, and the session goes on", async () => {
  const { server, run } = start();
  server.files.clear();
  const stop = new AbortController();
  server.upload = ({ signal }) => {
    stop.abort();
    return new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason as Error));
    });
  };
  const { outputs } = await run(LOG, stop.signal);
  expect(printedIn(outputs)).toMatch(/^KeyboardInterrupt/);
  expect(JSON.stringify(outputs)).toContain(
    "The upload of theirs was stopped: m-1 is FAILED, and will not be continued.",
  );
  expect([...server.files.keys()].some((path) => path.endsWith("MLmodel"))).toBe(false);
  // Python does not wait for this answer.
  await vi.waitFor(() =>
    expect(server.bodyOf("logged-models/m-1")).toEqual({
      model_id: "m-1",
      status: "LOGGED_MODEL_UPLOAD_FAILED",
    }),
  );
  expect(printedIn((await run("print(1 + 1)")).outputs)).toBe("2\n");
});

test("a model without files is not sent, and says why", async () => {
  const { server, run } = start();
  const { outputs } = await run(LOG.replace('input_example=["x"]', "conda_env={}"));
  expect(printedIn(outputs)).toBe(
    "MlflowException: The page has no files of this model to send: It was logged with a conda_env. Give pip_requirements instead.\n",
  );
  expect(server.bodyOf("logged-models/m-1")).toEqual({
    model_id: "m-1",
    status: "LOGGED_MODEL_UPLOAD_FAILED",
  });
});
