import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { english, type Wording } from "#base/message.ts";
import type { Cell } from "#notebook/cell.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { readIpynb } from "./read-ipynb.ts";
import { recogniseCells } from "./recognise-cells.ts";

function newIds() {
  let count = 0;
  return () => `new-${++count}`;
}

/** The cells of a notebook whose code cells hold these sources, without what Jupyter kept. */
function recognised(...sources: string[]): { cells: unknown[]; notes: readonly Wording[] } {
  const cells = sources.map((source, at): Cell => ({
    id: `c${at + 1}`,
    type: "code",
    kind: "python",
    source,
  }));
  return plain(recogniseCells(cells, newIds()));
}

function seed(name: string) {
  const text = readFileSync(new URL(`testing/seed/${name}.ipynb`, import.meta.url), "utf8");
  const { notebook, notes } = readIpynb(text, { fallbackTitle: "", newId: newIds() });
  return { title: notebook.title, ...plain({ cells: notebook.cells, notes }) };
}

/** Code cells as their first line, typed cells whole. */
function plain({ cells, notes }: { cells: readonly Cell[]; notes: readonly Wording[] }) {
  return {
    cells: cells.map(({ id: _id, jupyter: _jupyter, ...cell }) =>
      cell.type === "markdown" || cell.type === "code" ? `${cell.type}: ${cell.source.split("\n")[0]}` : cell,
    ),
    notes: notes.map(english),
  };
}

const LOG_PIPELINE = `with mlflow.start_run():
    model_info = mlflow.transformers.log_model(transformers_model=pipeline, name="mine", model_config=model_config, task="llm/v1/chat")`;

describe("the write-up's notebook of option 1", () => {
  it("has its cells recognised, and the rest kept", () => {
    expect(seed("Option1_TransformerPipeline")).toEqual({
      title: "Running Phi-3 model in MLFlow",
      cells: [
        "markdown: # Running Phi-3 model in MLFlow",
        "markdown: ---------",
        "code: # Importing required packages",
        "markdown: ### Selecting Phi-3 Mini 4K from HuggingFace",
        { type: "model", bundleId: "phi3-demo", named: "microsoft/Phi-3-mini-4k-instruct" },
        "markdown: ### Generating MLFlow artifact",
        {
          type: "wrapper",
          wrapper: { form: defaultWrapper("transformers", "mid-2024"), editedCode: null },
        },
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
      ],
      notes: [
        "The notebook names the model microsoft/Phi-3-mini-4k-instruct. The model cell takes the embedded demo until you open that model there.",
      ],
    });
  });
});

describe("the write-up's notebook of option 2", () => {
  it("has its cells recognised, its class kept to the letter, and a model cell added", () => {
    const { cells } = seed("Option2_CustomPythonWrapper");
    const code = expect.stringContaining("self.phi3_model = og.Model(model_path)");
    expect(cells).toEqual([
      "markdown: # Running Phi-3 model in MLFlow",
      "markdown: ---------",
      "code: # Importing required packages",
      "markdown: ### Defining custom Python class for Phi-3 Mini 4K model",
      { type: "model", bundleId: "phi3-demo", named: "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4" },
      {
        type: "wrapper",
        wrapper: { form: defaultWrapper("pyfunc", "mid-2024"), editedCode: code },
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

describe("recogniseCells", () => {
  it("leaves a notebook that logs no model as it is", () => {
    expect(recognised("model_config = {}", "x.predict({'a': 1})", "model.signature")).toEqual({
      cells: ["code: model_config = {}", "code: x.predict({'a': 1})", "code: model.signature"],
      notes: [],
    });
  });

  it("makes a model, a wrapper and an artifact of one cell that does it all, past IPython's magics", () => {
    const source = `%pip install mlflow
pipeline = transformers.pipeline("x", task="text-generation", model="org/model")
model_config = {"max_length": 64, "truncation": False, "include_prompt": True}
${LOG_PIPELINE}`;
    const form = {
      ...defaultWrapper("transformers"),
      name: "mine",
      modelConfig: { maxLength: 64, truncation: false, includePrompt: true },
    };
    expect(recognised(source).cells).toEqual([
      { type: "model", bundleId: "phi3-demo", named: "org/model" },
      { type: "wrapper", wrapper: { form, editedCode: null } },
      { type: "artifact" },
    ]);
  });

  it("keeps code that it cannot read without running it, and asks only what it can read", () => {
    const { cells } = recognised(
      LOG_PIPELINE,
      "loaded.predict(load_questions())",
      'loaded.predict({"messages": [{"role": "user", "content": input()}]})',
      "this is no python",
      'loaded.predict({"messages": []})',
      "print(loaded.metadata.signature)",
    );
    expect(cells.slice(3)).toEqual([
      "code: loaded.predict(load_questions())",
      'code: loaded.predict({"messages": [{"role": "user", "content": input()}]})',
      "code: this is no python",
      { type: "inference", input: JSON.stringify({ messages: [] }, null, 2) },
      { type: "signature" },
    ]);
  });
});
