/** The two notebooks of the write-up, one an option, cell by cell. */
import type { Notebook } from "./cell.ts";
import { type CellSpec, createCell } from "./create-cell.ts";

/** One template per option of the write-up. */
export type TemplateId = "option1-transformers" | "option2-pyfunc";

export const TEMPLATE_IDS: readonly TemplateId[] = ["option1-transformers", "option2-pyfunc"];

export const TEMPLATE_TITLES: Readonly<Record<TemplateId, string>> = {
  "option1-transformers": "Option 1: Transformers pipeline",
  "option2-pyfunc": "Option 2: Custom Python wrapper",
};

const CELLS: Readonly<Record<TemplateId, readonly CellSpec[]>> = {
  "option1-transformers": [
    text(
      "# Running Phi-3 as an MLflow model",
      "This notebook wraps Phi-3 as a **transformers pipeline**. MLflow's transformers flavor gives it an",
      "OpenAI-compatible chat interface, with no code of your own. Everything runs in this page: run the cells from top to",
      "bottom, or press **Run all**.",
    ),
    text("## Select the model"),
    { type: "model" },
    text(
      "## Generate the MLflow artifact",
      "`model_config` holds the settings of the pipeline, and the task `llm/v1/chat` asks MLflow for the chat interface.",
    ),
    { type: "wrapper", option: "transformers" },
    { type: "artifact" },
    text(
      "## Run it as an MLflow model",
      "The signature says what the model takes and gives. Below it, ask: the answer is the list that `predict` gives in Python.",
    ),
    { type: "signature" },
    { type: "inference", option: "transformers" },
  ],
  "option2-pyfunc": [
    text(
      "# Running Phi-3 as an MLflow model",
      "This notebook wraps Phi-3 in a **Python class of your own** around the ONNX Runtime generate() API. It serves int4 ONNX",
      "models, which MLflow's transformers flavor does not. Everything runs in this page: run the cells from top to bottom, or",
      "press **Run all**.",
    ),
    text("## Select the model"),
    { type: "model" },
    text(
      "## Define the Python class and log it",
      "`load_context` opens the ONNX model and its tokenizer once; `predict` answers one prompt.",
    ),
    { type: "wrapper", option: "pyfunc" },
    text("## Generate the MLflow artifact"),
    { type: "artifact" },
    text(
      "## Run it as an MLflow model",
      "The signature comes from the input example. Below it, give a whole prompt, role marks included: the answer is a string.",
    ),
    { type: "signature" },
    { type: "inference", option: "pyfunc" },
  ],
};

function text(heading: string, ...lines: string[]): CellSpec {
  return { type: "markdown", source: lines.length === 0 ? heading : `${heading}\n\n${lines.join("\n")}` };
}

/** @param newId gives each cell its id. */
export function createFromTemplate(template: TemplateId, newId: () => string): Notebook {
  return {
    id: template,
    title: TEMPLATE_TITLES[template],
    cells: CELLS[template].map((spec) => createCell(spec, newId())),
  };
}

/** The template that a document is a person's version of; null for one of their own. */
export function templateOf(documentId: string): TemplateId | null {
  return TEMPLATE_IDS.find((id) => id === documentId) ?? null;
}
