/**
 * A hundred notebooks with the structures of public ones about MLflow and language models: what they log and how, how they ask it, where
 * they come from (Jupyter, Colab, VS Code, Databricks, Kaggle), and their outputs and metadata. Written for this test.
 */

interface Origin {
  readonly name: string;
  readonly minor: number;
  readonly indent: number | undefined;
  readonly end: string;
  readonly metadata: object;
  readonly cell: (at: number) => object;
  readonly asOneString?: boolean;
}

const KERNEL = { kernelspec: { display_name: "Python 3 (ipykernel)", language: "python", name: "python3" } };
const LANGUAGE = {
  language_info: {
    codemirror_mode: { name: "ipython", version: 3 },
    file_extension: ".py",
    mimetype: "text/x-python",
    name: "python",
    nbconvert_exporter: "python",
    pygments_lexer: "ipython3",
    version: "3.11.9",
  },
};

const ORIGINS: readonly Origin[] = [
  {
    name: "JupyterLab",
    minor: 5,
    indent: 1,
    end: "\n",
    metadata: { ...KERNEL, ...LANGUAGE },
    cell: () => ({}),
  },
  {
    name: "Colab",
    minor: 0,
    indent: 2,
    end: "",
    metadata: { accelerator: "GPU", colab: { gpuType: "T4", provenance: [], toc_visible: true }, ...KERNEL },
    cell: (at) => ({
      id: `aB${at}-x_`,
      colab: { base_uri: "https://localhost:8080/", height: 35 },
      outputId: `o${at}`,
    }),
  },
  {
    name: "VS Code",
    minor: 2,
    indent: 4,
    end: "\n",
    metadata: {
      ...LANGUAGE,
      kernelspec: { display_name: "venv", language: "python", name: "python3" },
      orig_nbformat: 4,
    },
    cell: () => ({ vscode: { languageId: "python" } }),
  },
  {
    name: "Databricks",
    minor: 0,
    indent: undefined,
    end: "",
    metadata: {
      "application/vnd.databricks.v1+notebook": {
        dashboards: [],
        language: "python",
        notebookName: "log",
        widgets: {},
      },
    },
    cell: (at) => ({
      "application/vnd.databricks.v1+cell": {
        cellMetadata: { byteLimit: 2048000, rowLimit: 10000 },
        inputWidgets: {},
        nuid: `n-${at}`,
        showTitle: false,
      },
    }),
  },
  {
    name: "Kaggle",
    minor: 4,
    indent: undefined,
    end: "\n",
    metadata: { ...KERNEL, kaggle: { accelerator: "nvidiaTeslaT4", isInternetEnabled: true } },
    cell: () => ({ execution: { "iopub.status.busy": "2026-01-01T00:00:00.0Z" }, trusted: true, _uuid: "u" }),
    asOneString: true,
  },
];

type Step = readonly ["markdown" | "code" | "raw", string, (readonly object[])?];

const stream = (name: string, text: string) => ({ name, output_type: "stream", text });
const result = (data: object) => ({ data, execution_count: 3, metadata: {}, output_type: "execute_result" });
const display = (data: object, metadata = {}) => ({ data, metadata, output_type: "display_data" });
const failure = {
  ename: "NameError",
  evalue: "name 'p' is not defined",
  output_type: "error",
  traceback: ["\u001b[0;31m-----\u001b[0m", "\u001b[0;31mNameError\u001b[0m: name 'p' is not defined"],
};
const bar = display({
  "application/vnd.jupyter.widget-view+json": { model_id: "0f", version_major: 2, version_minor: 0 },
  "text/plain": ["Downloading:   0%|          | 0/10 [00:00<?, ?it/s]"],
});
const table = result({
  "text/html": ["<div>\n", '<table border="1" class="dataframe">\n', "<tr><td>é</td></tr></table></div>"],
  "text/plain": ["   a\n", "0  é"],
});
const figure = display(
  { "image/png": "iVBORw0KGgo=\n", "text/plain": ["<Figure size 640x480 with 1 Axes>"] },
  { "image/png": { width: 400 } },
);

const PIPELINE: Step = [
  "code",
  'p = transformers.pipeline("text-generation", model="microsoft/Phi-3-mini-4k-instruct", device_map="auto")',
  [bar, stream("stderr", "Special tokens…\n")],
];

