import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { english } from "#base/message.ts";
import type { Cell } from "#cells/cell.ts";
import type { Notebook } from "#notebook/cell.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { readIpynb } from "../read-ipynb.ts";
import { writeIpynb } from "../write-ipynb.ts";
import { backToCode } from "./back-to-code.ts";
import { formOffer, withAllForms, withForm } from "./form-offer.ts";

const CONTEXT = { demoUrl: "https://example.org/", folderOf: () => null };

function newIds() {
  let count = 0;
  return () => `new-${++count}`;
}

/** A notebook of these code cells. */
function notebookOf(...sources: string[]): Notebook {
  const cells = sources.map((source, at): Cell => ({
    id: `c${at + 1}`,
    type: "code",
    kind: "python",
    source,
  }));
  return { id: "n", title: "N", cells };
}

function seed(name: string): { readonly text: string; readonly notebook: Notebook } {
  const text = readFileSync(new URL(`../testing/seed/${name}.ipynb`, import.meta.url), "utf8");
  return { text, notebook: readIpynb(text, { fallbackTitle: "", newId: newIds() }).notebook };
}

/** What each code cell that logs a model becomes: the types of its cells, or the reason it stays code. */
function offered(...sources: string[]): unknown[] {
  const { cells } = notebookOf(...sources);
  return cells.flatMap((cell): unknown[] => {
    const offer = cell.type === "code" ? formOffer(cells, cell) : null;
    if (offer === null) return [];
    if (offer.type === "code") return [english(offer.why)];
    return [
      [...offer.plan.replaced].map(([{ id }, typed]) => `${id}: ${typed.map(({ type }) => type).join(" ")}`),
    ];
  });
}

/** Code cells as their first line, typed cells in full. */
function plain(cells: readonly Cell[]) {
  return cells.map(({ id: _id, jupyter: _jupyter, ...cell }) =>
    cell.type === "markdown" || cell.type === "code" ? `${cell.type}: ${cell.source.split("\n")[0]}` : cell,
  );
}

const IMPORTS = "import mlflow, transformers";
const PIPELINE =
  'p = transformers.pipeline(task="text-generation", model="microsoft/Phi-3-mini-4k-instruct")';
const LOG = `with mlflow.start_run():
    info = mlflow.transformers.log_model(transformers_model=p, name="m", task="llm/v1/chat")`;

function logging(rest: string): string {
  return LOG.replace('task="llm/v1/chat"', rest);
}

describe("the write-up's notebook of option 1", () => {
  it("opens as the code that it is, and its forms give the typed view", () => {
    const { text, notebook } = seed("Option1_TransformerPipeline");
    expect(writeIpynb(notebook, new Map(), CONTEXT)).toBe(text);
    const { notebook: typed, notes } = withAllForms(notebook, newIds());
    expect(plain(typed.cells)).toEqual([
      "markdown: # Running Phi-3 model in MLFlow",
      "markdown: ---------",
      "code: # Importing required packages",
      "markdown: ### Selecting Phi-3 Mini 4K from HuggingFace",
      { type: "model", bundleId: "phi3-demo", named: "microsoft/Phi-3-mini-4k-instruct" },
      "markdown: ### Generating MLFlow artifact",
      { type: "wrapper", wrapper: { form: defaultWrapper("transformers", "mid-2024"), editedCode: null } },
      { type: "artifact" },
      "markdown: ### Running Phi-3 as MLFlow model",
      "code: # Loading Phi-3 MLFlow model",
      { type: "signature" },
      {
        type: "inference",
        input: JSON.stringify(
          { messages: [{ role: "user", content: "What is the capital of Spain?" }] },
          null,
          2,
        ),
      },
      'code: # "Beautified" output',
    ]);
    expect(notes.map(english)).toEqual([
      "The notebook names the model microsoft/Phi-3-mini-4k-instruct. The model cell takes the embedded demo until you open that model there.",
    ]);
  });
});

