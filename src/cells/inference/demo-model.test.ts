import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DEMO_PROMPTS, demoLimit } from "./demo-model.ts";

const DATA = new URL("../../../tools/demo-model/data/", import.meta.url);

/** The questions of the training script, with their places filled in. */
function questions(file: string): readonly string[] {
  return readFileSync(new URL(file, DATA), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) =>
      line
        .replaceAll(/\{C2?\}/g, "Norway")
        .replaceAll("{K}", "Oslo")
        .replaceAll("{T}", "MLflow")
        .replaceAll("{N}", "three")
        .replaceAll("{X}", "birds")
        .replaceAll("{D}", "7"),
    );
}
const limitOf = (...turns: readonly string[]) =>
  demoLimit(turns.map((content, at) => ({ role: at % 2 === 0 ? "user" : "assistant", content })));
const shareWithout = (file: string) => {
  const all = questions(file);
  return all.filter((question) => limitOf(question) === null).length / all.length;
};

test.each([
  "questions-capital.txt",
  "questions-continent.txt",
  "questions-country.txt",
  "questions-joke.txt",
  "questions-list.txt",
  "questions-topic.txt",
])("no limit is told of what the demo model was trained to answer: %s", (file) => {
  expect(shareWithout(file)).toBe(1);
});

test("the prompts to try are within what it learned", () => {
  expect(DEMO_PROMPTS.map((prompt) => limitOf(prompt))).toEqual(DEMO_PROMPTS.map(() => null));
});

test.each([
  "Who won the football world cup in 2014?",
  "Write a poem about the sea.",
  "How far is the moon?",
  "Was ist 3 mal 4?",
])("a question that is like none of its own: %s", (question) => {
  expect(limitOf(question)).toBe("question");
});

test("it goes on with a topic, and cannot change the subject", () => {
  const madrid = "The capital of Spain is Madrid.";
  expect(limitOf("What is the capital of Spain?", madrid, "And France?")).toBeNull();
  expect(limitOf("What is the capital of Spain?", madrid, "What is the capital of Italy?")).toBeNull();
  expect(limitOf("My name is Ada.", "Nice to meet you, Ada!", "What is MLflow?")).toBeNull();
  expect(limitOf("What is the capital of Spain?", madrid, "What is MLflow?")).toBe("subject");
});

test("a chat that asks nothing has no limit", () => {
  expect(demoLimit([])).toBeNull();
  expect(demoLimit([{ role: "system", content: "Be brief." }])).toBeNull();
});
