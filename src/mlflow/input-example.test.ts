import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { CodedModel, PyfuncWrapper } from "#wrapper/wrapper.ts";
import { exampleOf } from "./input-example.ts";

interface CaseJson {
  readonly name: string;
  readonly given: CodedModel["inputExample"];
  readonly text: string;
  readonly info: Readonly<Record<string, string>>;
}

const { cases } = JSON.parse(
  readFileSync(
    new URL("../../tools/peers/fixtures/mlflow/mlflow-2.14-examples.json", import.meta.url),
    "utf8",
  ),
) as { readonly cases: readonly CaseJson[] };

function wrapperOf(inputExample: CodedModel["inputExample"]): PyfuncWrapper {
  const form = defaultWrapper("pyfunc", "mid-2024") as PyfuncWrapper;
  const coded = {
    isGenerated: true,
    object: "M()",
    signature: null,
    isOfTypeHints: false,
    modelConfig: null,
  };
  return { ...form, coded: { ...coded, inputExample } };
}

test.each(cases)("MLflow 2.14 writes $name as a DataFrame", ({ given, text, info }) => {
  expect(exampleOf(wrapperOf(given))).toEqual({ text, info, servingText: null });
});
