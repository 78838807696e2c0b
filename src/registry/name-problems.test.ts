import { describe, expect, test } from "vitest";
import { english } from "#base/message.ts";
import { readFixture } from "#mlflow/testing/mlflow-fixture.ts";
import {
  aliasProblem,
  experimentProblem,
  modelNameProblem,
  nameProblem,
  requireNames,
  tagKeyProblem,
} from "./name-problems.ts";

interface NameCase {
  readonly name: string;
  readonly experiment: boolean;
  readonly registeredName: boolean;
  readonly alias: boolean;
  readonly tagKey: boolean;
}

describe("a name is taken where MLflow's server takes it", () => {
  test.each(readFixture<NameCase>("server-names.json").cases)("$name", ({ name, ...taken }) => {
    expect({
      experiment: experimentProblem(name) === null,
      registeredName: modelNameProblem(name) === null,
      alias: aliasProblem(name) === null,
      tagKey: tagKeyProblem(name) === null,
    }).toEqual(taken);
  });
});

const NAMES = { experiment: "Default", registeredName: "", alias: "", tags: "" };

test("a model that is not registered, without alias and tags, needs an experiment only", () => {
  expect(() => requireNames(NAMES)).not.toThrow();
  expect(() => requireNames({ ...NAMES, experiment: " " })).toThrow(
    "The run needs an experiment. MLflow creates one named Default.",
  );
});

test("all problems are told at once, each with what to do", () => {
  const names = { ...NAMES, registeredName: "a/b", alias: "v1", tags: "ok: 1\n#2: x" };
  expect(() => requireNames(names)).toThrow(
    'A registered model\'s name cannot contain / or :, and "a/b" does. Use - or _ instead. ' +
      'MLflow keeps "v1" for itself: latest, v1, v2 and so on name versions. Choose another alias, such as champion. ' +
      'A tag\'s key can have letters, digits, spaces and / _ . - :; found "#2".',
  );
});

test("a line that is no tag is a problem of the tags", () => {
  const problem = nameProblem("tags", { ...NAMES, tags: "just a word" });
  expect(english(problem ?? "")).toContain("Line 1 of the tags should be a key and a value");
});