/** What a notebook does, step by step. */
const STORIES: Readonly<Record<string, readonly Step[]>> = {
  "a pipeline for chat": [
    ["markdown", "# A chat model\n\n| a | b |\n|---|---|\n| 1 | 2 |"],
    [
      "code",
      "%pip install -U mlflow transformers\n%restart_python",
      [stream("stdout", "Collecting mlflow\r\n")],
    ],
    ["code", "import mlflow, transformers"],
    PIPELINE,
    [
      "code",
      'with mlflow.start_run() as run:\n    model_info = mlflow.transformers.log_model(transformers_model=p, name="m", task="llm/v1/chat")',
    ],
    [
      "code",
      'mlflow.pyfunc.load_model(model_info.model_uri).predict({"messages": [{"role": "user", "content": "Hi"}]})',
      [result({ "text/plain": ["[{'id': 'x'}]"] })],
    ],
  ],
  "parts, a template and a signature": [
    [
      "code",
      'model = AutoModelForCausalLM.from_pretrained(NAME, torch_dtype="auto")\ntokenizer = AutoTokenizer.from_pretrained(NAME)',
    ],
    ["code", 'sig = infer_signature("Hi", generate_signature_output(p, "Hi"), {"max_new_tokens": 10})'],
    [
      "code",
      'mlflow.transformers.log_model({"model": model, "tokenizer": tokenizer}, "m", prompt_template="Q: {prompt}\\nA:", signature=sig, metadata={"k": [1, 2.0]})',
      [failure],
    ],
  ],
  "a class around native": [
    [
      "code",
      "import onnxruntime_genai as og\nclass Mine(mlflow.pyfunc.PythonModel):\n    def predict(self, context, model_input, params=None):\n        return [str(x) for x in model_input]",
    ],
    [
      "code",
      'mlflow.pyfunc.log_model("m", python_model=Mine(), artifacts={"a": "./a"}, pip_requirements=["mlflow"])',
    ],
    ["code", 'm.predict(pd.DataFrame({"prompt": ["a", "b"]}))', [table]],
  ],
  "a class around transformers": [
    [
      "code",
      "class Phi(PythonModel):\n    def load_context(self, context):\n        self.model = AutoModelForCausalLM.from_pretrained(context.artifacts['repo'])",
    ],
    ["code", 'snapshot_download(repo_id="microsoft/phi-3", local_dir="phi")', [bar, bar]],
    [
      "code",
      'mlflow.pyfunc.log_model(artifact_path="m", python_model=Phi(), artifacts={"repo": "phi"}, signature=ModelSignature(inputs=Schema([ColSpec(DataType.string, "prompt")])))',
    ],
  ],
  "models from code": [
    [
      "code",
      "%%writefile model.py\nimport mlflow\nfrom mlflow.models import set_model\nset_model(Mine())",
      [stream("stdout", "Overwriting model.py\n")],
    ],
    [
      "code",
      'with mlflow.start_run():\n    info = mlflow.pyfunc.log_model(name="m", python_model="model.py")',
    ],
  ],
  "a chat agent": [
    ["code", "from mlflow.pyfunc import ChatAgent, ResponsesAgent, ChatModel"],
    ["code", "class A(ChatAgent):\n    def predict(self, messages, context=None, custom_inputs=None): ..."],
    [
      "code",
      'from mlflow.types.agent import ChatAgentMessage\nmlflow.pyfunc.log_model(name="agent", python_model=A(), resources=[])',
    ],
  ],
  "speech, and other flavors": [
    ["code", 'asr = pipeline("automatic-speech-recognition", model="openai/whisper-tiny")'],
    [
      "code",
      'mlflow.transformers.log_model(transformers_model=asr, artifact_path="asr")\nmlflow.sklearn.log_model(clf, "clf")',
      [stream("stderr", "2026/01/01 WARNING mlflow\n"), stream("stdout", "a"), stream("stdout", "b")],
    ],
    [
      "code",
      "plot()",
      [
        figure,
        display({ "image/svg+xml": ["<svg/>"], "text/plain": "<svg>" }),
        display({ "text/latex": "$x$", "text/plain": "x" }),
      ],
    ],
  ],
  "shell and magics": [
    ["code", "!nvidia-smi\nif True:\n    !ls -la | head\nfiles = !ls\nx = %timeit -o f()"],
    ["code", "%%bash\nset -e\necho hi", [stream("stdout", "hi\n")]],
    ["code", "%%time\np(\n  'a' % b)\nlog_model?", [stream("stdout", "CPU times: user 1 s\n")]],
    [
      "code",
      "%sql SELECT 1",
      [display({ "application/vnd.databricks.v1+output": { data: [[1]], schema: [] } })],
    ],
    ["raw", "---\ntitle: x\n---"],
  ],
  "runs, params and the registry": [
    ["markdown", ""],
    ["code", ""],
    ["code", 'mlflow.set_tracking_uri("http://localhost:5000"); mlflow.set_experiment("e")\nimportant = 1'],
    PIPELINE,
    [
      "code",
      'with mlflow.start_run(run_name="r"):\n    mlflow.log_param("a", important)\n    info = mlflow.transformers.log_model(transformers_model=p, name="m", registered_model_name="cat.s.m")\nprint(important)',
      [stream("stdout", "1\n")],
    ],
    ["code", 'MlflowClient().set_registered_model_alias("m", "champion", 1)\np.tokenizer'],
  ],
  "this is not Python": [
    ["code", "print 'Python 2'"],
    ["code", "pip install mlflow"],
    ["code", "model = <your model>\nmlflow.pyfunc.log_model(model"],
    ["markdown", "![x](attachment:image.png)\r\n<img src='x'>\u2028"],
  ],
};

/** With and without each cell's outputs. */
const STATES = ["run", "cleared"] as const;

export function publicLikeNotebooks(): readonly { readonly name: string; readonly text: string }[] {
  return Object.entries(STORIES).flatMap(([story, steps]) =>
    ORIGINS.flatMap((origin) =>
      STATES.map((state) => ({
        name: `${story}, ${origin.name}, ${state}`,
        text: notebook(steps, origin, state === "run"),
      })),
    ),
  );
}

function notebook(steps: readonly Step[], origin: Origin, isRun: boolean): string {
  const cells = steps.map(([type, source, outputs = []], at) => ({
    ...(source.includes("attachment:") && { attachments: { "image.png": { "image/png": "iVBORw0KGgo=" } } }),
    cell_type: type,
    ...(type === "code" && { execution_count: isRun ? at + 1 : null }),
    ...(origin.minor >= 5 && { id: `cell-${at}` }),
    metadata: origin.cell(at),
    ...(type === "code" && { outputs: isRun ? outputs.map((each) => ({ ...each })) : [] }),
    source: origin.asOneString ? source : source === "" ? [] : source.split(/(?<=\n)/),
  }));
  const file = { cells, metadata: origin.metadata, nbformat: 4, nbformat_minor: origin.minor };
  return JSON.stringify(file, null, origin.indent) + origin.end;
}
