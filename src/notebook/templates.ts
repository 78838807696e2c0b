/** The write-up's two notebooks, one per option, cell by cell. */
import { english, joined, type Message, message, type Wording } from "#base/message.ts";
import type { Notebook } from "./cell.ts";
import { type Cell, type CellSpec, createCell } from "#cells/cell.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";

/** Writes a message in a language. */
type Say = (wording: Wording) => string;

/** One template per option of the write-up. */
export type TemplateId = "option1-transformers" | "option2-pyfunc";

export const TEMPLATE_IDS: readonly TemplateId[] = ["option1-transformers", "option2-pyfunc"];

/** The template of a first visit. */
export const FIRST_DOCUMENT: TemplateId = "option1-transformers";

export const TEMPLATE_TITLES: Readonly<Record<TemplateId, Message>> = {
  "option1-transformers": message`Option 1: Transformers pipeline`,
  "option2-pyfunc": message`Option 2: Custom Python wrapper`,
};

/** The templates' texts. Texts with the same name say the same about the two options. */
type TextName = (typeof TEXT_NAMES)[number];
const TEXT_NAMES = ["intro", "select", "define", "artifact", "run", "register", "deploy"] as const;

const SELECT = message`## Select the model`;
const REGISTER = text(
  message`## Register the model`,
  message`Log the model to your MLflow server and register it there. This cell sends the model, so **Run all** skips it: press\nits own button.`,
);
const DEPLOY = text(
  message`## Deploy the model`,
  message`Choose where the model will run. The cell writes the files for it, and sample programs that ask the endpoint. It sends\nnothing.`,
);

const TEXTS: Readonly<Record<TemplateId, Readonly<Partial<Record<TextName, Message>>>>> = {
  "option1-transformers": {
    intro: text(
      message`# Running Phi-3 as an MLflow model`,
      message`This notebook wraps Phi-3 as a **transformers pipeline**. MLflow's transformers flavor gives it an\nOpenAI-compatible chat interface, with no code of your own. Everything runs in this page: run the cells from top to\nbottom, or press **Run all**.`,
    ),
    select: SELECT,
    define: text(
      message`## Generate the MLflow artifact`,
      message`\`model_config\` holds the settings of the pipeline, and the task \`llm/v1/chat\` asks MLflow for the chat interface.`,
    ),
    run: text(
      message`## Run it as an MLflow model`,
      message`The signature lists the model's inputs and outputs. Ask a question below: the answer is the list that \`predict\` returns in Python.`,
    ),
    register: REGISTER,
    deploy: DEPLOY,
  },
  "option2-pyfunc": {
    intro: text(
      message`# Running Phi-3 as an MLflow model`,
      message`This notebook wraps Phi-3 in a **Python class of your own** around the ONNX Runtime generate() API. It serves int4 ONNX\nmodels, which MLflow's transformers flavor does not. Everything runs in this page: run the cells from top to bottom, or\npress **Run all**.`,
    ),
    select: SELECT,
    define: text(
      message`## Define the Python class and log it`,
      message`\`load_context\` opens the ONNX model and its tokenizer once; \`predict\` answers one prompt.`,
    ),
    artifact: message`## Generate the MLflow artifact`,
    run: text(
      message`## Run it as an MLflow model`,
      message`The signature comes from the input example. Enter a whole prompt below, with the role marks: the answer is a string.`,
    ),
    register: REGISTER,
    deploy: DEPLOY,
  },
};

/** A text by its name; undefined where a template lacks it. */
type TemplateCell = Exclude<CellSpec["type"], "markdown" | "code"> | { readonly text: TextName };

const CELLS: readonly TemplateCell[] = [
  { text: "intro" },
  { text: "select" },
  "model",
  { text: "define" },
  "wrapper",
  { text: "artifact" },
  "artifact",
  { text: "run" },
  "signature",
  "inference",
  { text: "register" },
  "register",
  { text: "deploy" },
  "deploy",
];

const OPTIONS: Readonly<Record<TemplateId, WrapperOption>> = {
  "option1-transformers": "transformers",
  "option2-pyfunc": "pyfunc",
};

function text(heading: Message, paragraph: Message): Message {
  return joined([heading, paragraph], "\n\n");
}

/**
 * @param newId makes each cell's id.
 * @param say writes the texts in a language; they stay in it.
 */
export function createFromTemplate(template: TemplateId, newId: () => string, say: Say = english): Notebook {
  const option = OPTIONS[template];
  const cells = CELLS.flatMap((spec) => {
    if (typeof spec === "string") return [createCell({ type: spec, option }, newId())];
    const said = TEXTS[template][spec.text];
    return said ? [createCell({ type: "markdown", source: say(said) }, newId())] : [];
  });
  return { id: template, title: say(TEMPLATE_TITLES[template]), cells };
}

/**
 * A template's untouched texts and title, replaced by the other option's.
 * @param says languages that the notebook may be in; the result is in the first.
 */
export function proseOfOption(
  notebook: Notebook,
  option: WrapperOption,
  says: readonly [Say, ...Say[]],
  newId: () => string,
): Notebook {
  const to = option === "transformers" ? "option1-transformers" : "option2-pyfunc";
  const from = option === "transformers" ? "option2-pyfunc" : "option1-transformers";
  const [say] = says;
  const isSaid = (source: string, said: Message) => says.some((each) => each(said) === source);
  const names = new Map(
    notebook.cells.flatMap((cell) => {
      const found = TEXT_NAMES.find((name) => {
        const said = TEXTS[from][name];
        return cell.type === "markdown" && said !== undefined && isSaid(cell.source, said);
      });
      return found ? [[cell.id, found] as const] : [];
    }),
  );
  const written = (name: TextName) => {
    const said = TEXTS[to][name];
    return said && say(said);
  };
  const added = names.size > 0 && TEXTS[from].artifact === undefined ? written("artifact") : undefined;
  const before = notebook.cells.find(({ type }) => type === "artifact");
  return {
    ...notebook,
    title: isSaid(notebook.title, TEMPLATE_TITLES[from]) ? say(TEMPLATE_TITLES[to]) : notebook.title,
    cells: notebook.cells.flatMap((cell): Cell[] => {
      const name = names.get(cell.id);
      if (cell.type === "markdown" && name !== undefined) {
        const source = written(name);
        return source === undefined ? [] : [{ ...cell, source }];
      }
      if (cell !== before || added === undefined) return [cell];
      return [createCell({ type: "markdown", source: added }, newId()), cell];
    }),
  };
}

/** A template's untouched texts and title, replaced by those of the page's current language. */
export function proseInLanguage(notebook: Notebook, say: Say, others: readonly Say[]): Notebook {
  const texts = TEMPLATE_IDS.flatMap((id) => [TEMPLATE_TITLES[id], ...Object.values(TEXTS[id])]);
  const translate = (source: string) => {
    const text = texts.find((each) => others.some((other) => other(each) === source));
    return text ? say(text) : source;
  };
  const cells = notebook.cells.map((cell) => {
    const source = cell.type === "markdown" ? translate(cell.source) : null;
    return cell.type !== "markdown" || source === null || source === cell.source ? cell : { ...cell, source };
  });
  const title = translate(notebook.title);
  const isSame = title === notebook.title && cells.every((cell, at) => cell === notebook.cells[at]);
  return isSame ? notebook : { ...notebook, title, cells };
}

/** The template that a document is an edited version of; null for other documents. */
export function templateOf(documentId: string): TemplateId | null {
  return TEMPLATE_IDS.find((id) => id === documentId) ?? null;
}