describe("the write-up's notebook of option 2", () => {
  it("opens as the code that it is, and keeps its class to the letter in the typed view", () => {
    const { text, notebook } = seed("Option2_CustomPythonWrapper");
    expect(writeIpynb(notebook, new Map(), CONTEXT)).toBe(text);
    const { cells } = withAllForms(notebook, newIds()).notebook;
    const code = (at: number) => {
      const cell = notebook.cells[at];
      return cell?.type === "code" ? `${cell.source.trimEnd()}\n` : "";
    };
    expect(plain(cells)).toEqual([
      "markdown: # Running Phi-3 model in MLFlow",
      "markdown: ---------",
      "code: # Importing required packages",
      "markdown: ### Defining custom Python class for Phi-3 Mini 4K model",
      { type: "model", bundleId: "phi3-demo", named: "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4" },
      {
        type: "wrapper",
        wrapper: {
          form: defaultWrapper("pyfunc", "mid-2024"),
          editedCode: [code(2), code(4), code(6)].join("\n"),
        },
      },
      "markdown: ### Generating MLFlow artifact",
      { type: "artifact" },
      "markdown: ### Running Phi-3 as MLFlow model",
      "code: # Loading Phi-3 MLFlow model",
      { type: "signature" },
      {
        type: "inference",
        input: JSON.stringify(
          {
            prompt:
              "<|system|>You are a stand-up comedian.<|end|><|user|>Tell me a joke about atom<|end|><|assistant|>",
          },
          null,
          2,
        ),
      },
    ]);
  });
});

describe("a form's way back", () => {
  it.each(["Option1_TransformerPipeline", "Option2_CustomPythonWrapper"])("is the same file: %s", (name) => {
    const { text, notebook } = seed(name);
    const { notebook: typed } = withAllForms(notebook, newIds());
    const artifact = typed.cells.find(({ type }) => type === "artifact");
    const asking = typed.cells.find(({ type }) => type === "signature");
    expect([artifact?.jupyter?.form, asking?.jupyter?.form]).toEqual(["new-1", "new-1"]);
    expect(writeIpynb(backToCode(typed, artifact?.id ?? ""), new Map(), CONTEXT)).toBe(text);
    // Saved as forms, opened again, and then turned back into code.
    const again = readIpynb(writeIpynb(typed, new Map(), CONTEXT), {
      fallbackTitle: "",
      newId: newIds(),
    }).notebook;
    expect(plain(again.cells)).toEqual(plain(typed.cells));
    const back = backToCode(again, again.cells.find(({ type }) => type === "wrapper")?.id ?? "");
    const sources = (file: string) =>
      JSON.parse(file).cells.map((cell: { source: unknown; outputs: unknown }) => [
        cell.source,
        cell.outputs,
      ]);
    expect(sources(writeIpynb(back, new Map(), CONTEXT))).toEqual(sources(text));
  });
});

