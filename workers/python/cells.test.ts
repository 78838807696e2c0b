/** Cells in the page's Python print what they print with the real libraries (tools/peers/record_python_cells.mjs). */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import type { VersionProfile } from "#wrapper/version-profile.ts";
import { type ModuleSession, moduleSession, type ShownOutput } from "./testing/module-session.ts";

interface CellsJson {
  readonly script: string;
  /** What it printed. */
  readonly lines: readonly string[];
}

interface NotebookJson {
  readonly cells: readonly { readonly source: string; readonly outputs: readonly string[] }[];
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const DEMO = `${root}public/models/phi3-demo`;
/** The one that onnxruntime-genai of mid-2024 runs too: it has not read the demo model's graph. */
const OLD = `${root}tools/peers/fixtures/int4/builder-0.3`;
const sessions = new Map<string, Promise<ModuleSession>>();

afterAll(async () => {
  for (const session of sessions.values()) (await session).end();
});

/** One for all scripts of a profile and model. */
function sessionOf(profile: VersionProfile, folder = DEMO): Promise<ModuleSession> {
  const session = sessions.get(`${profile} ${folder}`) ?? moduleSession(folder, profile);
  sessions.set(`${profile} ${folder}`, session);
  return session;
}

async function fixture<Json>(name: string): Promise<Json> {
  return JSON.parse(await readFile(`${root}tools/peers/fixtures/python/${name}.json`, "utf8")) as Json;
}

async function printed(name: string, profile: VersionProfile): Promise<readonly string[]> {
  const { script } = await fixture<CellsJson>(`${name}-${profile}`);
  const isOldWrapper = name === "wrappers-by-version" && profile === "mid-2024";
  const session = await sessionOf(profile, isOldWrapper ? OLD : DEMO);
  const { stdout, error } = await session.run(`MODEL = "/models/phi3-demo"\n${script}`);
  expect(error).toBeNull();
  return stdout.trimEnd().split("\n");
}

describe("cells print what they print with the real libraries", () => {
  test.each([
    ["wrappers", "current"],
    ["tables", "current"],
    ["table-operations", "current"],
    ["edge-values", "current"],
    ["tensor-calls", "current"],
    ["genai-calls", "current"],
    ["chat-models", "current"],
    ["transformers-calls", "current"],
    ["tables", "mid-2024"],
    ["table-operations", "mid-2024"],
    ["edge-values", "mid-2024"],
    ["genai-calls", "mid-2025"],
    ["chat-models", "mid-2025"],
    ["wrappers-by-version", "mid-2025"],
    ["wrappers-by-version", "mid-2024"],
    ["older-type-hints", "mid-2024"],
  ] as const)("%s (%s)", async (name, profile) => {
    const lines = await printed(name, profile);
    expect(lines).toEqual((await fixture<CellsJson>(`${name}-${profile}`)).lines);
  });
});

/** Ids and times are new each time. */
function withoutIds(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<uuid>")
    .replaceAll(/'created': \d+/g, "'created': <time>");
}

async function outputsOfNotebook(name: string): Promise<[readonly string[], readonly string[]]> {
  const { cells } = await fixture<NotebookJson>(name);
  const session = await sessionOf("mid-2024");
  const found: string[] = [];
  for (const { source } of cells) {
    const { stdout, result, error } = await session.run(source);
    expect(error).toBeNull();
    found.push(...[stdout, result ?? ""].filter((text) => text !== "").map(withoutIds));
  }
  return [found, cells.flatMap(({ outputs }) => outputs).map(withoutIds)];
}

describe("the write-up's notebooks run as they are", () => {
  test("option 1 prints what Jupyter prints", async () => {
    const [found, recorded] = await outputsOfNotebook("seed-option1");
    expect(found).toEqual(recorded);
  });

  test("option 2 shows Jupyter's signature, and the answer that native gives on the page's model", async () => {
    const [found, recorded] = await outputsOfNotebook("seed-option2");
    const { lines } = await fixture<CellsJson>("seed-option2-answer-current");
    // No onnxruntime-genai of mid-2024 reads the demo model: Jupyter's own answer is of weights that mean nothing.
    expect(found).toEqual([...recorded.slice(0, -1), `${lines.join("\n")}\n`]);
  });
});

interface CodeNotebooksJson {
  readonly notebooks: Readonly<
    Record<string, readonly { readonly source: string; readonly outputs: readonly ShownOutput[] }[]>
  >;
}

const { notebooks } = await fixture<CodeNotebooksJson>("code-notebooks");

describe("a notebook of code cells gives what Jupyter gives with the real libraries", () => {
  test.each(Object.entries(notebooks))("%s", async (_name, cells) => {
    const session = await sessionOf("current");
    await session.forget();
    const found: unknown[] = [];
    for (const { source } of cells) found.push(comparable((await session.run(source)).outputs));
    expect(found).toEqual(cells.map(({ outputs }) => comparable(outputs)));
  });
});

/** Places, times and ends of lines are each machine's own. */
function comparable(outputs: readonly ShownOutput[]): unknown {
  return JSON.parse(
    JSON.stringify(outputs)
      .replaceAll("/home/pyodide", "FOLDER")
      // A terminal's ends of lines, which Jupyter gives a shell command.
      .replaceAll(String.raw`\r\n`, String.raw`\n`)
      .replaceAll(/timestamp=\d+/g, "timestamp=<time>")
      .replaceAll(/\((?:<cell \d+>|\d+\.py), line/g, "(<cell>, line"),
  );
}

describe("a model that the page has is a folder in Python", () => {
  test("with its texts, its weights by name, and what loads it", async () => {
    const session = await sessionOf("current");
    const { stdout, error } = await session.run(`
import json, os
import onnxruntime_genai as og
from huggingface_hub import snapshot_download
from transformers import AutoTokenizer
folder = snapshot_download("someone/model", ignore_patterns=["*.safetensors", "*.md", "bundle.json"])
print(folder)
for at, folders, files in os.walk(folder):
    print(os.path.relpath(at, folder), sorted(files))
print(json.load(open(os.path.join(folder, "genai_config.json")))["model"]["type"])
for path in (folder, os.path.join(folder, "cpu_and_mobile")):
    print(og.Tokenizer(og.Model(path)).encode("Hi").tolist() == AutoTokenizer.from_pretrained(path)("Hi")["input_ids"])
for name in ("onnx/model_q4.onnx", "onnx/nothing"):
    try:
        open(os.path.join(folder, name), "rb")
    except OSError as error:
        print(type(error).__name__, error)
print(sorted(os.listdir(snapshot_download("someone/model", local_dir="copied", allow_patterns="onnx/*"))))
`);
    expect(error).toBeNull();
    expect(stdout.trimEnd().split("\n")).toEqual([
      "/page/models/someone/model",
      ". ['config.json', 'genai_config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json']",
      "onnx ['model_q4.onnx']",
      "phi3",
      "True",
      "True",
      "PermissionError [Errno 13] The page's engine holds this file. Weights never pass through Python: give the folder to the library: '/page/models/someone/model/onnx/model_q4.onnx'",
      "FileNotFoundError [Errno 2] No such file or directory: '/page/models/someone/model/onnx/nothing'",
      "['onnx']",
    ]);
  });

  test("and an artifact of a logged model is one", async () => {
    const session = await sessionOf("current");
    const { stdout, error } = await session.run(`
import json, os
import mlflow
class Reader(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        with open(os.path.join(context.artifacts["model"], "genai_config.json")) as file:
            return [json.load(file)["model"]["type"], "model.safetensors" in os.listdir(context.artifacts["model"])]
info = mlflow.pyfunc.log_model(name="reader", python_model=Reader(), artifacts={"model": snapshot_download("someone/model")}, pip_requirements=[])
print(mlflow.pyfunc.load_model(info.model_uri).predict("x"))
`);
    expect(error).toBeNull();
    expect(stdout.trimEnd()).toBe("['phi3', True]");
  });

  test("of another model it says where to download it", async () => {
    const session = await sessionOf("current");
    const { error } = await session.run(`
from huggingface_hub import snapshot_download
snapshot_download("another/model")
`);
    expect(error).toBe(
      "LocalEntryNotFoundError: another/model is not in this page, and Python downloads nothing here. Download another/model in the Model cell, then run this cell again.",
    );
  });
});

test("jinja2 and yaml are the real ones, without their parts in C", async () => {
  const session = await sessionOf("current");
  const { result, error } = await session.run(`import jinja2, markupsafe, yaml
page = jinja2.Environment(autoescape=True).from_string("{% for each in all %}{{ each }};{% endfor %}")
page.render(all=["<b>", markupsafe.Markup("<i>"), yaml.safe_load("a: [1, x]"), yaml.__with_libyaml__])`);
  expect([result, error]).toEqual(["'&lt;b&gt;;<i>;{&#39;a&#39;: [1, &#39;x&#39;]};False;'", null]);
});

const GENERATOR = `import onnxruntime_genai as og
model = og.Model("/models/phi3-demo")
params = og.GeneratorParams(model)
params.set_search_options(max_length=20)
generator = og.Generator(model, params)
generator.append_tokens([1, 2, 3])
`;

/** What IPython 9 shows of each, in nbclient. */
describe("a magic or a command that is called wrongly says what IPython says, and the cell ends", () => {
  const shownBy = async (source: string): Promise<object> => {
    const { stdout, stderr, error } = await (await sessionOf("current")).run(source);
    return { stdout, stderr, error };
  };

  test.each([
    ["%%writefile\nx", "the following arguments are required: filename"],
    ["%%writefile -a\nx", "the following arguments are required: filename"],
    ["%%writefile a b\nx", "unrecognized arguments: b"],
    ["%%capture -x\n1", "unrecognized arguments: -x"],
    ["%run -x a.py", 'option -x not recognized (allowed: "nidtN:b:pD:l:rs:T:em:G")'],
    ["%timeit -x 1", 'option -x not recognized (allowed: "n:r:tcp:qov:")'],
    ["%reset -x", 'option -x not recognized (allowed: "sf" aggressive)'],
    ["%set_env A", "usage is 'set_env var=val'"],
    ["%env NOTHING", "Environment does not have key: NOTHING"],
    ["%load_ext", "Missing module name."],
    ["%nothing_such\nprint(1)", "Line magic function `%nothing_such` not found."],
    ["%%nothing_such\nx", "Cell magic `%%nothing_such` not found."],
    ["%%bash", "%%bash is a cell magic, but the cell body is empty."],
  ])("usage: %s", async (source, words) => {
    expect(await shownBy(source)).toEqual({ stdout: "", stderr: `UsageError: ${words}\n`, error: null });
  });

  test.each([
    ["%run", "you must provide at least a filename."],
    ["%run nothing.py", "File `'nothing.py'` not found."],
  ])("exception: %s", async (source, words) => {
    expect(await shownBy(source)).toEqual({ stdout: "", stderr: "", error: `Exception: ${words}` });
  });

  test.each([
    ["!cp a", "cp", "missing destination file operand after 'a'\nTry 'cp --help' for more information."],
    ["!mv", "mv", "missing file operand\nTry 'mv --help' for more information."],
    ["%mkdir", "mkdir", "missing operand\nTry 'mkdir --help' for more information."],
    ["!touch", "touch", "missing file operand\nTry 'touch --help' for more information."],
    ["!rm -rf ..", "rm", "refusing to remove '.' or '..' directory: skipping '..'"],
    [
      "!rm -rf /",
      "rm",
      "it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe",
    ],
    ["!rm nothing", "rm", "cannot remove 'nothing': No such file or directory"],
    ["!cat nothing", "cat", "nothing: No such file or directory"],
    ["!ls nothing", "ls", "cannot access 'nothing': No such file or directory"],
  ])("command: %s", async (source, command, words) => {
    expect(await shownBy(source)).toEqual({ stdout: `${command}: ${words}\n`, stderr: "", error: null });
  });
});

describe("what the page lacks says so by its real name", () => {
  test.each([
    ["import mlflow\nmlflow.evaluate()", /^AttributeError: mlflow\.evaluate is part of MLflow 3\.17\.2, but/],
    ["import mlflow\nmlflow.genai", /^AttributeError: mlflow\.genai is part of MLflow 3\.17\.2, but/],
    ["import mlflow\nmlflow.genai.evaluate()", /^AttributeError: mlflow\.genai is part of MLflow/],
    ["import mlflow.genai", /^ImportError: mlflow\.genai is part of MLflow/],
    [
      "import mlflow\nmlflow.register_prompt('a', 'b')",
      /^AttributeError: mlflow\.register_prompt is part of/,
    ],
    ["import mlflow\nmlflow.load_prompt('a')", /^AttributeError: mlflow\.load_prompt is part of/],
    [
      "import mlflow\nmlflow.MlflowClient().search_traces",
      /^AttributeError: mlflow\.MlflowClient\.search_traces is/,
    ],
    ["import mlflow\nmlflow.data.load_delta()", /^AttributeError: mlflow\.data\.load_delta is part of/],
    ["import mlflow.sklearn", /^ImportError: mlflow\.sklearn is part of MLflow/],
    ["from mlflow import sklearn", /^ImportError: mlflow\.sklearn is part of MLflow/],
    ["import mlflow\nmlflow.nothing", /^AttributeError: module 'mlflow' has no attribute 'nothing'/],
    ["import numpy\nnumpy.fft", /^AttributeError: numpy\.fft is part of numpy 2\.4\.6, but/],
    ["import onnxruntime_genai as og\nog.Engine", /^AttributeError: onnxruntime_genai\.Engine is part of/],
    [
      "import mlflow\nmlflow.start_run(foo=1)",
      /^TypeError: start_run\(\) got an unexpected keyword argument 'foo'/,
    ],
    [
      "import mlflow\nmlflow.pyfunc.log_model(name='a', loader_module='b')",
      /^NotImplementedError: loader_module: mlflow\.pyfunc\.log_model\(loader_module=…\) is part of/,
    ],
    [
      `${GENERATOR}generator.get_output("logits")`,
      /^NotImplementedError: Generator\.get_output\("logits"\): onnxruntime-genai gives the logits of all 3 tokens/,
    ],
    [
      `${GENERATOR}generator.get_output("present.0.key")`,
      /^NotImplementedError: Generator\.get_output\('present\.0\.key'\)/,
    ],
  ])("%s", async (source, words) => {
    const session = await sessionOf("current");
    expect((await session.run(source)).error).toMatch(words);
  });
});

test("functions have the signatures that were recorded of the real ones", async () => {
  const session = await sessionOf("current");
  const { stdout, error } = await session.run(`
import importlib, inspect, json
import huggingface_hub, mlflow, transformers
from phi3_page import api, recorded
missing, different = [], []
for name, table in api["signatures"].items():
    text = recorded(table)
    owner, _, simple = name.rpartition(".")
    try:
        function = getattr(importlib.import_module(owner), simple)
    except (ImportError, AttributeError):
        continue
    if text is not None and inspect.isfunction(function) and function.__module__.startswith(("mlflow", "transformers", "huggingface_hub")):
        found = str(inspect.signature(function)).replace(" ", "")
        if found != text.replace(" ", "").replace("'<", "<").replace(">'", ">"):
            different.append(name)
print(json.dumps(different))
`);
  expect(error).toBeNull();
  expect(JSON.parse(stdout)).toEqual([]);
});
