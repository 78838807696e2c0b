import { expect, test } from "vitest";
import { translated } from "#base/message.ts";
import type { Notebook } from "./cell.ts";
import { createFromTemplate, TEMPLATE_IDS } from "./templates.ts";

const german = {
  "Option 1: Transformers pipeline": "Option 1: Transformers-Pipeline",
  "## Select the model": "## Das Modell wählen",
};

function made(say?: Parameters<typeof createFromTemplate>[2]): Notebook[] {
  return TEMPLATE_IDS.map((id) => {
    let count = 0;
    return createFromTemplate(id, () => `cell-${count++}`, say);
  });
}

function textsOf({ title, cells }: Notebook): string[] {
  return [title, ...cells.flatMap((cell) => (cell.type === "markdown" ? [cell.source] : []))];
}

test("a template's title and texts are English unless another language is asked for", () => {
  const [english] = made();
  expect(english && textsOf(english).slice(0, 4)).toEqual([
    "Option 1: Transformers pipeline",
    expect.stringMatching(/^# Running Phi-3 as an MLflow model\n\nThis notebook wraps Phi-3 as a \*\*transf/),
    "## Select the model",
    "## Generate the MLflow artifact\n\n`model_config` holds the settings of the pipeline, and the task `llm/v1/chat` asks MLflow for the chat interface.",
  ]);
});

test("they are made in the language of whoever says them, and nothing else differs", () => {
  const all = made((wording) => translated(wording, german));
  expect(all[0]).toMatchObject({ title: "Option 1: Transformers-Pipeline" });
  expect(all.map((each) => textsOf(each)[2])).toEqual(["## Das Modell wählen", "## Das Modell wählen"]);
  const withoutTexts = ({ id, cells }: Notebook) => ({
    id,
    cells: cells.map((cell) => (cell.type === "markdown" ? { ...cell, source: "" } : cell)),
  });
  expect(all.map(withoutTexts)).toEqual(made().map(withoutTexts));
});
