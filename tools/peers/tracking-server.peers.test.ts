/** The page's Python on a real tracking server: it prints what real MLflow prints, and the server then holds the same. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEMO } from "../../workers/python/testing/edited-wrappers.ts";
import { notebookSession } from "../../workers/python/testing/module-session.ts";
import {
  nodePlatform,
  printedIn,
  serverCells,
  serversOn,
} from "../../workers/python/testing/server-cells.ts";
import { runPython } from "./python-server.ts";
import { mlflowCommand, type ServedModel, serveModel } from "./served-model.ts";

let server: ServedModel;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "tracking-server-"));
  server = await serveModel({
    ...mlflowCommand((port) => [
      ...`server --host=127.0.0.1 --port=${port} --workers=1`.split(" "),
      `--backend-store-uri=sqlite:///${folder}/mlflow.db`,
      `--artifacts-destination=${folder}/artifacts`,
    ]),
    cwd: folder,
    env: { MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false" },
    readyPath: "/health",
  });
}, 400_000);
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Its standard output. */
async function inThePage(source: string): Promise<string> {
  const session = notebookSession(DEMO, "current", new Map(), serversOn(nodePlatform));
  const { run, asked } = serverCells(session, nodePlatform);
  try {
    const { outputs } = await run(source);
    expect(asked.map((request) => request.server)).toEqual([server.origin]);
    return printedIn(outputs);
  } finally {
    session.end();
  }
}

/** Ids of experiments and runs are the server's own. */
const withoutIds = (printed: string, name: string): readonly string[] =>
  printed
    .trimEnd()
    .replaceAll(name, "NAME")
    .replaceAll(/experiments\/\d+/g, "experiments/ID")
    .replaceAll(/[0-9a-f]{32}/g, "RUN")
    .replaceAll(/\b\d{13}\b/g, "NOW")
    .split("\n");

