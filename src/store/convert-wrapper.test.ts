/** The switch between the options converts everything that depends on the wrapper. */
import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { english, translated, type Wording } from "#base/message.ts";
import type { CellType } from "#cells/cell.ts";
import type { Notebook } from "#notebook/cell.ts";
import { createFromTemplate } from "#notebook/templates.ts";
import { defaultWrapper, withKind } from "#wrapper/defaults.ts";
import type { PyfuncWrapper } from "#wrapper/wrapper.ts";
import { createAppStore } from "./app-store.ts";
import { fakePorts } from "./testing/fake-ports.ts";

const GERMAN = {
  "Option 1: Transformers pipeline": "Option 1: Transformers-Pipeline",
  "Option 2: Custom Python wrapper": "Option 2: Eigene Python-Klasse",
  "## Select the model": "## Das Modell wählen",
  "## Generate the MLflow artifact": "## Das MLflow-Artefakt erzeugen",
};

async function openStore(catalog: Readonly<Record<string, string>> = {}) {
  const say = (wording: Wording) => translated(wording, catalog);
  const { getState } = createAppStore(fakePorts({ say }));
  await getState().start();
  const notebook = () => getState().notebook as Notebook;
  const idOf = (type: CellType) => notebook().cells.find((cell) => cell.type === type)?.id ?? "";
  const convert = (option: "transformers" | "pyfunc") =>
    getState().convertWrapper(idOf("wrapper"), defaultWrapper(option));
  return { getState, notebook, idOf, convert, say };
}

/** Without what differs in every notebook. */
function contentOf({ cells }: Notebook): readonly object[] {
  return cells.map(({ id: _id, ...content }) => content);
}

function inputOf({ cells }: Notebook): unknown {
  const cell = cells.find(({ type }) => type === "inference");
  return cell?.type === "inference" ? JSON.parse(cell.input) : null;
}

const QUESTION = { messages: [{ role: "user", content: "What is the capital of Spain?" }] };

it("texts, title and input go with the wrapper, in one step of undo", async () => {
  const { getState, notebook, convert } = await openStore();
  const before = notebook();
  await convert("pyfunc");
  const template = createFromTemplate("option2-pyfunc", () => "");
  expect(inputOf(notebook())).toEqual({
    prompt: "<|user|>\nWhat is the capital of Spain?<|end|>\n<|assistant|>\n",
  });
  const withoutInput = (cells: readonly object[]) => cells.map((cell) => ({ ...cell, input: "" }));
  expect(withoutInput(contentOf(notebook()))).toEqual(withoutInput(contentOf(template)));
  // The other template already has that name.
  expect(notebook().title).toBe("Option 2: Custom Python wrapper (2)");
  await getState().refreshDocuments();
  expect(getState().documents.map(({ title }) => english(title))).toEqual([
    "Option 2: Custom Python wrapper (2)",
    "Option 2: Custom Python wrapper",
  ]);
  getState().undo();
  expect(notebook()).toEqual(before);
});

it("the way back gives the input as it was, and the template's texts", async () => {
  const { getState, notebook, idOf, convert } = await openStore();
  const cell = notebook().cells.find(({ id }) => id === idOf("inference"));
  if (cell?.type !== "inference") throw new Error("The template has an inference cell.");
  const input = '{"messages":[{"role":"user","content":"Hi"}], "temperature": 0.5}';
  getState().updateCell({ ...cell, input });
  await convert("pyfunc");
  await convert("transformers");
  expect(notebook().cells.find(({ id }) => id === cell.id)).toEqual({ ...cell, input });
  const template = createFromTemplate("option1-transformers", () => "");
  expect(contentOf(notebook()).filter((each) => "source" in each)).toEqual(
    contentOf(template).filter((each) => "source" in each),
  );
});

it("a text that was changed stays, and so does a title of one's own; others go in the page's language", async () => {
  const { getState, notebook, convert } = await openStore(GERMAN);
  const [intro] = notebook().cells;
  if (intro?.type !== "markdown") throw new Error("The template begins with a text.");
  getState().updateCell({ ...intro, source: "# Mine" });
  getState().renameDocument("Mine");
  await convert("pyfunc");
  const texts = notebook().cells.flatMap((cell) => (cell.type === "markdown" ? [cell.source] : []));
  expect(notebook().title).toBe("Mine");
  expect(texts.slice(0, 2)).toEqual(["# Mine", "## Das Modell wählen"]);
  expect(texts).toContain("## Das MLflow-Artefakt erzeugen");
  expect(inputOf(notebook())).not.toEqual(QUESTION);
});

it("cells that ask another wrapper stay as they are, and then the texts too", async () => {
  const { getState, notebook, idOf, convert } = await openStore();
  const other = getState().addCell("wrapper", { after: idOf("signature") });
  const texts = () => notebook().cells.filter(({ type }) => type === "markdown");
  const before = texts();
  await convert("pyfunc");
  expect([inputOf(notebook()), texts()]).toEqual([QUESTION, before]);
  await getState().convertWrapper(other, defaultWrapper("pyfunc"));
  expect(inputOf(notebook())).not.toEqual(QUESTION);
});

it("an input goes from one kind of class to the next, and back to what it was", async () => {
  const { getState, notebook, idOf, convert } = await openStore();
  await convert("pyfunc");
  const prompt = inputOf(notebook());
  const pyfunc = defaultWrapper("pyfunc") as PyfuncWrapper;
  const seen: unknown[] = [];
  for (const kind of ["chat", "responses", "chat", "prompt"] as const) {
    await getState().convertWrapper(idOf("wrapper"), withKind(pyfunc, kind));
    seen.push(inputOf(notebook()));
  }
  const items = { input: QUESTION.messages };
  expect(seen).toEqual([QUESTION, items, QUESTION, prompt]);
});