describe("a cell that logs a pipeline", () => {
  it("is offered a form, past IPython's lines, and with the task in its place", () => {
    expect(offered(`${IMPORTS}\nif True:\n    !ls`, PIPELINE, LOG)).toEqual([
      ["c2: model", "c3: wrapper artifact"],
    ]);
    expect(offered(IMPORTS, PIPELINE.replace("task=", ""), LOG)).toEqual([
      ["c2: model", "c3: wrapper artifact"],
    ]);
    expect(
      offered(
        `from mlflow.transformers import log_model\nfrom transformers import pipeline\nimport mlflow\nNAME = "m"\n${PIPELINE.replace("transformers.", "")}
with mlflow.start_run():
    log_model(p, NAME, model_config={"max_length": 20, "truncation": True, "include_prompt": False}, task="llm/v1/chat")`,
      ),
    ).toEqual([["c1: model wrapper artifact"]]);
    expect(
      offered(
        IMPORTS,
        'model_config = {"max_length": 7}',
        PIPELINE,
        logging('task="llm/v1/chat", model_config=model_config'),
      ),
    ).toEqual([["c3: model", "c2: wrapper", "c4: artifact"]]);
  });

  it("takes over the numbers, and says what the form adds", () => {
    const notebook = notebookOf(
      IMPORTS,
      PIPELINE,
      logging('task="llm/v1/chat", model_config={"max_length": 77}'),
    );
    const done = withForm(notebook, "c3", newIds());
    const wrapper = done?.notebook.cells.find(({ type }) => type === "wrapper");
    const before = defaultWrapper("transformers");
    expect(wrapper).toMatchObject({
      wrapper: {
        form: {
          ...before,
          name: "m",
          modelConfig: { maxLength: 77, truncation: true, includePrompt: false },
        },
      },
    });
    expect(done?.notes.map(english)[0]).toBe(
      "The code sets only part of model_config; the form adds truncation True, include_prompt False.",
    );
  });

  it.each([
    // What stands beside.
    [
      [IMPORTS, `important = 1\n${PIPELINE}`, LOG],
      "The cell also has “important = 1”, which the form cannot hold.",
    ],
    [
      [IMPORTS, PIPELINE, `${LOG}\n    mlflow.log_param("a", 1)`],
      "The cell also has “with mlflow.start_run(): …”, which the form cannot hold.",
    ],
    [[IMPORTS, `%%time\n${PIPELINE}`, LOG], "The cell also has “%%time”, which the form cannot hold."],
    [[IMPORTS, PIPELINE, `${LOG}\n!ls`], "The cell also has “!ls”, which the form cannot hold."],
    [[IMPORTS, PIPELINE, LOG, "p.tokenizer"], "Another cell uses p, which the form's Python does not set."],
    [
      [IMPORTS, PIPELINE, LOG, "!echo {info.model_uri}"],
      "Another cell uses info, which the form's Python does not set.",
    ],
    [
      [IMPORTS, PIPELINE, LOG.replace("start_run()", 'start_run(run_name="r")')],
      'The cell also has “with mlflow.start_run(run_name="r"): …”, which the form cannot hold.',
    ],
    // What it is given.
    [
      [IMPORTS, PIPELINE, logging('task="llm/v1/chat", prompt_template="Q: {prompt}", signature=s')],
      "The form has no field for prompt_template, signature.",
    ],
    [[IMPORTS, PIPELINE.replace(")", ", device_map=0)"), LOG], "The form has no field for device_map."],
    [
      [IMPORTS, PIPELINE, logging('task="llm/v1/chat", **more')],
      "The arguments of mlflow.transformers.log_model are set elsewhere and unpacked with ** or *.",
    ],
    [
      [IMPORTS, PIPELINE, logging('task="summarization"')],
      "The form supports the tasks llm/v1/chat, llm/v1/completions, text-generation; this cell uses summarization.",
    ],
    [
      [IMPORTS, PIPELINE, logging("input_example=1").replace(", input_example=1", "")],
      "The form supports the tasks llm/v1/chat, llm/v1/completions, text-generation; this cell uses none.",
    ],
    [
      [IMPORTS, PIPELINE, logging('task="llm/v1/chat", model_config={"max_length": 5, "top_k": 1}')],
      "The form has no field for top_k in model_config.",
    ],
    [
      [IMPORTS, PIPELINE, logging('task="llm/v1/chat", model_config=make()')],
      "The page cannot tell what model_config is without running the code.",
    ],
    // Which model it is.
    [
      [
        IMPORTS,
        PIPELINE.replace("text-generation", "automatic-speech-recognition").replace(
          "microsoft/Phi-3-mini-4k-instruct",
          "some/asr",
        ),
        LOG,
      ],
      "The pipeline's task is automatic-speech-recognition; this page runs text-generation.",
    ],
    [
      [IMPORTS, PIPELINE.replace("microsoft/Phi-3-mini-4k-instruct", "gpt2"), LOG],
      "The model gpt2 is not a Phi-3 model that this page can run.",
    ],
    [
      [IMPORTS, PIPELINE.replace("mini-4k-instruct", "vision-128k"), LOG],
      "The model microsoft/Phi-3-vision-128k is not a Phi-3 model that this page can run.",
    ],
    [
      [IMPORTS, 'p = {"model": m, "tokenizer": t}', LOG],
      "The model is passed in parts, such as a model and a tokenizer; the form needs a pipeline.",
    ],
    [[IMPORTS, 'p = "./phi3"', LOG], "The model is passed as a path; the form needs a pipeline."],
    [
      [IMPORTS, "def f():\n    p = 1", LOG],
      "The model does not come from transformers.pipeline(…) at the top level of a cell, as the form needs.",
    ],
    // Other ways to log.
    [
      [IMPORTS, PIPELINE, LOG.replace("log_model", "save_model")],
      "save_model writes a folder; forms are for log_model.",
    ],
    [
      ["import mlflow", 'mlflow.sklearn.log_model(m, "m")'],
      "It logs with mlflow.sklearn; forms are for mlflow.transformers and mlflow.pyfunc.",
    ],
    [
      ["from mlflow.sklearn import log_model", 'log_model(m, "m")'],
      "It logs with mlflow.sklearn; forms are for mlflow.transformers and mlflow.pyfunc.",
    ],
    [[IMPORTS, PIPELINE, `${LOG}\n${LOG}`], "The cell logs several models."],
  ])("stays code, with the reason: %#", (sources, why) => {
    expect(offered(...sources)).toEqual([why]);
  });

  it.each([
    ["%%writefile log.py\nimport mlflow\nmlflow.pyfunc.log_model(name='m')"],
    ["this is no python: log_model("],
    ["registry.log_model(1)"],
    ["# mlflow.pyfunc.log_model()"],
  ])("is none where it logs nothing with MLflow: %j", (source) => {
    expect(offered(source)).toEqual([]);
  });
});

