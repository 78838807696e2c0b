import { expect, test } from "vitest";
import type { ModelBundle } from "#bundle/bundle.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { runRecord } from "./run-record.ts";

const bundle = { name: "Demo" } as ModelBundle;

test("params stand as mlflow.log_params writes them", () => {
  expect(runRecord(defaultWrapper("transformers"), bundle, null)).toEqual({
    params: {
      wrapper: "transformers",
      profile: "current",
      model: "Demo",
      task: "llm/v1/chat",
      max_length: "300",
      truncation: "True",
      include_prompt: "False",
    },
    metrics: {},
  });
});
