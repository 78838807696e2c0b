/** A logged pipeline's model_config in the page's Python: answers and refusals are those of real MLflow (fixtures/pipeline/model-config.json). */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEMO } from "./testing/edited-wrappers.ts";
import { type ModuleSession, moduleSession } from "./testing/module-session.ts";

interface CaseJson {
  readonly name: string;
  readonly modelConfig: Readonly<Record<string, unknown>>;
  readonly request: object;
  readonly response?: readonly object[];
  readonly error?: { readonly type: string };
}

const { cases } = JSON.parse(
  await readFile(new URL("../../tools/peers/fixtures/pipeline/model-config.json", import.meta.url), "utf8"),
) as { readonly cases: readonly CaseJson[] };

let python: ModuleSession;
beforeAll(async () => {
  python = await moduleSession(DEMO);
});
afterAll(() => python.end());

test.each(cases)("$name", async ({ modelConfig, request, response, error }) => {
  const config = { max_length: 300, truncation: true, include_prompt: false, ...modelConfig };
  const ran = await python.run(`
import json, mlflow, transformers
info = mlflow.transformers.log_model(
    transformers.pipeline("text-generation", model="phi3-demo"),
    name="m", task="llm/v1/chat", model_config=json.loads(${JSON.stringify(JSON.stringify(config))}),
)
answer = mlflow.pyfunc.load_model(info.model_uri).predict(json.loads(${JSON.stringify(JSON.stringify(request))}))
print(json.dumps([{**each, "id": "<id>", "created": "<time>", "model": "phi3-demo"} for each in answer]))
`);
  // The page has words of its own for what it refuses.
  const found: unknown = ran.error === null ? JSON.parse(ran.stdout) : "refused";
  const answered = response?.map((each) => ({ ...each, model: "phi3-demo" }));
  expect(found).toEqual(error === undefined ? answered : "refused");
});
