import { expect, test } from "vitest";
import { english } from "#base/message.ts";
import { ToldModels } from "./told-models.ts";

const NO_BUNDLES = new Map();

/** Each as its text, or why there is none. */
function shown(told: ToldModels): readonly string[] {
  return told.all(NO_BUNDLES).map((each) => ("why" in each ? english(each.why) : each.json));
}

test("models are kept in their order", () => {
  const told = new ToldModels();
  told.add("a");
  told.add("b");
  expect(shown(told)).toEqual(["a", "b"]);
});

test("a model that is too long says so in its place, and the others stay", () => {
  const told = new ToldModels({ models: 20, characters: 200_000 });
  told.add("a");
  told.add("x".repeat(210_000));
  told.add("c");
  expect(shown(told)).toEqual([
    "a",
    "The model has 0.3 million characters of code, files and examples; this page keeps up to 0.2 million. It is in the Python session only. Give large files to the model as an artifact that the page has.",
    "c",
  ]);
});

test("of more than the page keeps, the first entry says how many are gone", () => {
  const many = new ToldModels({ models: 2, characters: 100 });
  for (const each of ["a", "b", "c", "d"]) many.add(each);
  expect(shown(many)).toEqual([
    "The page keeps the last 2 models that a cell logs. 2 earlier ones are in the Python session only.",
    "c",
    "d",
  ]);
  const long = new ToldModels({ models: 9, characters: 5 });
  for (const each of ["aaa", "bbb", "c"]) long.add(each);
  expect(shown(long)).toEqual([
    "The page keeps the last 2 models that a cell logs. 1 earlier ones are in the Python session only.",
    "bbb",
    "c",
  ]);
});