describe("code that is made to be hard to read", () => {
  const deep = "[".repeat(40_000) + "]".repeat(40_000);
  it.each([
    [`x = ${deep}\n${LOG}`],
    [`${PIPELINE}\n${LOG.replace("name=", `model_config=${deep}, name=`)}`],
    [`p = p\n${LOG}`],
    [`a = b\nb = a\n${PIPELINE}\n${LOG.replace('"m"', "a")}`],
    [`${"%".repeat(50_000)}\n${LOG}`],
    [`${"(".repeat(50_000)}\n${LOG}`],
    [`x = """${"a".repeat(90_000)}\n${LOG}`],
    [`${"x?\n".repeat(30_000)}${LOG}`],
  ])("is read, or left: %#", (source) => {
    expect(offered(source).every((each) => typeof each === "string")).toBe(true);
  });
});

it("reads of many models the first, and of much code nothing", () => {
  const many = "There is more code above it than this page reads for a form.";
  expect(
    offered(...Array.from({ length: 30 }, () => "mlflow.sklearn.log_model(m)")).filter(
      (each) => each === many,
    ),
  ).toHaveLength(10);
  expect(offered(...Array.from({ length: 10 }, () => `x = "${"a".repeat(60_000)}"`), LOG)).toEqual([many]);
});

const GENAI = "import mlflow\nfrom mlflow.models import infer_signature\nimport onnxruntime_genai as og";

const CLASS = `class Mine(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        path = context.artifacts["onnx"]
        options = {"max_length": 50}
        self.m = og.Model(path)
        self.p = og.GeneratorParams(self.m)
        self.p.set_search_options(**options)
        self.t = og.Tokenizer(self.m)

    def predict(self, context, model_input, params: dict = None) -> str:
        """Answers one prompt."""
        text = model_input["prompt"][0]
        tokens = self.t.encode(text)
        g = og.Generator(self.m, self.p)
        g.append_tokens(tokens)
        while not g.is_done():  # to the end
            g.generate_next_token()
        return self.t.decode(g.get_sequence(0)[len(tokens):])`;

const LOG_CLASS = `example = {"prompt": "Hi"}
with mlflow.start_run():
    model_info = mlflow.pyfunc.log_model(
        name="mine", python_model=Mine(), artifacts={"onnx": "./phi3"},
        input_example=example, signature=infer_signature(example, ["x"]),
    )`;

