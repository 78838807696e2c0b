/** The two notebooks of the write-up, one an option, cell by cell. */
import { english, joined, type Message, message, type Wording } from "#base/message.ts";
import type { Notebook } from "./cell.ts";
import { type CellSpec, createCell } from "#cells/cell.ts";

/** One template per option of the write-up. */
export type TemplateId = "option1-transformers" | "option2-pyfunc";

export const TEMPLATE_IDS: readonly TemplateId[] = ["option1-transformers", "option2-pyfunc"];

/** What a first visit shows. */
export const FIRST_DOCUMENT: TemplateId = "option1-transformers";

export const TEMPLATE_TITLES: Readonly<Record<TemplateId, Message>> = {
  "option1-transformers": message`Option 1: Transformers pipeline`,
  "option2-pyfunc": message`Option 2: Custom Python wrapper`,
};

interface TextSpec {
  readonly type: "text";
  readonly markdown: Message;
}

const CELLS: Readonly<Record<TemplateId, readonly (CellSpec | TextSpec)[]>> = {
  "option1-transformers": [
    text(
      message`# Running Phi-3 as an MLflow model`,
      message`This notebook wraps Phi-3 as a **transformers pipeline**. MLflow's transformers flavor gives it an\nOpenAI-compatible chat interface, with no code of your own. Everything runs in this page: run the cells from top to\nbottom, or press **Run all**.`,
    ),
    text(message`## Select the model`),
    { type: "model" },
    text(
      message`## Generate the MLflow artifact`,
      message`\`model_config\` holds the settings of the pipeline, and the task \`llm/v1/chat\` asks MLflow for the chat interface.`,
    ),
    { type: "wrapper", option: "transformers" },
    { type: "artifact" },
    text(
      message`## Run it as an MLflow model`,
      message`The signature says what the model takes and gives. Below it, ask: the answer is the list that \`predict\` gives in Python.`,
    ),
    { type: "signature" },
    { type: "inference", option: "transformers" },
  ],
  "option2-pyfunc": [
    text(
      message`# Running Phi-3 as an MLflow model`,
      message`This notebook wraps Phi-3 in a **Python class of your own** around the ONNX Runtime generate() API. It serves int4 ONNX\nmodels, which MLflow's transformers flavor does not. Everything runs in this page: run the cells from top to bottom, or\npress **Run all**.`,
    ),
    text(message`## Select the model`),
    { type: "model" },
    text(
      message`## Define the Python class and log it`,
      message`\`load_context\` opens the ONNX model and its tokenizer once; \`predict\` answers one prompt.`,
    ),
    { type: "wrapper", option: "pyfunc" },
    text(message`## Generate the MLflow artifact`),
    { type: "artifact" },
    text(
      message`## Run it as an MLflow model`,
      message`The signature comes from the input example. Below it, give a whole prompt, role marks included: the answer is a string.`,
    ),
    { type: "signature" },
    { type: "inference", option: "pyfunc" },
  ],
};

function text(heading: Message, paragraph?: Message): TextSpec {
  return { type: "text", markdown: paragraph ? joined([heading, paragraph], "\n\n") : heading };
}

/**
 * @param newId gives each cell its id.
 * @param say puts the texts into a language, in which they stay.
 */
export function createFromTemplate(
  template: TemplateId,
  newId: () => string,
  say: (wording: Wording) => string = english,
): Notebook {
  return {
    id: template,
    title: say(TEMPLATE_TITLES[template]),
    cells: CELLS[template].map((spec) =>
      createCell(spec.type === "text" ? { type: "markdown", source: say(spec.markdown) } : spec, newId()),
    ),
  };
}

/** The template that a document is a person's version of; null for one of their own. */
export function templateOf(documentId: string): TemplateId | null {
  return TEMPLATE_IDS.find((id) => id === documentId) ?? null;
}
