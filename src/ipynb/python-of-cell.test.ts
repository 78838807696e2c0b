import { describe, expect, it } from "vitest";
import type { HubOrigin } from "#bundle/download/plan.ts";
import type { Cell, TypedCell } from "#cells/cell.ts";
import type { Notebook } from "#notebook/cell.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { pythonOfCell } from "./python-of-cell.ts";
import { splitWrapperCode } from "#wrapper/split-wrapper-code.ts";

const context = {
  demoUrl: "https://example.org/demo/",
  folderOf: (id: string) => (id === "mine" ? "Phi-3-mini" : null),
};
const wrapper: Cell = {
  id: "w",
  type: "wrapper",
  wrapper: { form: defaultWrapper("transformers"), editedCode: null },
};

function python(cell: TypedCell, ...above: Cell[]): string {
  const notebook: Notebook = { id: "n", title: "N", cells: [...above, cell] };
  return pythonOfCell(notebook, cell, context);
}

describe("the Python of a cell", () => {
  it("takes the folder of a model that the person opened, and remembers what the notebook named", () => {
    const cell = { id: "m", type: "model", bundleId: "mine", named: "org/\nmodel" } as const;
    expect(python(cell).split("\n").slice(0, 5)).toEqual([
      "# The notebook that this cell was read from named org/ model",
      "# The folder of the model that the page opened: put it beside this notebook, or write its path here",
      "from pathlib import Path",
      "",
      'model_folder = "Phi-3-mini"',
    ]);
  });

  it("reads the signature of what was logged, or infers it where nothing was", () => {
    const signature = { id: "s", type: "signature" } as const;
    const model: Cell = { id: "m", type: "model", bundleId: "mine" };
    expect([
      python(signature, model, wrapper, { id: "a", type: "artifact" }),
      python(signature, wrapper),
    ]).toEqual([
      "model_info.signature\n",
      `from mlflow.transformers.llm_inference_utils import infer_signature_from_llm_inference_task

infer_signature_from_llm_inference_task("llm/v1/chat")
`,
    ]);
  });

  it("registers on the server with the same names, and without an address says what is needed", () => {
    const cell = {
      id: "r",
      type: "register",
      server: "localhost:5000/#/experiments/0",
      experiment: "Phi-3",
      runName: "first",
      registeredName: "phi3",
      alias: "champion",
      tags: "stage: test",
    } as const;
    const log = python({ id: "a", type: "artifact" }, wrapper);
    expect(python(cell, wrapper))
      .toBe(`# A server that asks who you are reads MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD
import os

os.environ["MLFLOW_RUN_NAME"] = "first"
mlflow.set_tracking_uri("http://localhost:5000")
mlflow.set_experiment("Phi-3")

${log}
version = mlflow.register_model(model_info.model_uri, "phi3", tags={"stage": "test"})
mlflow.MlflowClient().set_registered_model_alias("phi3", "champion", version.version)
print(f"{version.name}, version {version.version}")
`);
    const logged = python({ ...cell, registeredName: "" }, wrapper);
    expect([logged.includes(log), logged.includes("register_model")]).toEqual([true, false]);
    expect(python({ ...cell, server: " " }, wrapper)).toBe(
      "# Registering needs the address of an MLflow tracking server\n",
    );
  });

  it("fetches a downloaded model from the commit and folder that the page has it from", () => {
    const hub = {
      kind: "hub",
      hubUrl: "https://huggingface.co",
      repository: "me/phi",
      commit: "0a1b",
    } as const;
    const model = { id: "m", type: "model", bundleId: "bundle-1" } as const;
    const from = (origin: HubOrigin) =>
      pythonOfCell({ id: "n", title: "N", cells: [model] }, model, { ...context, hubOriginOf: () => origin });
    expect(from({ ...hub, variant: "cpu/int4" }))
      .toBe(`# The model that the page downloaded, from the same commit of the hub
from pathlib import Path

from huggingface_hub import snapshot_download

repository = snapshot_download(
    repo_id="me/phi",
    revision="0a1b",
    allow_patterns=["cpu/int4/*"],
)
model_folder = str(Path(repository, "cpu/int4"))
`);
    const onnx = from({ ...hub, hubUrl: "https://mirror.example", variant: "onnx/model_q4.onnx" });
    expect(onnx).toContain(`    allow_patterns=["*.json", "*.txt", "*.jinja", "onnx/model_q4.onnx*"],
    endpoint="https://mirror.example",
)
model_folder = str(Path(repository))
`);
  });

  it("asks with the cell's input, and logs the model first where no artifact cell has", () => {
    const input = '{"messages": [{"role": "user", "content": "Hi"}], "n": 1}';
    const cell = { id: "i", type: "inference", input } as const;
    const ask = `loaded_model = mlflow.pyfunc.load_model(model_uri=model_info.model_uri)
messages = [{"role": "user", "content": "Hi"}]
response = loaded_model.predict({"messages": messages, "n": 1})
print(response)
`;
    expect(python(cell, wrapper, { id: "a", type: "artifact" })).toBe(ask);
    expect(python(cell, wrapper)).toBe(`${python({ id: "a", type: "artifact" }, wrapper)}\n${ask}`);
  });

  it("seeds option 1's draws, and leaves option 2's to the wrapper", () => {
    const input = '{"messages": [{"role": "user", "content": "Hi"}]}';
    const cell = { id: "i", type: "inference", input, seed: 7 } as const;
    expect(python(cell, wrapper, { id: "a", type: "artifact" })).toBe(`import transformers

loaded_model = mlflow.pyfunc.load_model(model_uri=model_info.model_uri)
transformers.set_seed(7)
messages = [{"role": "user", "content": "Hi"}]
response = loaded_model.predict({"messages": messages})
print(response)
`);
  });

  it("fails on malformed input in Jupyter too", () => {
    const cell = { id: "i", type: "inference", input: '{"prompt": ' } as const;
    expect(python(cell, wrapper, { id: "a", type: "artifact" })).toContain('json.loads("{\\"prompt\\": ")');
  });
});

describe("splitWrapperCode", () => {
  it("parts hand-written code, and puts the model's folder into both calls", () => {
    const code = `# Mine
import mlflow
folder = "somewhere"

# The class
class A(mlflow.pyfunc.PythonModel):
    pass

# The log
with mlflow.start_run():
    info = mlflow.pyfunc.log_model(name="a", python_model=A(), artifacts={"onnx": "a/b", "other": folder})
print(info)  # done
`;
    expect(splitWrapperCode(code)).toEqual({
      definitions: `# Mine
import mlflow
folder = "somewhere"

# The class
class A(mlflow.pyfunc.PythonModel):
    pass
`,
      logging: `# The log
with mlflow.start_run():
    info = mlflow.pyfunc.log_model(name="a", python_model=A(), artifacts={"onnx": onnx_folder, "other": folder})
print(info)  # done
`,
    });
  });

  it("leaves what is no Python whole", () => {
    expect(splitWrapperCode("class :")).toEqual({ definitions: "class :", logging: "" });
  });
});
