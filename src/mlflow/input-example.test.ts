import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { VersionProfile } from "#wrapper/version-profile.ts";
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

function wrapperOf(
  inputExample: CodedModel["inputExample"],
  profile: VersionProfile = "mid-2024",
): PyfuncWrapper {
  const form = defaultWrapper("pyfunc", profile) as PyfuncWrapper;
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

// The server then has the same file of real MLflow: tools/peers/tracking-server.peers.test.ts.
test.each([
  ['{"text": "a"}', null, { inputs: { text: "a" } }],
  ['{"text": "a"}', '{"n": 1}', { inputs: { text: "a" }, params: { n: 1 } }],
  ['{"prompt": "a"}', '{"n": 1}', { prompt: "a", n: 1 }],
  ['{"messages": []}', null, { messages: [] }],
  ['["a"]', null, { inputs: ["a"] }],
])(
  "the payload of the example %s with params %s is as a scoring server takes it",
  (data, params, payload) => {
    const example = exampleOf(wrapperOf({ kind: "value", data, params }, "current"));
    expect(JSON.parse(example?.servingText ?? "")).toEqual(payload);
  },
);