async function ask(operation: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${server.origin}/api/2.0/${operation}`, {
    ...(body && {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  return (await response.json()) as Record<string, unknown>;
}

interface RunJson {
  readonly info: Record<string, unknown> & { readonly run_id: string; readonly run_name: string };
  readonly data: Record<"params" | "metrics" | "tags", readonly Record<string, unknown>[] | undefined>;
}

/** The experiment's runs with their files, without ids, times and where they came from. */
async function held(name: string): Promise<unknown> {
  const { experiment } = (await ask(`mlflow/experiments/get-by-name?experiment_name=${name}`)) as {
    experiment: { experiment_id: string };
  };
  const { runs } = (await ask("mlflow/runs/search", {
    experiment_ids: [experiment.experiment_id],
    run_view_type: "ALL",
    order_by: ["attributes.start_time ASC"],
  })) as unknown as { runs: readonly RunJson[] };
  return Promise.all(
    runs.map(async ({ info, data }) => ({
      name: info.run_name,
      status: info["status"],
      stage: info["lifecycle_stage"],
      ended: typeof info["end_time"],
      params: data.params,
      metrics: data.metrics?.map(({ key, value, step }) => ({ key, value, step })),
      tags: data.tags
        ?.filter(({ key }) => !/^mlflow\.(source\.|user$|parentRunId$)/.test(String(key)))
        .toSorted((a, b) => String(a["key"]).localeCompare(String(b["key"]))),
      files: await filesOf(`${experiment.experiment_id}/${info.run_id}/artifacts`),
    })),
  );
}

async function filesOf(folderPath: string): Promise<Record<string, string>> {
  const { files } = (await ask(`mlflow-artifacts/artifacts?path=${encodeURIComponent(folderPath)}`)) as {
    files?: readonly { path: string; is_dir: boolean }[];
  };
  const found: Record<string, string> = {};
  for (const { path: name, is_dir: isFolder } of files ?? []) {
    const at = `${folderPath}/${name}`;
    if (isFolder) {
      for (const [below, text] of Object.entries(await filesOf(at))) found[`${name}/${below}`] = text;
    } else {
      const content = await fetch(
        `${server.origin}/api/2.0/mlflow-artifacts/artifacts/${at.split("/").map(encodeURIComponent).join("/")}`,
      );
      found[name] = Buffer.from(await content.arrayBuffer()).toString("base64");
    }
  }
  return found;
}

/** Of a line of MLmodel: times, the Python that runs it, and where its files were before they were logged. */
const withoutPlaces = (line: string): string =>
  line
    .replace(/^( *)(utc_time_created|model_size_bytes|python_version|uri): .*/, "$1$2")
    .replace(/(model_code_path: ).*\//, "$1")
    .replace(/mlflow-artifacts:\/\d+/, "mlflow-artifacts:/ID");

/** The registered model's versions, and the files and the MLmodel of each logged model, without ids and times. */
async function heldModels(name: string): Promise<unknown> {
  const { experiment } = (await ask(`mlflow/experiments/get-by-name?experiment_name=${name}`)) as {
    experiment: { experiment_id: string };
  };
  const { models = [] } = (await ask("mlflow/logged-models/search", {
    experiment_ids: [experiment.experiment_id],
    order_by: [{ field_name: "creation_time", ascending: true }],
  })) as unknown as { models?: readonly { info: Record<string, string> }[] };
  const { model_versions: versions = [] } = (await ask(
    `mlflow/model-versions/search?filter=${encodeURIComponent(`name='${name}'`)}`,
  )) as { model_versions?: readonly Record<string, unknown>[] };
  return {
    versions: versions.map(({ version, tags, status, description }) => ({
      version,
      tags,
      status,
      description,
    })),
    models: await Promise.all(
      models.map(async ({ info }) => {
        const all = await filesOf(`${experiment.experiment_id}/models/${info["model_id"]}/artifacts`);
        const files = Object.fromEntries(
          Object.entries(all).filter(([path]) => !path.startsWith("__pycache__/")),
        );
        const mlmodel = Buffer.from(files["MLmodel"] ?? "", "base64").toString();
        return {
          name: info["name"],
          status: info["status"],
          mlmodel: withoutIds(mlmodel.replaceAll(/\bm-[0-9a-f]{32}\b/g, "MODEL"), name).map(withoutPlaces),
          // Environments name what is installed here; the page writes them with its profile's pins.
          files: Object.fromEntries(
            Object.entries(files).filter(([path]) => !/^(MLmodel|conda|python_env|requirements)/.test(path)),
          ),
          paths: Object.keys(files).toSorted(),
        };
      }),
    ),
  };
}

test.each(["tracking_server.py", "logging_to_server.py"])(
  "%s prints the same in real MLflow and in the page, and the server then holds the same",
  async (file) => {
    const script = await readFile(new URL(file, import.meta.url), "utf8");
    const [name] = file.split(".");
    const source = (by: string): string =>
      `SERVER = ${JSON.stringify(server.origin)}\nNAME = ${JSON.stringify(`${name}-${by}`)}\n${script}`;
    const native = await runPython(["-c", source("by-native")], { cwd: folder });
    const page = await inThePage(source("by-page"));
    expect(withoutIds(page, `${name}-by-page`)).toEqual(withoutIds(native, `${name}-by-native`));
    expect(await held(`${name}-by-page`)).toEqual(await held(`${name}-by-native`));
    expect(await heldModels(`${name}-by-page`)).toEqual(await heldModels(`${name}-by-native`));
  },
  300_000,
);

test("a version that the page registered loads with real mlflow.pyfunc.load_model, and answers", async () => {
  const name = "own-version";
  await inThePage(`import mlflow
mlflow.set_tracking_uri(${JSON.stringify(server.origin)})
class Counts(mlflow.pyfunc.PythonModel):
    def __init__(self, unit):
        self.unit = unit
    def predict(self, context, model_input, params=None):
        return [f"{len(text.split())} {self.unit}" for text in model_input["text"]]
with mlflow.start_run():
    mlflow.pyfunc.log_model(
        name="counts", python_model=Counts("words"), registered_model_name="${name}", pip_requirements=["numpy"], input_example={"text": "a b"}
    )
mlflow.MlflowClient().set_registered_model_alias("${name}", "champion", 1)`);
  const asked = await runPython(
    [
      "-c",
      `import mlflow
mlflow.set_tracking_uri(${JSON.stringify(server.origin)})
for uri in ("models:/${name}/1", "models:/${name}@champion"):
    print(mlflow.pyfunc.load_model(uri).predict({"text": "one two three"}))
print(mlflow.models.get_model_info("models:/${name}/1").signature)`,
    ],
    { cwd: folder },
  );
  expect(asked.trim().split("\n")).toEqual([
    "['3 words']",
    "['3 words']",
    "inputs: ",
    "  ['text': string (required)]",
    "outputs: ",
    "  [string (required)]",
    "params: ",
    "  None",
  ]);
}, 300_000);

test("real MLflow's model loads in the page, and answers", async () => {
  const name = "their-version";
  await runPython(
    [
      "-c",
      `import mlflow
mlflow.set_tracking_uri(${JSON.stringify(server.origin)})
with open("theirs.py", "w", encoding="utf-8") as file:
    file.write("""import mlflow
class Theirs(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        with open(context.artifacts["words"], encoding="utf-8") as file:
            self.words = file.read().split()
    def predict(self, context, model_input, params=None):
        return [self.words[at] + context.model_config["end"] for at in model_input["at"]]
mlflow.models.set_model(Theirs())
""")
with open("their words.txt", "w", encoding="utf-8") as file:
    file.write("zero eins")
class Pickled(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return model_input
with mlflow.start_run():
    mlflow.pyfunc.log_model(name="theirs", python_model="theirs.py", artifacts={"words": "their words.txt"}, registered_model_name="${name}",
        pip_requirements=["numpy"], model_config={"end": "!"}, signature=mlflow.models.infer_signature({"at": 1}, ["a"]))
    mlflow.pyfunc.log_model(name="pickled", python_model=Pickled(), registered_model_name="${name}", pip_requirements=["numpy"])`,
    ],
    { cwd: folder },
  );
  const session = notebookSession(DEMO, "current", new Map(), serversOn(nodePlatform));
  const { run, asked } = serverCells(session, nodePlatform);
  try {
    const { outputs } = await run(`import mlflow
mlflow.set_tracking_uri(${JSON.stringify(server.origin)})
loaded = mlflow.pyfunc.load_model("models:/${name}/1")
print(loaded.predict({"at": [1, 0]}), loaded.metadata.signature.inputs)
mlflow.pyfunc.load_model("models:/${name}/2")`);
    expect(printedIn(outputs).split("\n")).toEqual([
      "['eins!', 'zero!'] ['at': long (required)]",
      "MlflowException: Python in this page cannot load this model: its class is not in a Python file, and this page never runs bytecode from a pickle. Log it as models from code.",
      "",
    ]);
    expect(asked.map(({ model }) => model?.texts.map(({ path: each }) => each))).toEqual([
      undefined,
      ["theirs.py"],
    ]);
  } finally {
    session.end();
  }
}, 300_000);
