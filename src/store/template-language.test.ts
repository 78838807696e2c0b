import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { translated, type Wording } from "#base/message.ts";
import { createAppStore } from "./app-store.ts";
import { fakePorts } from "./testing/fake-ports.ts";

const GERMAN = {
  "Option 1: Transformers pipeline": "Option 1: Transformers-Pipeline",
  "## Select the model": "## Das Modell wählen",
};
const english = "## Select the model";
const german = "## Das Modell wählen";

/** A tab whose language can be changed. */
function openTab(catalog: Readonly<Record<string, string>>) {
  const language = { catalog };
  const say = (wording: Wording) => translated(wording, language.catalog);
  const { getState } = createAppStore(fakePorts({ say }));
  const headings = () =>
    getState().notebook?.cells.flatMap((cell) =>
      cell.type === "markdown" && [english, german].includes(cell.source) ? [cell.source] : [],
    );
  return { getState, headings, language };
}

it("a template is made in the language that the page has then, and stays in it", async () => {
  const { getState, headings, language } = openTab(GERMAN);
  await getState().start();
  expect([getState().notebook?.title, headings()]).toEqual(["Option 1: Transformers-Pipeline", [german]]);
  const { notebook } = getState();
  const added = getState().addCell("markdown", { after: null });
  getState().deleteCell(added);
  await getState().flush();

  language.catalog = {};
  expect(headings()).toEqual([german]);
  await getState().openDocument("option2-pyfunc");
  expect(headings()).toEqual([english]);
  await getState().openDocument("option1-transformers");
  expect(getState().notebook).toEqual(notebook);
  getState().resetToTemplate();
  expect([getState().notebook?.title, headings()]).toEqual(["Option 1: Transformers pipeline", [english]]);
});

it("beside one's own version a template is made in the language too; the list has titles in every language", async () => {
  const { getState, headings } = openTab(GERMAN);
  await getState().start();
  await getState().newDocument("option2-pyfunc", "Mein Notebook");
  expect([getState().notebook?.title, headings()]).toEqual(["Mein Notebook", [german]]);
  // The name counts as shown in the list.
  await getState().newDocument("empty", "Option 1: Transformers-Pipeline");
  expect(getState().notebook?.title).toBe("Option 1: Transformers-Pipeline (2)");
  const titles = getState().documents.map(({ title }) => translated(title, GERMAN));
  expect(titles).toEqual([
    "Option 1: Transformers-Pipeline",
    "Option 2: Custom Python wrapper",
    "Mein Notebook",
    "Option 1: Transformers-Pipeline (2)",
  ]);
});

it("another language takes the texts with it that nobody has touched, in one step of undo", async () => {
  const { getState, headings, language } = openTab(GERMAN);
  await getState().start();
  await getState().newDocument("option1-transformers", "Option 1");
  const [intro] = getState().notebook?.cells ?? [];
  if (intro?.type !== "markdown") throw new Error("The template begins with a text.");
  getState().updateCell({ ...intro, source: "# Meines" });
  const before = language.catalog;
  language.catalog = {};
  getState().translateTemplate((wording) => translated(wording, before));
  expect(headings()).toEqual([english]);
  expect(getState().notebook?.cells[0]).toMatchObject({ source: "# Meines" });
  getState().undo();
  expect(headings()).toEqual([german]);
});