describe("a cell that logs a class", () => {
  it("is offered a form where the class does what the page's own does, by whatever names", () => {
    expect(offered(GENAI, CLASS, LOG_CLASS)).toEqual([["c2: model wrapper", "c3: artifact"]]);
    expect(
      offered(
        `${GENAI}\n${CLASS}\n${LOG_CLASS}`,
        "loaded = mlflow.pyfunc.load_model(model_info.model_uri)",
        'print(loaded.predict({"prompt": "Hi"}))',
      ),
    ).toEqual([["c1: model wrapper artifact", "c3: inference"]]);
  });

  it("asks only with what it can read whole", () => {
    const load = "loaded = mlflow.pyfunc.load_model(model_info.model_uri)";
    const asks = (source: string) => offered(GENAI, CLASS, LOG_CLASS, load, source).flat().slice(2);
    expect(asks('loaded.predict("Hi")')).toEqual([]);
    expect(asks('loaded.predict(["Hi"])')).toEqual([]);
    expect(asks('loaded.predict(pd.DataFrame({"prompt": ["Hi"]}))')).toEqual([]);
    expect(asks('loaded.predict({"prompt": input()})')).toEqual([]);
    expect(asks('other.predict({"prompt": "Hi"})')).toEqual([]);
    expect(asks('answer = loaded.predict({"prompt": "Hi"})\nprint(answer.upper())')).toEqual([]);
    expect(asks('q = "Hi"\nanswer = loaded.predict({"prompt": q})\nanswer')).toEqual(["c5: inference"]);
    expect(asks("loaded.metadata.signature")).toEqual(["c5: signature"]);
  });

  it.each([
    [
      [GENAI, CLASS.replace("PythonModel", "ChatModel"), LOG_CLASS],
      "Mine is a ChatModel; the form is for a PythonModel.",
    ],
    [
      [
        `from mlflow.pyfunc import ResponsesAgent\n${GENAI}`,
        CLASS.replace("mlflow.pyfunc.PythonModel", "ResponsesAgent"),
        LOG_CLASS,
      ],
      "Mine is a ResponsesAgent; the form is for a PythonModel.",
    ],
    [
      [
        `from transformers import AutoModelForCausalLM\n${GENAI}`,
        CLASS.replaceAll("og.", "AutoModelForCausalLM."),
        LOG_CLASS,
      ],
      "Mine runs on transformers; the form's class runs on onnxruntime-genai.",
    ],
    [
      [GENAI, CLASS.replace("decode(", "decode('>' + "), LOG_CLASS],
      "The class does other things than the form's class, so the form would not run it as written.",
    ],
    [
      [GENAI, CLASS, LOG_CLASS.replace("Mine()", '"model.py"')],
      "The model is a file of code (models from code); the form is for a class in the notebook.",
    ],
    [
      [GENAI, CLASS, LOG_CLASS.replace("Mine()", "make()")],
      "python_model is not made from a class of this notebook, as in python_model=Phi3Model().",
    ],
    [
      [GENAI, CLASS, LOG_CLASS.replace('{"onnx": "./phi3"}', '{"onnx": "./phi3", "more": "x"}')],
      "The form is for artifacts={…} with one folder, written out in log_model.",
    ],
    [
      [GENAI, CLASS, LOG_CLASS.replace('infer_signature(example, ["x"])', "ModelSignature()")],
      'The form\'s signature is infer_signature(input_example, ["…"]); this one is different.',
    ],
    [
      [GENAI, CLASS, LOG_CLASS.replace("name=", 'registered_model_name="r", metadata={}, name=')],
      "The form has no field for registered_model_name, metadata.",
    ],
    [
      [GENAI, CLASS, LOG_CLASS.replace('"Hi"', '["Hi"]')],
      'The form\'s input example is {"prompt": …} with one text.',
    ],
    [[GENAI, `${CLASS}\nprint(1)`, LOG_CLASS], "The cell also has “print(1)”, which the form cannot hold."],
  ])("stays code, with the reason: %#", (sources, why) => {
    expect(offered(...sources)).toEqual([why]);
  });
});
